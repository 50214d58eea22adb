from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbc_tui.workspace.files import (
    WorkspaceError,
    confined,
    is_repository_empty,
    read,
    write_atomically,
)


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "a/../../b", "", "a\0b"])
def test_a_path_that_leaves_the_root_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(WorkspaceError):
        confined(tmp_path, path)


def test_a_link_on_the_way_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "src").symlink_to(outside)
    with pytest.raises(WorkspaceError, match="src is a link"):
        write_atomically(root, "src/app.py", b"x")
    assert list(outside.iterdir()) == []


def test_a_link_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.py").symlink_to(secret)
    with pytest.raises(OSError, match=r"a\.py"):
        read(root, "a.py")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.py")
    with pytest.raises(WorkspaceError, match="no ordinary file"):
        read(tmp_path, "a.py")


def test_writing_makes_directories_and_keeps_the_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path, "a/b/c.sh", b"1")
    (tmp_path / "a/b/c.sh").chmod(0o755)
    write_atomically(tmp_path, "a/b/c.sh", b"2")
    assert read(tmp_path, "a/b/c.sh") == b"2"
    assert (tmp_path / "a/b/c.sh").stat().st_mode & 0o777 == 0o755
    assert [entry.name for entry in (tmp_path / "a/b").iterdir()] == ["c.sh"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.py").mkdir()
    with pytest.raises(OSError, match=r"a\.py"):
        write_atomically(tmp_path, "a.py", b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.py"]


def test_a_directory_with_only_git_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert is_repository_empty(tmp_path)
    (tmp_path / "README.md").touch()
    assert not is_repository_empty(tmp_path)
    assert not is_repository_empty(tmp_path / "absent")
