"""A program that is run for no task is heard, stopped and limited as one that is run for a task."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from pbc_tui.agents.transcript import Kind
from pbc_tui.session import events as e
from pbc_tui.workflow.aside import Aside
from pbc_tui.workflow.driving import Drive
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from tests.workflow.conditions import LONGEST

STARTS_ANOTHER = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
    " start_new_session=True)\nprint(child.pid, flush=True)\ntime.sleep(600)"
)


class Room:
    """A project, and the turns that are run in it."""

    def __init__(self, root: Path) -> None:
        self.project = Project.open(root)
        self.moved = asyncio.Event()
        self.aside = Aside(self.project, self.moved.set)

    def run(self, code: str, came: str = "") -> None:
        drive = Drive("command:", (sys.executable, "-c", code))
        self.aside.begin(drive, Path("prompt.md"), "target", "a trial", lambda _: came)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST):
            while not condition():
                self.moved.clear()
                await self.moved.wait()

    @property
    def noted(self) -> list[str]:
        return [each.text for each in self.project.state.log if isinstance(each, e.Noted)]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    room = Room(tmp_path)
    yield room
    await room.aside.stop()
    room.project.close()


async def test_what_it_says_is_heard_and_what_came_of_it_is_recorded(room: Room) -> None:
    room.run("print('\\x1b[31mdone, approved')", "it is there")
    assert room.aside.under_way
    await room.until(lambda: not room.aside.under_way and bool(room.aside.outcome))
    said = [entry.text for entry in room.aside.transcript.entries if entry.kind is Kind.SAID]
    assert len(said) == 1
    assert said[0].endswith("done, approved")
    assert "\x1b" not in said[0]
    assert room.aside.outcome == "it is there"
    assert room.noted[-1] == "a trial: it is there"


async def test_stopping_ends_whatever_it_started(room: Room) -> None:
    room.run(STARTS_ANOTHER)
    await room.until(lambda: bool(room.aside.transcript.last_words))
    child = int(room.aside.transcript.last_words)
    os.kill(child, 0)
    await room.aside.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert not room.aside.under_way
    assert room.noted[-1] == "a trial: the agent was stopped"


async def test_its_time_limit_has_a_line_of_its_own(room: Room) -> None:
    room.aside = Aside(room.project, room.moved.set, seconds=1.5)
    room.run(STARTS_ANOTHER)
    await room.until(lambda: bool(room.aside.outcome))
    words = "no end within 1.5 seconds, so it was ended with all that it had started"
    assert room.aside.outcome == words
    assert room.noted[-1] == f"a trial: {words}"
    with pytest.raises(ProcessLookupError):
        os.kill(int(room.aside.transcript.last_words), 0)


async def test_two_at_once_are_refused(room: Room) -> None:
    room.run("import time; time.sleep(600)")
    with pytest.raises(Refused, match=r"at it already \(a trial\); stop it first"):
        room.run("pass")
