"""Every program that was run is there to be seen, with how it ended."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from pbc_tui.workspace.commands_run import LATEST, MOST, Way
from pbc_tui.workspace.kept import run_kept
from pbc_tui.workspace.process import run


@pytest.fixture(autouse=True)
def nothing_yet() -> None:
    LATEST.clear()


async def test_the_argument_list_and_the_end_are_kept() -> None:
    await run([sys.executable, "-c", "raise SystemExit(3)"], seconds=20)
    await run_kept([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], seconds=20)
    first, second = LATEST
    assert first.line.endswith("-c 'raise SystemExit(3)'")
    assert (first.way, first.outcome) == (Way.PLAIN, "exit 3")
    assert first.seconds is not None
    assert first.seconds > 0
    assert (second.way, second.outcome) == (Way.KEPT, "signal 9")


async def test_what_takes_too_long_is_stopped_or_absent_is_said() -> None:
    waiting = [sys.executable, "-c", "import time; time.sleep(60)"]
    await run(waiting, seconds=0.1)
    running = asyncio.create_task(run(waiting, seconds=60))
    while len(LATEST) < 2:  # noqa: ASYNC110 - one turn
        await asyncio.sleep(0)
    assert LATEST[-1].outcome == "runs"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    with pytest.raises(FileNotFoundError):
        await run([Path("/nowhere/at/all")], seconds=1)
    outcomes = [entry.outcome for entry in LATEST]
    assert outcomes[:2] == ["timed out", "was stopped"]
    assert outcomes[2].startswith("did not run: ")


async def test_no_more_than_a_bounded_number_is_kept() -> None:
    assert LATEST.maxlen == MOST
    await run([sys.executable, "-c", "pass", "x" * 10_000], seconds=20)
    assert len(LATEST[0].line) <= 2_000
