"""Starting programs: their ends are told, by no thread, however they come."""

import asyncio
import os
import signal
import subprocess
import sys
import threading

import pytest

from pbc_tui.workspace import starting
from pbc_tui.workspace.starting import start

QUIET = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)


@pytest.fixture(params=["by a descriptor", "by asyncio"], autouse=True)
def told(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "by asyncio":
        monkeypatch.setattr(starting, "_hears_of_ends", lambda: False)


def program(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


async def test_the_status_is_told_to_all_who_wait() -> None:
    started = await start(program("raise SystemExit(3)"), **QUIET)
    assert set(await asyncio.gather(started.wait(), started.wait())) == {3}
    assert started.returncode == 3


async def test_a_signal_is_a_negative_status() -> None:
    started = await start(program("import time; time.sleep(600)"), **QUIET)
    assert started.returncode is None
    os.kill(started.pid, signal.SIGKILL)
    assert await started.wait() == -signal.SIGKILL


async def test_who_stops_waiting_takes_the_status_from_nobody() -> None:
    started = await start(program("import time; time.sleep(600)"), **QUIET)
    waiting = asyncio.create_task(started.wait())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    os.kill(started.pid, signal.SIGKILL)
    assert await started.wait() == -signal.SIGKILL


async def test_what_is_no_program_cannot_be_started() -> None:
    with pytest.raises(FileNotFoundError):
        await start(["/nonexistent/program"], **QUIET)


async def test_no_thread_waits() -> None:
    if not starting._hears_of_ends():
        pytest.skip("this way needs a thread")
    before = threading.active_count()
    started = await start(program("import time; time.sleep(600)"), **QUIET)
    assert threading.active_count() == before
    os.kill(started.pid, signal.SIGKILL)
    await started.wait()
