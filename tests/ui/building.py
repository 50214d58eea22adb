"""The build screen of a project of one file: its task is open, and its file can be written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ui.walking import ADDER, GOOD, Walk, prepare_one_file, walking

TASK = "TASK-001"


def write(root: Path, text: str, path: str = ADDER) -> None:
    """Write a file as anybody may."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


@asynccontextmanager
async def building(root: Path) -> AsyncIterator[Walk]:
    """The application there, once the task is open."""
    prepare_one_file(root)
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        yield walk


async def begun(walk: Walk) -> None:
    """Wait until the task is open and its file is watched."""
    await walk.until(lambda: walk.state.opened == TASK)
    await walk.until(lambda: walk.app.building is not None)


async def judged(walk: Walk) -> None:
    """Wait for a verdict."""
    await walk.until(lambda: walk.state.progress_of(TASK).verdict is not None, "a verdict")


async def finished(walk: Walk) -> None:
    """Write what the contract asks for, accept it, and wait for the report."""
    root = walk.app.root
    write(root, GOOD)
    await judged(walk)
    await walk.until(lambda: "ACCEPTABLE" in walk.text)
    await walk.press("a")
    await walk.arrive("ReportScreen")
    await walk.until(lambda: (root / "GENERATION_REPORT.md").is_file())
