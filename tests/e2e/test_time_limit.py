"""An agent that never ends is ended when its time is up, and the person goes on (SPEC 7)."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.workflow.project import Project
from tests.e2e import designs, processes
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events
from tests.e2e.test_foreign_agent import SHAPES

pytestmark = pytest.mark.skipif(
    not processes.PROC.is_dir(), reason="which processes run is read under /proc"
)
TREE = "src/\n  shape_sums/\n    shapes.py  # Plane shapes that know their area.\n"
SECONDS = 5
LINE = f"no end within {SECONDS} seconds, so it was ended with all that it had started"
# It ignores what can be ignored, and starts what leaves its session.
NEVER_ENDS = """
import signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
child = [sys.executable, "-c", "import time; time.sleep(603)"]
subprocess.Popen(child, start_new_session=True)
print("I think about it \\x1b[2J", flush=True)
time.sleep(600)
"""


def test_it_is_ended_its_task_stays_open_and_the_person_goes_on(
    tmp_path: Path, person: Hire, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(environment, "PBC_TUI_TURN_SECONDS", str(SECONDS))
    root = tmp_path / "shape-sums"
    agent = f"command:{shlex.join([sys.executable, '-c', NEVER_ENDS])}"
    designs.prepare(root, agent=agent, tree=TREE)
    someone = person(root)
    someone.begins()
    someone.sees("x runs command:")
    someone.runs_the_agent(f"for {SECONDS} seconds at most")
    someone.sees(designs.SHAPES, "is being written")
    started: set[processes.Process] = set()

    def found(_: str) -> bool:
        children = processes.descendants(someone.terminal.pid)
        started.update(each for each in children if "sleep(60" in each.command)
        return any("sleep(603)" in each.command and "child" not in each.command for each in started)

    someone.terminal.wait_for(found)
    someone.press("5")
    someone.sees("I think about it")
    screen = someone.sees(LINE)
    assert "I think about it" in screen
    assert not processes.gone(started)
    ended = [event.how for event in events(root) if isinstance(event, e.TurnEnded)]
    assert ended == [LINE]
    state = Project.read(root)
    assert state.opened == "TASK-001"
    assert state.status(state.plan.tasks[0]) is Status.OPEN
    someone.press("X")
    someone.is_told("no agent is being run")

    target = root / designs.SHAPES
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SHAPES, encoding="utf-8")
    someone.sees_verdict("ACCEPTABLE", at=designs.SHAPES, seconds=180)
    someone.press("a")
    someone.arrives("Report")
    assert someone.quits() == 0
