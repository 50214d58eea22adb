"""Driving the application in tests: by keys, waiting for conditions, reading the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from pbc_tui.session.state import State
from pbc_tui.ui.app import PbcApp
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project

LONGEST = 20.0
"""Seconds after which what is waited for does not come any more."""

ANSWERS: dict[Gate, dict[str, Any]] = {
    Gate.INTAKE: {
        "intake.package_name": "schema_guard",
        "intake.repository_name": "schema-guard",
        "intake.description": "Checks structured data against user-defined schemas.",
        "intake.purpose": "C",
        "intake.users": ["C", "D"],
        "intake.maturity": "B",
        "intake.lifespan": "C",
        "intake.python_version": ">=3.11",
        "intake.deployment": "A",
        "intake.concurrency": "A",
        "intake.non_goals": ["not a web framework", "not an ORM"],
    },
    Gate.ARCHITECTURE: {
        "architecture.dependencies": "E",
        "architecture.configuration": "A",
        "architecture.errors": "A",
        "architecture.logging": "A",
        "architecture.testing": "B",
        "project.licence": "A",
        "project.authors": ["The schema-guard authors"],
        "project.version": "0.1.0",
        "project.url": "",
        "project.line_length": 88,
        "project.docstrings": "google",
        "project.annotations": "all",
        "project.longest_file": 400,
    },
    Gate.STRUCTURE: {"structure.way": "template"},
    Gate.FEATURES: {
        "features.api": "no",
        "features.web_ui": "no",
        "features.demo": "no",
        "features.docs_site": "no",
        "features.readme_languages": [],
    },
}


def prepare(root: Path, gate: Gate | None, *, answered: bool = True, agent: str = "") -> None:
    """A project at ``root`` that stands at ``gate`` (None: all confirmed), journaled and closed.

    ``answered`` says whether the questions of that gate are answered already.
    """
    project = Project.open(root)
    for each in Gate:
        if each is gate and not answered:
            break
        for key, value in ANSWERS.get(each, {}).items():
            design_desk.answer(project, key, value)
        if each is Gate.STRUCTURE:
            design_desk.adopt(project, design_desk.proposal(project))
        if each is gate:
            break
        if each is Gate.PLAN and agent:
            plan_desk.choose_agent(project, agent)
        design_desk.confirm(project, each, reason="as wished")
    project.close()


ADDER = "src/schema_guard/adder.py"
"""The only file of the project that ``prepare_one_file`` makes."""
GOOD = '''"""Adds numbers."""


def add(a: int, b: int) -> int:
    """Add two numbers.

    Args:
        a: The first number.
        b: The second number.

    Returns:
        Their sum.
    """
    return a + b
'''
"""What its contract asks for."""


def prepare_one_file(
    root: Path,
    *,
    contract: str = "def add(a: int, b: int) -> int: ...",
    more: Sequence[str] = (),
) -> None:
    """A project of one file: at the plan without a contract, building with one.

    ``more`` are the paths of further files, which have no contract.
    """
    prepare(root, Gate.STRUCTURE, answered=False)
    project = Project.open(root)
    design_desk.answer(project, "structure.way", "own")
    design_desk.adopt(project, Tree.of((path, "Adds numbers.", "") for path in (ADDER, *more)))
    design_desk.confirm(project, Gate.STRUCTURE)
    for key, value in ANSWERS[Gate.FEATURES].items():
        design_desk.answer(project, key, value)
    design_desk.confirm(project, Gate.FEATURES)
    design_desk.confirm(project, Gate.CRITIC_2, reason="a small trial")
    if contract:
        plan_desk.set_contract(project, ADDER, contract)
        design_desk.confirm(project, Gate.PLAN)
    project.close()


class Walk:
    """The application while it runs."""

    def __init__(self, app: PbcApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def state(self) -> State:
        """The state of the project."""
        return self.app.project.state

    @property
    def at(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        """Everything that the screen on top shows."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    @property
    def said(self) -> str:
        """What was said to the person so far."""
        return "\n".join(notice.message for notice in self.app._notifications)

    async def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Wait until something holds; the test fails when it does not come."""
        end = monotonic() + LONGEST
        while monotonic() < end:
            await self.pilot.pause()
            if condition():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.01)
        pytest.fail(f"did not come: {what or condition}\n{self.at}\n{self.text}")

    async def arrive(self, screen: str) -> None:
        """Wait for a screen."""
        await self.until(lambda: self.at == screen and self.app.screen.is_mounted, screen)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Write into what has the focus, as a paste does; a line feed at the end is enter."""
        assert self.app.focused is not None
        self.app.post_message(events.Paste(text.removesuffix("\n")))
        await self.pilot.pause()
        if text.endswith("\n"):
            await self.pilot.press("enter")


async def _leave(app: PbcApp) -> None:
    """End as the running program does: workers first, then the screens that they look into.

    The end of ``run_test`` takes the screens away while everything still runs.
    """
    if app.is_running:
        app.exit()
    end = monotonic() + LONGEST
    while app.is_running:
        if monotonic() > end:
            pytest.fail("the application does not end")
        await asyncio.sleep(0)


@asynccontextmanager
async def walking(
    root: Path,
    *,
    size: tuple[int, int] = (120, 40),
    begin: str = "",
    settings: Settings = USUAL,
    notices: bool = False,
) -> AsyncIterator[Walk]:
    """The application at ``root``; with ``begin``, gone on to the screen of that name.

    ``notices`` says whether what is said to the person is drawn, too.
    """
    app = PbcApp(root, settings=settings)
    async with app.run_test(size=size, notifications=notices) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        if begin:
            await walk.press("enter")
            await walk.arrive(begin)
        try:
            yield walk
        finally:
            await _leave(app)
