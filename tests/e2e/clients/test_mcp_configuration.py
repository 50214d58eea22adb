"""Real agents find our MCP server by the configuration that we wrote, and connect to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pbc_tui.agents.installing import install
from tests.agents.test_installing import TABLE
from tests.e2e.clients import known
from tests.e2e.clients.installed import from_npm
from tests.e2e.clients.known import Client
from tests.e2e.clients.model_server import Model

LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("client", "listed"),
    [
        # Those that start the server say so; the others say what they have read.
        pytest.param(client, listed, id=client.agent, marks=marks)
        for client, listed, marks in (
            (known.GEMINI, r"pbc-tui: pbc-tui mcp \(stdio\) - Connected", LONG),
            (known.OPENCODE, r"pbc-tui +connected\s+.*pbc-tui mcp", ()),
            (known.CLAUDE, r"pbc-tui: pbc-tui mcp - . Connected", LONG),
            (known.CODEX, r"pbc-tui +pbc-tui +mcp .* enabled", LONG),
            (known.COPILOT, r"Workspace servers:\s+pbc-tui \(local\)", LONG),
        )
    ],
)
def test_it_finds_our_server(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    environment: dict[str, str],
    client: Client,
    listed: str,
) -> None:
    programs = from_npm(tmp_path_factory, client)
    root, home = tmp_path / "repository", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    install(root, TABLE[client.agent], mcp=True)
    wanted = client.configure(home, root, Model("http://127.0.0.1:1"))
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), environment["PATH"]])
    done = subprocess.run(
        [programs / client.agent, "mcp", "list"],
        cwd=root,
        env={**environment, "HOME": str(home), **wanted, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    said = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
    assert re.search(listed, said), said
