"""opencode, as npm installs it, writes a file under the real application, against a scripted model.

It is run by its command line and spoken to by ACP; where npm cannot install it, that is said.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from pbc_tui.session import events as e
from tests.e2e import designs
from tests.e2e.clients.model_server import Model, serving, writes
from tests.e2e.conftest import Hire
from tests.e2e.sessions import events
from tests.e2e.test_foreign_agent import SHAPES

PACKAGE = "opencode-ai@1"
TREE = "src/\n  shape_sums/\n    shapes.py  # Plane shapes that know their area.\n"
INSTALLING = 240


@pytest.fixture(scope="module")
def opencode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the program, installed once for all processes of a run."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not there")
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "opencode"
    programs = place / "node_modules" / ".bin"
    with FileLock(f"{place}.lock"):
        if not programs.is_dir():
            place.mkdir(exist_ok=True)
            command = [npm, "install", "--no-fund", "--no-audit", "--prefix", str(place), PACKAGE]
            try:
                done = subprocess.run(
                    command, capture_output=True, text=True, timeout=INSTALLING, check=False
                )
            except subprocess.TimeoutExpired:
                pytest.skip(f"npm did not install {PACKAGE} within {INSTALLING} s")
            if done.returncode != 0:
                pytest.skip(f"npm cannot install {PACKAGE}: {done.stderr.strip()[-300:]}")
    version = subprocess.run(
        [programs / "opencode", "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if version.returncode != 0:
        pytest.skip(f"opencode does not start here: {version.stderr.strip()[-300:]}")
    return programs


def configure(home: Path, model: Model) -> dict[str, str]:
    """A home in which opencode knows the scripted model alone, and asks before it edits."""
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "name": "Scripted",
        "options": {"baseURL": model.url, "apiKey": "none"},
        "models": {"m": {"name": "m", "tool_call": True}},
    }
    place = home / "config/opencode/opencode.json"
    place.parent.mkdir(parents=True)
    place.write_text(
        json.dumps(
            {
                "model": "scripted/m",
                "small_model": "scripted/m",
                "autoupdate": False,
                "share": "disabled",
                "provider": {"scripted": provider},
            }
        )
    )
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
    }


def _ended(root: Path) -> list[e.TurnEnded]:
    return [event for event in events(root) if isinstance(event, e.TurnEnded)]


@pytest.mark.parametrize("agent", ["opencode", "acp:opencode"])
def test_it_does_a_whole_task(
    tmp_path: Path,
    person: Hire,
    environment: dict[str, str],
    opencode: Path,
    monkeypatch: pytest.MonkeyPatch,
    agent: str,
) -> None:
    root = tmp_path / "shape-sums"
    path = f"{opencode}{os.pathsep}{environment['PATH']}"
    monkeypatch.setenv("PATH", path)
    designs.prepare(root, agent=agent, tree=TREE)
    with serving(writes(str(root / designs.SHAPES), SHAPES)) as model:
        for name, value in {**configure(tmp_path / "home", model), "PATH": path}.items():
            monkeypatch.setitem(environment, name, value)
        someone = person(root)
        someone.begins()
        someone.sees(f"x runs {agent}")
        someone.press("x")
        someone.sees("with the least permission", str(opencode / "opencode"))
        someone.press("1")
        someone.sees_verdict("ACCEPTABLE", at=designs.SHAPES, seconds=180)
        someone.press("5")
        someone.sees("The file is written.", seconds=60)
        happened = {event.kind for event in events(root)}
        assert "accepted" not in happened
        (began,) = [event for event in events(root) if isinstance(event, e.TurnBegan)]
        assert began.argv[0] == str(opencode / "opencode")
        someone.press("a")
        someone.arrives("Report")
        someone.terminal.wait_for(lambda _: bool(_ended(root)))
        assert _ended(root)[0].session.startswith("ses_")
        someone.quits()
    assert (root / designs.SHAPES).read_text() == SHAPES
    assert len(model.requests) >= 3
