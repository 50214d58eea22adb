"""Opening a file below a directory: no link is followed, nor one that comes after the look."""

import os
import shutil
from pathlib import Path, PurePath

import pytest

from pbc_tui.checks import source
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.workspace.opening import open_below


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/file.py").write_text("inside\n")
    outside = tmp_path / "outside"
    (outside / "b").mkdir(parents=True)
    (outside / "b/file.py").write_text("precious\n")
    return root


def test_a_file_is_opened(root: Path) -> None:
    with os.fdopen(open_below(root, PurePath("a/b/file.py")), "rb") as file:
        assert file.read() == b"inside\n"


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("a", "../outside"),
        ("a/b", "../../outside/b"),
        ("a/b/file.py", "../../../outside/b/file.py"),
    ],
)
def test_a_link_on_the_way_is_refused(root: Path, place: str, target: str) -> None:
    there = root / place
    shutil.rmtree(there) if there.is_dir() else there.unlink()
    there.symlink_to(target)
    assert (root / "a/b/file.py").read_text() == "precious\n"
    with pytest.raises(OSError, match=r"directory|symbolic"):
        open_below(root, PurePath("a/b/file.py"))


def test_a_pipe_does_not_block(root: Path) -> None:
    os.mkfifo(root / "pipe")
    os.close(open_below(root, PurePath("pipe")))


def test_no_descriptor_stays_open(root: Path) -> None:
    before = len(os.listdir("/dev/fd"))
    for path in ("a/b/none.py", "a/none/file.py", "a/b/file.py/x"):
        with pytest.raises(OSError, match=r"No such|Not a"):
            open_below(root, PurePath(path))
    assert len(os.listdir("/dev/fd")) == before


def test_a_link_that_comes_after_the_look_leads_nowhere(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swapped(base: Path, relative: PurePath) -> int:
        (root / "a").rename(root / "gone")
        (root / "a").symlink_to("../outside")
        return open_below(base, relative)

    monkeypatch.setattr(source, "open_below", swapped)
    with pytest.raises(Refused, match="cannot be read"):
        read_source(root, "a/b/file.py", python=True)
