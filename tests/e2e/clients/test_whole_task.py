"""Real agents, as npm installs them, write a file under the real application, by a scripted model.

They are run by their command lines and spoken to by ACP; one that npm cannot install is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pbc_tui.agents.installing import install
from pbc_tui.session import events as e
from tests.agents.test_installing import TABLE
from tests.e2e import designs
from tests.e2e.clients import known
from tests.e2e.clients.installed import from_npm, must_be_offered
from tests.e2e.clients.known import Client
from tests.e2e.clients.model_server import serving
from tests.e2e.clients.script import LAST_WORDS
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events
from tests.e2e.test_foreign_agent import SHAPES

TREE = "src/\n  shape_sums/\n    shapes.py  # Plane shapes that know their area.\n"
LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("client", "by_acp"),
    [
        pytest.param(
            client,
            by_acp,
            id=f"{'acp:' if by_acp else ''}{client.agent}",
            marks=() if by_acp and client is known.OPENCODE else LONG,
        )
        for client in (known.OPENCODE, known.GEMINI, known.CLAUDE, known.CODEX, known.COPILOT)
        for by_acp in (False, *([True] if client.acp else []))
    ],
)
def test_it_does_a_whole_task(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    person: Hire,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    by_acp: bool,
) -> None:
    """The person has it run for the one file; what it said is shown, and they accept."""
    program = from_npm(tmp_path_factory, client) / client.agent
    speaks = TABLE[client.agent].acp
    if by_acp and speaks[0] == "npx":
        must_be_offered(speaks[-1])
    root = tmp_path / "shape-sums"
    path = f"{program.parent}{os.pathsep}{environment['PATH']}"
    monkeypatch.setenv("PATH", path)
    name = f"acp:{client.agent}" if by_acp else client.agent
    designs.prepare(root, agent=name, tree=TREE)
    # As pbc-tui has it written: agents that leave out what is ignored must find the prompt.
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / ".gitignore").write_text(".pbc/\n")
    install(root, TABLE[client.agent], mcp=True)
    home = tmp_path / "home"
    home.mkdir()
    with serving(client.script(root / designs.SHAPES, SHAPES)) as model:
        wanted = {"HOME": str(home), **client.configure(home, root, model), "PATH": path}
        for variable, value in wanted.items():
            monkeypatch.setitem(environment, variable, value)
        someone = person(root)
        someone.begins()
        someone.sees(f"x runs {name}")
        someone.runs_the_agent()
        someone.sees_verdict("ACCEPTABLE", at=designs.SHAPES, seconds=180)
        someone.press("5")
        someone.sees(LAST_WORDS, seconds=60)
        assert "accepted" not in {event.kind for event in events(root)}
        (began,) = [event for event in events(root) if isinstance(event, e.TurnBegan)]
        assert began.argv[0] == shutil.which(speaks[0] if by_acp else client.agent, path=path)
        assert (began.argv[1:] == speaks[1:]) is by_acp
        someone.press("a")
        someone.arrives("Report")
        someone.terminal.wait_for(lambda _: bool(_ended(root)))
        someone.quits()
    assert (root / designs.SHAPES).read_text() == SHAPES
    assert len(model.requests) >= 3
    # It has found the skill where that was installed for it.
    assert "pbc-next" in json.dumps(model.requests)
    assert _ended(root)[0].session.startswith(client.session)
    assert not [event for event in events(root) if isinstance(event, e.ScopeBroken)]


def _ended(root: Path) -> list[e.TurnEnded]:
    return [event for event in events(root) if isinstance(event, e.TurnEnded)]
