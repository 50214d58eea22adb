"""An agent that is run for a contract or an opinion is seen at work and ended by a key."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.design.gates import Gate
from pbc_tui.workflow import plan_desk
from tests.ui.contracts import prepare_files
from tests.ui.walking import Walk, prepare, walking

WAITS = """\
import subprocess, sys, time
child = subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
)
print(f"[bold]child[/x] {child.pid} \\x1b[2J\\x1b]0;title\\x07", flush=True)
time.sleep(600)
"""
ENDS = "print('all is well, approved')"


def _prepared(root: Path, what: str) -> None:
    root.mkdir()
    if what == "contract":
        prepare_files(root)
    else:
        prepare(root, Gate.CRITIC_1)


@asynccontextmanager
async def asking(
    root: Path, what: str, code: str, settings: Settings = USUAL
) -> AsyncIterator[Walk]:
    """Before the question what is run, for a contract or for an opinion."""
    program = root.parent / "agent.py"
    program.write_text(code)
    _prepared(root, what)
    begin = "PlanScreen" if what == "contract" else "FirstCheckpoint"
    async with walking(root, begin=begin, settings=settings) as walk:
        plan_desk.choose_agent(walk.app.project, f"command:{sys.executable} {program}")
        if what == "contract":
            await walk.until(lambda: walk.app.proposals is not None)
            await walk.press("C")
            await walk.arrive("ContractsScreen")
        await walk.press("f7")
        await walk.until(lambda: "no agent was run" in walk.said)
        await ask(walk, what)
        yield walk


def flat(walk: Walk) -> str:
    """What is shown, on whatever lines it stands."""
    return " ".join(walk.text.replace("│", " ").split())


async def ask(walk: Walk, what: str) -> None:
    if what == "contract":
        await walk.press("p")
    else:
        await walk.press("o")
        await walk.arrive("AskYesNo")
        await walk.press("y")
    await walk.arrive("AskChoice")


@pytest.mark.parametrize("what", ["contract", "opinion"])
async def test_it_is_heard_while_it_works_and_ended_by_a_key(tmp_path: Path, what: str) -> None:
    async with asking(tmp_path / "root", what, WAITS) as walk:
        below = type(walk.app.screen_stack[-2]).__name__
        await walk.until(lambda: "for 30 minutes at most" in flat(walk))
        await walk.press("1")
        await walk.arrive("AgentTurnScreen")
        await walk.until(lambda: "[bold]child[/x]" in walk.text)
        assert "\x1b" not in walk.text
        assert "X ends it" in walk.text
        found = re.search(r"child\[/x\] (\d+)", walk.text)
        assert found
        child = int(found[1])
        os.kill(child, 0)
        await walk.press("escape")
        await walk.arrive(below)
        await walk.until(lambda: "the agent is at it" in flat(walk))
        os.kill(child, 0)
        await ask(walk, what)
        await walk.press("1")
        await walk.until(lambda: "an agent is at it already" in walk.said)
        await walk.press("f7")
        await walk.arrive("AgentTurnScreen")
        await walk.press("X")
        await walk.until(lambda: "the agent was stopped" in flat(walk))
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        await walk.press("X")
        await walk.until(lambda: "the agent is not at it any more" in walk.said)
        await walk.press("escape")
        await walk.arrive(below)
        await walk.until(lambda: "the agent was stopped" in flat(walk))


@pytest.mark.parametrize("what", ["contract", "opinion"])
async def test_one_that_ends_without_writing_is_named(tmp_path: Path, what: str) -> None:
    async with asking(tmp_path / "root", what, ENDS) as walk:
        await walk.press("1")
        await walk.arrive("AgentTurnScreen")
        await walk.until(lambda: "the agent ended without" in flat(walk))
        assert "its last words: all is well, approved" in flat(walk)


async def test_what_is_looked_for_stays_while_the_agent_speaks(tmp_path: Path) -> None:
    code = (
        "import pathlib, time\n"
        "print('one word', flush=True)\n"
        f"while not pathlib.Path({str(tmp_path / 'go')!r}).exists(): time.sleep(0.05)\n"
        "print('another word\\nsomething else', flush=True)\ntime.sleep(600)"
    )
    async with asking(tmp_path / "root", "opinion", code) as walk:
        await walk.press("1")
        await walk.arrive("AgentTurnScreen")
        await walk.until(lambda: "one word" in walk.text)
        await walk.press("slash", *"WORD")
        await walk.until(lambda: "the agent is at it" not in walk.text)
        (tmp_path / "go").touch()
        await walk.until(lambda: "another word" in walk.text)
        assert "one word" in walk.text
        assert "something else" not in walk.text
        await walk.press("escape")
        await walk.until(lambda: "something else" in walk.text)
        assert walk.at == "AgentTurnScreen"
        await walk.press("X")
        await walk.until(lambda: "the agent was stopped" in flat(walk))


@pytest.mark.parametrize("what", ["contract", "opinion"])
async def test_its_time_limit_is_the_persons_and_said(tmp_path: Path, what: str) -> None:
    short = replace(USUAL, turn_seconds=2)
    async with asking(tmp_path / "root", what, WAITS, short) as walk:
        await walk.until(lambda: "for 2 seconds at most" in flat(walk))
        await walk.press("1")
        await walk.arrive("AgentTurnScreen")
        await walk.until(lambda: "no end within 2 seconds, so it was ended" in flat(walk))
        found = re.search(r"child\[/x\] (\d+)", walk.text)
        assert found
        with pytest.raises(ProcessLookupError):
            os.kill(int(found[1]), 0)
