"""Files of a repository: confined to it, written whole, read within bounds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.workspace.files import (
    WorkspaceError,
    confined,
    is_repository_empty,
    read,
    remove,
    write_atomically,
)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "./a", "a/.", "nul\0byte"],
)
def test_paths_that_leave_or_hide_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(WorkspaceError) as refusal:
        confined(tmp_path, path)
    assert "\n" not in str(refusal.value)
    assert "\0" not in str(refusal.value)


@given(st.text())
def test_no_path_gets_out(path: str) -> None:
    root = Path("/nowhere/root")
    try:
        place = confined(root, path)
    except WorkspaceError:
        return
    assert Path(os.path.normpath(place)).is_relative_to(root)
    assert Path(os.path.normpath(place)) != root


@pytest.mark.parametrize("path", ["link", "link/inner.py", "dead"])
def test_links_are_refused_by_name(tmp_path: Path, path: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dead").symlink_to(outside / "nothing")
    for use in (confined, read, lambda r, p: write_atomically(r, p, b"x"), remove):
        with pytest.raises(WorkspaceError, match="is a link"):
            use(root, path)
    assert not list(outside.iterdir())


def test_a_root_that_is_itself_reached_by_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "root").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "root", "a.py", b"x")
    assert (tmp_path / "real" / "a.py").read_bytes() == b"x"


def test_writing_makes_directories_and_leaves_nothing_else(tmp_path: Path) -> None:
    place = write_atomically(tmp_path, "src/app/a.py", b"one")
    write_atomically(tmp_path, "src/app/a.py", b"two")
    assert place.read_bytes() == b"two"
    assert os.listdir(place.parent) == ["a.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits")
def test_writing_keeps_the_permissions(tmp_path: Path) -> None:
    place = write_atomically(tmp_path, "run", b"one")
    place.chmod(0o750)
    write_atomically(tmp_path, "run", b"two")
    assert place.stat().st_mode & 0o777 == 0o750


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomically(tmp_path, "a.py", b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match=r"a\.py: No space left on device"):
        write_atomically(tmp_path, "a.py", b"new")
    assert os.listdir(tmp_path) == ["a.py"]
    assert (tmp_path / "a.py").read_bytes() == b"old"


def test_a_directory_cannot_be_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.py").mkdir()
    with pytest.raises(WorkspaceError, match=r"^a\.py: "):
        write_atomically(tmp_path, "a.py", b"x")
    with pytest.raises(WorkspaceError, match=r"^a\.py: "):
        remove(tmp_path, "a.py")


def test_reading_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"12345")
    assert read(tmp_path, "a.py", cap=5) == b"12345"
    with pytest.raises(WorkspaceError, match="larger than 4 bytes"):
        read(tmp_path, "a.py", cap=4)


def test_reading_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    for path in ("directory", "absent"):
        with pytest.raises(WorkspaceError, match=f"^{path}: "):
            read(tmp_path, path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in directories there")
def test_reading_a_pipe_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WorkspaceError, match="no ordinary file"):
        read(tmp_path, "pipe")


def test_removing_twice_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"")
    remove(tmp_path, "a.py")
    remove(tmp_path, "a.py")
    assert not list(tmp_path.iterdir())


def test_where_a_project_can_begin(tmp_path: Path) -> None:
    assert is_repository_empty(tmp_path / "absent")
    assert is_repository_empty(tmp_path)
    (tmp_path / ".git").mkdir()
    assert is_repository_empty(tmp_path)
    (tmp_path / "notes.txt").write_text("x")
    assert not is_repository_empty(tmp_path)
    with pytest.raises(WorkspaceError, match="directory"):
        is_repository_empty(tmp_path / "notes.txt")
