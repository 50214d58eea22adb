"""Gemini CLI, as npm installs it, writes a file under the real application, by a scripted model.

It is run by its command line and spoken to by ACP; where npm cannot install it, that is said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.agents.installing import install
from tests.agents.test_installing import TABLE
from tests.e2e import designs
from tests.e2e.clients.installed import from_npm
from tests.e2e.clients.model_server import Model, writes
from tests.e2e.clients.whole_task import do_a_whole_task
from tests.e2e.conftest import Hire
from tests.e2e.test_foreign_agent import SHAPES


@pytest.fixture(scope="module")
def gemini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program; nothing of what it would build for itself is needed."""
    package = "@google/gemini-cli@0"
    return from_npm(tmp_path_factory, package, "gemini", "--ignore-scripts") / "gemini"


def configure(home: Path, model: Model) -> dict[str, str]:
    """A home in which Gemini CLI asks the scripted model, and tells nobody."""
    place = home / ".gemini/settings.json"
    place.parent.mkdir(parents=True)
    place.write_text(
        json.dumps(
            {
                "security": {"auth": {"selectedType": "gemini-api-key"}},
                "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
                "privacy": {"usageStatisticsEnabled": False},
                "telemetry": {"enabled": False},
            }
        )
    )
    return {
        "HOME": str(home),
        "GEMINI_CLI_HOME": str(home),
        "GEMINI_API_KEY": "none",
        "GEMINI_MODEL": "gemini-2.5-flash",
        "GOOGLE_GEMINI_BASE_URL": model.origin,
    }


@pytest.mark.parametrize("agent", ["gemini", "acp:gemini"])
def test_it_does_a_whole_task(
    tmp_path: Path,
    person: Hire,
    environment: dict[str, str],
    gemini: Path,
    monkeypatch: pytest.MonkeyPatch,
    agent: str,
) -> None:
    root = tmp_path / "shape-sums"
    target = str(root / designs.SHAPES)
    began, _ = do_a_whole_task(
        root,
        person,
        environment,
        monkeypatch,
        agent=agent,
        program=gemini,
        configure=configure,
        script=writes(target, SHAPES, read="read_file", write="write_file", file="file_path"),
    )
    assert began.argv[1:2] == (("-p",) if agent == "gemini" else ("--acp",))


def test_it_finds_our_tools_by_the_configuration_that_we_wrote(
    tmp_path: Path, gemini: Path, environment: dict[str, str]
) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    install(root, TABLE["gemini"], mcp=True)
    home = configure(tmp_path / "home", Model("http://127.0.0.1:1"))
    path = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    listed = subprocess.run(
        [gemini, "mcp", "list"],
        cwd=root,
        env={**environment, **home, "PATH": path, "GEMINI_CLI_TRUST_WORKSPACE": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    assert "pbc-tui: pbc-tui mcp (stdio) - Connected" in listed.stdout + listed.stderr
