"""The watcher on real files: each test waits for what it expects, none sleeps for luck."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.workspace import inotify, notifications, observer, watcher
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.inotify import Inotify
from pbc_tui.workspace.listing import Entry, listing
from pbc_tui.workspace.notices import Notices
from pbc_tui.workspace.watcher import Change, Changing, Settled, WatchError, watch

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
QUIET = 0.15
PATIENCE = 10.0


class Log:
    """What a running watcher has told so far."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.times: list[float] = []
        self._news = asyncio.Event()

    def add(self, change: Change) -> None:
        self.changes.append(change)
        self.times.append(time.monotonic())
        self._news.set()

    def of(self, path: str) -> list[Change]:
        return [change for change in self.changes if change.path == path]

    def settled(self, path: str) -> list[Settled]:
        return [change for change in self.of(path) if isinstance(change, Settled)]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def until_settled(self, path: str, body: bytes | None, times: int = 1) -> None:
        wanted = gone(path) if body is None else rest(path, body)
        try:
            await self.until(lambda: self.settled(path).count(wanted) >= times)
        except TimeoutError:
            pytest.fail(f"{path!r} never settled as {body!r}: {self.changes}")


def rest(path: str, body: bytes) -> Settled:
    return Settled(path, sha256(body).hexdigest(), len(body))


def gone(path: str) -> Settled:
    return Settled(path, None, 0)


@asynccontextmanager
async def watching(root: Path, **options: Any) -> AsyncIterator[Log]:
    log = Log()
    ready = asyncio.Event()

    async def follow() -> None:
        async for change in watch(root, quiet=QUIET, on_ready=ready.set, **options):
            log.add(change)

    task = asyncio.create_task(follow())
    try:
        async with asyncio.timeout(PATIENCE):
            await ready.wait()
        yield log
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def stream(path: Path, pieces: list[bytes], pause: float) -> float:
    """Write the pieces with pauses between them; returns the time of the last write."""
    with path.open("wb", buffering=0) as file:
        for count, piece in enumerate(pieces):
            if count:
                await asyncio.sleep(pause)
            file.write(piece)
        return time.monotonic()


async def beacon(root: Path, log: Log) -> None:
    """Whatever happened before this has been told when this returns."""
    (root / "beacon").write_bytes(b"here")
    await log.until_settled("beacon", b"here")


async def test_a_file_streamed_in_ten_pieces_settles_once(tmp_path: Path) -> None:
    pieces = [b"line %d\n" % number for number in range(10)]
    async with watching(tmp_path) as log:
        last = await stream(tmp_path / "a.py", pieces, 0.05)
        await log.until_settled("a.py", b"".join(pieces))
        latency = log.times[-1] - last
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"".join(pieces))]
    assert latency >= QUIET - 0.02


async def test_a_file_rewritten_in_place_settles_once(tmp_path: Path) -> None:
    target = tmp_path / "a.py"
    target.write_bytes(b"old content\n")
    async with watching(tmp_path) as log:
        target.write_bytes(b"new\n")
        await log.until_settled("a.py", b"new\n")
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"new\n")]


@pytest.mark.parametrize("existed", [False, True])
async def test_an_atomic_replacement_settles_once_and_without_waiting(
    tmp_path: Path, existed: bool
) -> None:
    target, temporary = tmp_path / "a.py", tmp_path / "a.py.tmp123"
    if existed:
        target.write_bytes(b"old\n")
    async with watching(tmp_path) as log:
        temporary.write_bytes(b"whole\n")
        temporary.replace(target)
        begun = time.monotonic()
        await log.until_settled("a.py", b"whole\n")
        took = time.monotonic() - begun
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"whole\n")]
    assert log.settled("a.py.tmp123") in ([], [gone("a.py.tmp123")])
    assert took < QUIET


async def test_an_editor_that_moves_the_old_file_away_settles_once(tmp_path: Path) -> None:
    target = tmp_path / "a.py"
    target.write_bytes(b"old\n")
    async with watching(tmp_path) as log:
        (tmp_path / "4913").write_bytes(b"")
        (tmp_path / "4913").unlink()
        (tmp_path / ".a.py.swp").write_bytes(b"swap")
        target.rename(tmp_path / "a.py~")
        target.write_bytes(b"edited\n")
        (tmp_path / "a.py~").unlink()
        (tmp_path / ".a.py.swp").unlink()
        await log.until_settled("a.py", b"edited\n")
        await beacon(tmp_path, log)
    assert {change.path for change in log.changes} == {"a.py", "beacon"}
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"edited\n")]


async def test_a_pause_longer_than_the_quiet_time_withdraws_and_settles_again(
    tmp_path: Path,
) -> None:
    async with watching(tmp_path) as log:
        with (tmp_path / "a.py").open("wb", buffering=0) as file:
            file.write(b"one")
            await log.until_settled("a.py", b"one")
            file.write(b" two")
            await log.until_settled("a.py", b"one two")
    assert log.of("a.py") == [
        Changing("a.py"),
        rest("a.py", b"one"),
        Changing("a.py"),
        rest("a.py", b"one two"),
    ]


async def test_a_touch_of_a_settled_file_is_no_news(tmp_path: Path) -> None:
    target = tmp_path / "a.py"
    async with watching(tmp_path) as log:
        target.write_bytes(b"same")
        await log.until_settled("a.py", b"same")
        os.utime(target, (1, 1))
        target.chmod(0o600)
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"same")]


async def test_a_deleted_file_is_gone(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x")
    async with watching(tmp_path) as log:
        (tmp_path / "a.py").unlink()
        await log.until_settled("a.py", None)
    assert log.of("a.py") == [Changing("a.py"), gone("a.py")]


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


@pytest.mark.skipif(shutil.which("sed") is None, reason="there is no sed")
async def test_sed_in_place_settles_once_and_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"old\n")
    async with watching(tmp_path) as log:
        await asyncio.to_thread(
            subprocess.run, ["sed", "-i", "s/old/new/", str(tmp_path / "a.py")], check=True
        )
        await log.until_settled("a.py", b"new\n")
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"new\n")]


async def test_a_file_deleted_and_written_again_settles_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"old\n")
    async with watching(tmp_path) as log:
        (tmp_path / "a.py").unlink()
        (tmp_path / "a.py").write_bytes(b"new\n")
        await log.until_settled("a.py", b"new\n")
        await beacon(tmp_path, log)
    assert log.of("a.py") == [Changing("a.py"), rest("a.py", b"new\n")]


async def test_a_write_after_the_rename_is_waited_for(tmp_path: Path) -> None:
    async with watching(tmp_path) as log:
        with (tmp_path / "a.tmp").open("wb", buffering=0) as file:
            file.write(b"one")
            os.replace(tmp_path / "a.tmp", tmp_path / "a.py")
            file.write(b" two")
        await log.until_settled("a.py", b"one two")
        await beacon(tmp_path, log)
    assert log.of("a.py")[-1] == rest("a.py", b"one two")


async def test_what_was_there_is_reported_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "there.py").write_bytes(b"x")
    (tmp_path / "other.py").write_bytes(b"x")
    async with watching(tmp_path, initial=["there.py", "gone.py"]) as log:
        await log.until_settled("there.py", b"x")
        await log.until_settled("gone.py", None)
    assert set(log.changes) == {rest("there.py", b"x"), gone("gone.py")}


async def test_a_file_that_cannot_be_read_settles_with_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: str, flags: int, *rest: int) -> int:
        if str(path).endswith("locked.py"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    async with watching(tmp_path) as log:
        os.close(real(tmp_path / "locked.py", os.O_CREAT | os.O_WRONLY))
        await log.until(lambda: bool(log.settled("locked.py")))
    assert log.settled("locked.py")[0].sha256 not in (None, sha256(b"").hexdigest())


async def test_stop_ends_the_iteration_and_the_thread(tmp_path: Path) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(anext(watch(tmp_path, stop=stop, on_ready=stop.set), None))
    begun = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        assert await task is None
    assert time.monotonic() - begun < 1.0
    assert not _watchers()


async def test_cancelling_ends_the_thread_in_time(tmp_path: Path) -> None:
    async with watching(tmp_path) as log:
        (tmp_path / "a.py").write_bytes(b"x")
        await log.until(lambda: bool(log.changes))
        begun = time.monotonic()
    assert time.monotonic() - begun < 0.5
    assert not _watchers()


async def test_a_failure_of_the_thread_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(observer.Observer, "run", fail)
    with pytest.raises(WatchError, match="out of order"):
        await anext(watch(tmp_path))


def _watchers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "pbc-tui watcher"]
