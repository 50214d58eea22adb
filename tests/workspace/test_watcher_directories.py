"""Directories that come, go and are replaced; links, pipes, names of all kinds."""

from __future__ import annotations

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from pbc_tui.workspace.watcher import Settled
from tests.workspace.watching import (
    LINUX,
    Log,
    beacon,
    gone,
    watching,
)


async def test_files_in_directories_made_later_are_seen(tmp_path: Path) -> None:
    async with watching(tmp_path) as log:
        deep = tmp_path / "src" / "app" / "core"
        deep.mkdir(parents=True)
        (deep / "first.py").write_bytes(b"1")
        await log.until_settled("src/app/core/first.py", b"1")
        (deep / "second.py").write_bytes(b"2")
        await log.until_settled("src/app/core/second.py", b"2")


async def test_a_directory_moved_away_takes_its_files_along(tmp_path: Path) -> None:
    package = tmp_path / "old"
    package.mkdir()
    (package / "a.py").write_bytes(b"x")
    async with watching(tmp_path) as log:
        package.rename(tmp_path / "new")
        await log.until_settled("old/a.py", None)
        await log.until_settled("new/a.py", b"x")
        (tmp_path / "new" / "a.py").write_bytes(b"xy")
        await log.until_settled("new/a.py", b"xy")


async def test_a_directory_replaced_by_another_is_watched_on(tmp_path: Path) -> None:
    package = tmp_path / "p"
    package.mkdir()
    async with watching(tmp_path) as log:
        package.rename(tmp_path / "q")
        package.mkdir()
        (package / "a.py").write_bytes(b"x")
        await log.until_settled("p/a.py", b"x")
        (package / "a.py").write_bytes(b"xy")
        await log.until_settled("p/a.py", b"xy")


async def test_a_root_that_comes_goes_and_comes_back(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    async with watching(root) as log:
        for body in (b"first", b"second"):
            root.mkdir()
            (root / "a.py").write_bytes(body)
            await log.until_settled("a.py", body)
            (root / "a.py").unlink()
            root.rmdir()
            await log.until(lambda: log.changes[-1] == gone("a.py"))


async def test_ignored_directories_are_silent_and_admitted_ones_speak(tmp_path: Path) -> None:
    for name in (".git", ".venv/lib", "node_modules/x", "src/__pycache__", ".pbc/contracts"):
        (tmp_path / name).mkdir(parents=True)
    async with watching(tmp_path) as log:
        for name in (".git/index", ".venv/lib/a.py", "node_modules/x/a.js", ".pbc/journal.jsonl"):
            (tmp_path / name).write_bytes(b"x")
        (tmp_path / "src/__pycache__/a.pyc").write_bytes(b"x")
        (tmp_path / ".pbc/contracts/a.pyi").write_bytes(b"x")
        await log.until_settled(".pbc/contracts/a.pyi", b"x")
        await beacon(tmp_path, log)
    assert {change.path for change in log.changes} == {".pbc/contracts/a.pyi", "beacon"}


async def test_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    async with watching(root) as log:
        (root / "loop").symlink_to(root, target_is_directory=True)
        (root / "out").symlink_to(outside, target_is_directory=True)
        (root / "secret").symlink_to(outside / "secret")
        await log.until(
            lambda: all(log.settled(name) for name in ("loop", "out", "secret")),
        )
        await beacon(root, log)
        (outside / "secret").write_bytes(b"changed")
        (root / "beacon").unlink()
        await log.until_settled("beacon", None)
    assert {change.path for change in log.changes} == {"loop", "out", "secret", "beacon"}
    assert log.settled("secret")[0].sha256 != sha256(b"secret").hexdigest()


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in directories there")
async def test_a_pipe_does_not_hang_the_watcher(tmp_path: Path) -> None:
    async with watching(tmp_path) as log:
        os.mkfifo(tmp_path / "pipe")
        await log.until(lambda: bool(log.settled("pipe")))
        await beacon(tmp_path, log)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
async def test_hostile_names_come_through(tmp_path: Path) -> None:
    names = [b"new\nline.py", b"\xff\xfe.py", b"\x1b[31mred.py", b"-rf", b"\xff/inside.py"]
    async with watching(tmp_path) as log:
        for round_ in (b"one", b"three"):
            for name in names:
                path = tmp_path / os.fsdecode(name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(round_)
            for name in names:
                await log.until_settled(os.fsdecode(name), round_)
        (tmp_path / "later.py").write_bytes(b"x")
        await log.until_settled("later.py", b"x")


@LINUX
async def test_ignored_directories_cost_no_watches(tmp_path: Path) -> None:
    for name in (".git/objects/aa", ".venv/lib/x", "node_modules/x/y", "src/__pycache__"):
        (tmp_path / name).mkdir(parents=True)
    async with watching(tmp_path) as log:
        await beacon(tmp_path, log)
        assert _inotify_watches() == 2
        (tmp_path / "src" / "new").mkdir()
        (tmp_path / "src" / "new" / "node_modules" / "z").mkdir(parents=True)
        (tmp_path / "src" / "new" / "a.py").write_bytes(b"x")
        await log.until_settled("src/new/a.py", b"x")
        assert _inotify_watches() == 3
        shutil.rmtree(tmp_path / "src" / "new")
        await log.until_settled("src/new/a.py", None)
        await beacon_gone(tmp_path, log)
        assert _inotify_watches() == 2
    assert _inotify_watches() == 0


def _inotify_watches() -> int:
    """The inotify watches of this process, as proc(5) tells them."""
    count = 0
    for entry in Path("/proc/self/fdinfo").iterdir():
        try:
            count += entry.read_text().count("inotify wd:")
        except OSError:
            continue
    return count


async def beacon_gone(root: Path, log: Log) -> None:
    """Whatever happened before this has been told when this returns."""
    (root / "beacon").unlink()
    await log.until_settled("beacon", None)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
async def test_a_directory_replaced_by_a_link_is_a_link(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "src").mkdir(parents=True)
    (root / "src" / "a.py").write_bytes(b"x")
    outside.mkdir()
    (outside / "a.py").write_bytes(b"secret")
    async with watching(root) as log:
        shutil.rmtree(root / "src")
        (root / "src").symlink_to(outside, target_is_directory=True)
        await log.until_settled("src/a.py", None)
        await log.until(lambda: bool(log.settled("src")))
        (outside / "a.py").write_bytes(b"other")
        await beacon(root, log)
        (root / "src").unlink()
        (root / "src").mkdir()
        (root / "src" / "a.py").write_bytes(b"back")
        await log.until_settled("src/a.py", b"back")
    assert sha256(b"secret").hexdigest() not in {
        change.sha256 for change in log.changes if isinstance(change, Settled)
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
async def test_a_root_that_is_a_link_and_a_write_through_another_way(tmp_path: Path) -> None:
    real, way = tmp_path / "real", tmp_path / "way"
    real.mkdir()
    way.symlink_to(real, target_is_directory=True)
    async with watching(way) as log:
        (real / "a.py").write_bytes(b"x")
        await log.until_settled("a.py", b"x")
        (way / "a.py").write_bytes(b"xy")
        await log.until_settled("a.py", b"xy")


@pytest.mark.skipif(sys.platform == "win32", reason="names are shorter there")
async def test_very_long_names_and_deep_paths_come_through(tmp_path: Path) -> None:
    name = "n" * 252 + ".py"
    deep = "/".join(["d" * 200] * 12)
    async with watching(tmp_path) as log:
        (tmp_path / name).write_bytes(b"x")
        await log.until_settled(name, b"x")
        (tmp_path / deep).mkdir(parents=True)
        (tmp_path / deep / name).write_bytes(b"y")
        await log.until_settled(f"{deep}/{name}", b"y")
