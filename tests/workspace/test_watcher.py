"""What one file settles to, however it is written, and how the watching ends."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest

from pbc_tui.workspace import observer
from pbc_tui.workspace.watcher import Changing, WatchError, watch
from tests.workspace.watching import (
    PATIENCE,
    QUIET,
    beacon,
    gone,
    rest,
    stream,
    watching,
)


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
