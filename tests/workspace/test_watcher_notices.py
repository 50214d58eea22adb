"""Where the system's notices are many, are lost, or do not come at all."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from pbc_tui.workspace import inotify, notifications, observer, watcher
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.inotify import Inotify
from pbc_tui.workspace.listing import Entry, listing
from pbc_tui.workspace.notices import Notices
from pbc_tui.workspace.watcher import Changing
from tests.workspace.watching import (
    LINUX,
    PATIENCE,
    beacon,
    rest,
    watching,
)


async def test_a_flood_loses_nothing(tmp_path: Path) -> None:
    count = 3000
    async with watching(tmp_path) as log:
        script = (
            "import pathlib, sys\n"
            "for n in range(int(sys.argv[2])):\n"
            "    folder = pathlib.Path(sys.argv[1], str(n % 20)); folder.mkdir(exist_ok=True)\n"
            "    (folder / f'{n}.py').write_text(str(n))\n"
        )
        await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", script, str(tmp_path), str(count)], check=True
        )
        wanted = {rest(f"{n % 20}/{n}.py", str(n).encode()) for n in range(count)}
        await log.until(lambda: len(log.changes) >= 2 * count and wanted <= set(log.changes))
    for n in range(count):
        path = f"{n % 20}/{n}.py"
        assert log.of(path)[0] == Changing(path)
    assert len(log.changes) == 2 * count


@LINUX
async def test_notices_that_do_not_come_are_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(self: Inotify, seconds: float) -> Notices:
        time.sleep(min(seconds, 0.01))
        return {}

    monkeypatch.setattr(observer, "_PAUSE", 0.05)
    monkeypatch.setattr(Inotify, "wait", deaf)
    (tmp_path / "package").mkdir()
    async with watching(tmp_path) as log:
        (tmp_path / "package" / "a.py").write_bytes(b"x")
        await log.until_settled("package/a.py", b"x")


@LINUX
async def test_a_queue_that_overflows_is_made_up_for_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel says so in a notice of its own, in place of what it could not keep."""
    monkeypatch.setattr(observer, "_PAUSE", 3600.0)
    real = Inotify.wait
    swallowed: list[Notices] = []

    def overflowing(self: Inotify, seconds: float) -> Notices:
        notices = real(self, seconds)
        if any(path.endswith(".py") for path in notices):
            swallowed.append(notices)
            self._note({}, -1, 0x4000, b"")
            return {}
        return notices

    monkeypatch.setattr(Inotify, "wait", overflowing)
    async with watching(tmp_path) as log:
        await beacon(tmp_path, log)
        (tmp_path / "a.py").write_bytes(b"x")
        await log.until_settled("a.py", b"x")
    assert swallowed


@LINUX
async def test_what_is_new_does_not_wait_for_a_survey_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, surveying, released = count(), threading.Event(), threading.Event()

    def long(root: str, ignore: Ignore, under: str = "") -> Iterator[Entry]:
        entries = list(listing(root, ignore, under))
        yield from entries
        # The first is what the watcher begins with, the next one is the survey.
        while not under and next(calls) and not released.is_set():
            surveying.set()
            time.sleep(0.0001)
            yield entries[0]

    monkeypatch.setattr(observer, "listing", long)
    async with watching(tmp_path) as log:
        await asyncio.to_thread(surveying.wait, PATIENCE)
        (tmp_path / "new" / "inner").mkdir(parents=True)
        (tmp_path / "new" / "inner" / "a.py").write_bytes(b"x")
        await log.until_settled("new/inner/a.py", b"x")
        assert not released.is_set()
        released.set()
        await beacon(tmp_path, log)
        (tmp_path / "new" / "inner" / "a.py").write_bytes(b"xy")
        await log.until_settled("new/inner/a.py", b"xy")


@LINUX
async def test_a_limit_of_the_system_is_said_and_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """inotify_add_watch(2): ENOSPC, the user limit was reached."""
    room = 1
    real = inotify._add

    def limited(descriptor: int, directory: bytes) -> int:
        nonlocal room
        room -= 1
        return real(descriptor, directory) if room >= 0 else -errno.ENOSPC

    monkeypatch.setattr(inotify, "_add", limited)
    (tmp_path / "package").mkdir()
    said: list[str] = []
    async with watching(tmp_path, on_doubt=said.append) as log:
        (tmp_path / "package" / "a.py").write_bytes(b"x")
        await log.until_settled("package/a.py", b"x")
        assert len(said) == 1
        assert "fs.inotify.max_user_watches" in said[0]
        assert "\n" not in said[0]
        room = 100
        await log.until(lambda: said[-1] == "" or _touch(tmp_path / "package" / "b.py"))
        (tmp_path / "package" / "a.py").write_bytes(b"xy")
        await log.until_settled("package/a.py", b"xy")
    assert len(said) == 2


def _touch(path: Path) -> bool:
    """Have something reported, so that whoever waits looks again."""
    path.write_bytes(os.urandom(8))
    return False


@LINUX
async def test_where_the_system_gives_no_instance_the_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """inotify_init1(2): EMFILE, the user limit on instances was reached."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(inotify.Inotify, "__init__", refuse)
    said: list[str] = []
    async with watching(tmp_path, on_doubt=said.append) as log:
        (tmp_path / "a.py").write_bytes(b"x")
        await log.until_settled("a.py", b"x")
    assert len(said) == 1
    assert "inotify" in said[0]


async def test_polling_can_be_forced(tmp_path: Path) -> None:
    said: list[str] = []
    async with watching(tmp_path, force_polling=True, on_doubt=said.append) as log:
        (tmp_path / "a.py").write_bytes(b"x")
        await log.until_settled("a.py", b"x")
    assert said == ["notices are switched off"]


@pytest.mark.parametrize(("word", "expected"), [("1", True), ("0", False), ("", False)])
def test_polling_can_be_forced_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, expected: bool
) -> None:
    monkeypatch.setenv(notifications.FORCE_POLLING, word)
    source = notifications.source_for(str(tmp_path))
    source.close()
    assert bool(source.reason) is expected


async def test_notices_through_watchfiles_serve_other_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "source_for", lambda *_, **__: notifications.ThroughWatchfiles())
    async with watching(tmp_path) as log:
        (tmp_path / "a.py").write_bytes(b"one")
        await log.until_settled("a.py", b"one")
        (tmp_path / "src" / "app").mkdir(parents=True)
        (tmp_path / "src" / "app" / "b.py").write_bytes(b"two")
        await log.until_settled("src/app/b.py", b"two")
        (tmp_path / "c.tmp").write_bytes(b"three")
        (tmp_path / "c.tmp").replace(tmp_path / "src" / "app" / "c.py")
        await log.until_settled("src/app/c.py", b"three")
        (tmp_path / "src").rename(tmp_path / "lib")
        await log.until_settled("src/app/b.py", None)
        await log.until_settled("lib/app/b.py", b"two")
        (tmp_path / "lib" / "app" / "b.py").unlink()
        await log.until_settled("lib/app/b.py", None)
