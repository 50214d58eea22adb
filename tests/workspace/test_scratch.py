"""Room for passing work: gone with whoever made it, also when that one was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pbc_tui.workspace import scratch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks there")
PATIENCE = 10.0
OTHER = """
import sys, time
from pbc_tui.workspace import scratch
place = scratch.new_directory("copy")
(place / "file").write_text("x")
with scratch.directory("check") as passing:
    print(place, passing, flush=True)
    sys.stdin.read(1)
"""


class Other:
    """Another process that has room for its work."""

    def __init__(self, place: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OTHER],
            env={**os.environ, "TMPDIR": str(place)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.places = [Path(word) for word in self.process.stdout.readline().split()]
        assert all(place.is_dir() for place in self.places)
        self.home = self.places[0].parent

    def end(self, number: int = 0) -> None:
        """End it, by a signal or in good order."""
        if number:
            self.process.send_signal(number)
        self.process.communicate("x" if not number else None, timeout=PATIENCE)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_everything_lies_in_one_directory_and_a_block_removes_its_own(place: Path) -> None:
    kept = scratch.new_directory("copy")
    with scratch.directory("check") as passing:
        (passing / "file").write_text("x")
        assert passing.parent == kept.parent
        assert kept.parent.parent == place
    assert not passing.exists()
    assert kept.exists()
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_a_directory_that_somebody_took_away_is_made_again(place: Path) -> None:
    first = scratch.new_directory("copy")
    first.rmdir()
    first.parent.rmdir()
    assert scratch.new_directory("copy").is_dir()


def test_a_process_that_ends_leaves_nothing(place: Path) -> None:
    other = Other(place)
    other.end()
    assert not list(place.iterdir())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_killed_process_left_is_removed_by_the_next_one(place: Path, number: int) -> None:
    dead, alive = Other(place), Other(place)
    dead.end(number)
    assert dead.home.is_dir()
    mine = scratch.new_directory("copy")
    until(lambda: not dead.home.exists())
    assert alive.home.is_dir()
    assert mine.is_dir()
    alive.end()
    assert list(place.iterdir()) == [mine.parent]


def test_nothing_of_others_is_removed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("x")
    (place / "pbc-tui-link").symlink_to(elsewhere, target_is_directory=True)
    (place / "pbc-tui-file").write_text("x")
    (place / "unknown").mkdir()
    os.mkfifo(place / "pbc-tui-pipe")
    foreign = place / "pbc-tui-foreign"
    foreign.mkdir()
    before = sorted(place.rglob("*"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "getuid", lambda: foreign.stat().st_uid + 1)
        scratch.sweep(place)
    assert sorted(place.rglob("*")) == before
    scratch.sweep(place)
    before.remove(foreign)
    assert sorted(place.rglob("*")) == before


def test_what_a_fork_inherits_is_not_its_own(place: Path) -> None:
    kept = scratch.new_directory("copy")
    child = os.fork()
    if child == 0:
        scratch.remove()
        os._exit(0)
    os.waitpid(child, 0)
    assert kept.is_dir()
