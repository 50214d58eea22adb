from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.workflow import interpreter
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.environment import Environment
from tests.workflow.designs import begun


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A confirmed project with two files: words.py and its test."""
    return begun(tmp_path)


@pytest.fixture
async def building(project: Project, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Building]:
    """Stage 4 alive; the tests run under this interpreter instead of one made for the project."""

    async def ready(*_: Any) -> Environment:
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", ready)
    alive = Building(project, warm=False)
    await alive.start()
    yield alive
    await alive.stop()
    project.close()
