"""A whole task of a real agent under the real application, against the scripted model."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pbc_tui.agents.installing import install
from pbc_tui.session import events as e
from tests.agents.test_installing import TABLE
from tests.e2e import designs
from tests.e2e.clients.model_server import Model, Script, serving
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events
from tests.e2e.test_foreign_agent import SHAPES

TREE = "src/\n  shape_sums/\n    shapes.py  # Plane shapes that know their area.\n"

Configure = Callable[[Path, Model], dict[str, str]]
"""From a home and the model to the environment in which the agent knows that model alone."""


def do_a_whole_task(
    root: Path,
    person: Hire,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    agent: str,
    program: Path,
    configure: Configure,
    script: Script,
) -> tuple[e.TurnBegan, e.TurnEnded]:
    """The person has ``agent`` run for the one file; what it said is shown, and they accept."""
    path = f"{program.parent}{os.pathsep}{environment['PATH']}"
    monkeypatch.setenv("PATH", path)
    designs.prepare(root, agent=agent, tree=TREE)
    # As pbc-tui has it written: agents that leave out what is ignored must find the prompt.
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / ".gitignore").write_text(".pbc/\n")
    install(root, TABLE[agent.removeprefix("acp:")], mcp=True)
    with serving(script) as model:
        wanted = {**configure(root.parent / "home", model), "PATH": path}
        for name, value in wanted.items():
            monkeypatch.setitem(environment, name, value)
        someone = person(root)
        someone.begins()
        someone.sees(f"x runs {agent}")
        someone.runs_the_agent(str(program))
        someone.sees_verdict("ACCEPTABLE", at=designs.SHAPES, seconds=180)
        someone.press("5")
        someone.sees("The file is written.", seconds=60)
        assert "accepted" not in {event.kind for event in events(root)}
        (began,) = [event for event in events(root) if isinstance(event, e.TurnBegan)]
        assert began.argv[0] == str(program)
        someone.press("a")
        someone.arrives("Report")
        someone.terminal.wait_for(lambda _: bool(_ended(root)))
        someone.quits()
    assert (root / designs.SHAPES).read_text() == SHAPES
    assert len(model.requests) >= 3
    assert not [event for event in events(root) if isinstance(event, e.ScopeBroken)]
    return began, _ended(root)[0]


def _ended(root: Path) -> list[e.TurnEnded]:
    return [event for event in events(root) if isinstance(event, e.TurnEnded)]
