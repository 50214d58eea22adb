"""Which environments are removed from the cache, and which never are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbc_tui.workspace import environment_cache
from pbc_tui.workspace.environment_cache import clean, hold, note_use

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is removed there")
HOLDING = """
import sys
from pathlib import Path
from pbc_tui.workspace.environment_cache import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "environments"
    while environment_cache._held:
        os.close(environment_cache._held.popitem()[1])


def make(cache: Path, name: str, root: Path | None, used: int) -> Path:
    directory = cache / name
    (directory / "bin").mkdir(parents=True)
    (directory / "bin" / "python").touch()
    place = directory
    if root is not None:
        note_use(directory, root)
        place = directory / "pbc-tui.root"
    os.utime(place, (used, used))
    return directory


def names(cache: Path) -> list[str]:
    return sorted(entry.name for entry in cache.iterdir() if entry.suffix != ".lock")


def test_those_used_last_are_kept(tmp_path: Path, cache: Path) -> None:
    for number in range(5):
        make(cache, f"e{number}", tmp_path, used=1000 + number)
    make(cache, "of-an-earlier-version", None, used=1)
    clean(cache, most=3)
    assert names(cache) == ["e2", "e3", "e4"]
    assert not list(cache.glob("e0*"))


def test_those_of_repositories_that_are_gone_are_not(tmp_path: Path, cache: Path) -> None:
    make(cache, "gone", tmp_path / "gone", used=9000)
    make(cache, "there", tmp_path, used=1)
    clean(cache)
    assert names(cache) == ["there"]


def test_one_in_use_is_never_removed(tmp_path: Path, cache: Path) -> None:
    mine = make(cache, "mine", tmp_path / "gone", used=1)
    other = make(cache, "other", tmp_path / "gone", used=2)
    hold(mine)
    hold(mine)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, other], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        clean(cache, most=0)
        assert names(cache) == ["mine", "other"]
        process.communicate(b"")
    clean(cache, most=0)
    assert names(cache) == ["mine"]


def test_what_was_left_half_removed_goes(cache: Path) -> None:
    make(cache, ".removed-x-1", None, used=1)
    clean(cache)
    assert names(cache) == []


def test_a_cache_that_is_not_there_is_no_fault(cache: Path) -> None:
    clean(cache)


def test_what_cannot_be_removed_stays_and_nothing_is_said(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(cache, "e", tmp_path, used=1)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    clean(cache, most=0)
    assert names(cache) == ["e"]
