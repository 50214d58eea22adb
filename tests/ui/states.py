"""Every state of every screen: how the project comes into it, and the keys that lead there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, Delete, SetPurpose
from pbc_tui.session import events as e
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.screens import welcome
from pbc_tui.ui.screens.dialog import AskChoice, AskLines, AskText, AskYesNo
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import design_desk, tutorial
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workspace import commands_run
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.confinement import offer
from tests.ui.still import LIVES, NOON, TASK, Still, prepare_state, stop_the_clock
from tests.ui.walking import Walk, prepare, prepare_one_file

Size = tuple[int, int]
SIZES: list[Size] = [(50, 20), (80, 24), (120, 40), (250, 70)]
THEMES = ("pbc-dark", "pbc-light")
Steps = Callable[[Walk], Awaitable[None]]
STAGES = {
    Gate.INTAKE: "IntakeScreen",
    Gate.ARCHITECTURE: "ArchitectureScreen",
    Gate.CRITIC_1: "FirstCheckpoint",
    Gate.STRUCTURE: "StructureScreen",
    Gate.FEATURES: "FeaturesScreen",
    Gate.CRITIC_2: "SecondCheckpoint",
    Gate.PLAN: "PlanScreen",
}
"""The screen of each gate."""


def named(size: Size) -> str:
    """A size as the names of tests have it."""
    return f"{size[0]}x{size[1]}"


def bare_machine(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory below ``place``, on a machine that has nothing and where it is always noon."""
    stop_the_clock(monkeypatch)
    offer(monkeypatch, Sandbox(Level.BUBBLEWRAP))
    monkeypatch.setattr(commands_run, "LATEST", [])
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr(welcome, "__version__", "1.0.0")
    monkeypatch.setattr(
        welcome, "span", lambda text, *more: span(text.replace(str(place), "/home/ann"), *more)
    )
    root = place / "schema-guard"
    root.mkdir()
    return root


def building(root: Path, state: str) -> PbcApp:
    """The build screen's application, in a state of ``LIVES``."""
    prepare_state(root, state)
    return Still(root, lives=LIVES[state], said=state == "agent")


def to_building(state: str) -> Steps:
    """The way to the build screen in a state."""

    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: walk.app.building is not None)
        if state == "agent":
            await walk.press("5")
            await walk.until(lambda: "I write the function" in walk.text)

    return steps


def to_stage(gate: Gate) -> Steps:
    """The way to the screen of a gate."""

    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive(STAGES[gate])

    return steps


async def _new(walk: Walk) -> None:
    await walk.until(lambda: "It is empty" in walk.text)


async def _foreign(walk: Walk) -> None:
    await walk.until(lambda: "It is not empty" in walk.text)


async def _resumable(walk: Walk) -> None:
    await walk.until(lambda: "stands at" in walk.text)


def _at_plan(*keys: str, until: str) -> Steps:
    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive("PlanScreen")
        await walk.press(*keys)
        await walk.until(lambda: until in walk.text, until)

    return steps


def _dialog(make: Callable[[], Any]) -> Steps:
    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive("PlanScreen")
        dialog = make()
        walk.app.push_screen(dialog)
        await walk.arrive(type(dialog).__name__)

    return steps


async def _report(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("ReportScreen")
    await walk.until(lambda: "files accepted" in walk.text)


async def _unconfined(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("AskYesNo")


async def _coached(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("PlanScreen")
    await walk.until(lambda: "Tutorial 1/" in walk.text)


async def _narrowed(walk: Walk) -> None:
    await PAGES["log"](walk)
    await walk.press("slash", *"critic")
    await walk.until(lambda: "Stage" not in walk.text and "24/25" in walk.text)


PAGES: dict[str, Steps] = {
    "welcome-new": _new,
    "welcome-foreign": _foreign,
    "welcome-resumable": _resumable,
    "report": _report,
    "unconfined": _unconfined,
    "coach": _coached,
    "agents": _at_plan("f5", until="Installing would"),
    "help": _at_plan("f1", until="Keys"),
    "log": _at_plan("f2", until="What happened"),
    "log-narrowed": _narrowed,
    "commands-run": _at_plan("at", until="Commands run"),
    "jump": _at_plan("f6", until="a letter goes there"),
    "palette": _at_plan("ctrl+p", until="Search for commands"),
    "task-in-full": _at_plan("enter", until="The prompt, about"),
    "yes-no": _dialog(
        lambda: AskYesNo("Begin?", "It is asked once, and can be taken back.", yes="begin")
    ),
    "text": _dialog(lambda: AskText("A name", "Under which name?", value="schema-guard")),
    "lines": _dialog(lambda: AskLines("What is to change?", "It goes into the prompt.")),
    "choice": _dialog(
        lambda: AskChoice(
            "Who writes the files?",
            "It can be changed at any time.",
            [("b", "beside", "in a terminal of its own"), ("a", "an agent", "run from here")],
        )
    ),
}


def open_page(root: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> PbcApp:
    """The application of a page of ``PAGES``."""
    if page == "welcome-foreign":
        (root / "notes.txt").write_text("mine")
    elif page == "coach":
        tutorial.begin(root)
    elif page == "unconfined":
        prepare_one_file(root)
        offer(monkeypatch)
    elif page == "report":
        prepare_state(root, "revision")
        project = Project.open(root)
        written = e.ReportWritten(path="GENERATION_REPORT.md", format="md")
        project.record(e.Aborted(task=TASK), written)
        project.close()
    elif page != "welcome-new":
        prepare(root, Gate.PLAN)
    if page == "commands-run":
        ran = commands_run.CommandRun(
            "uv venv --python 3.11 .venv", commands_run.Way.KEPT, NOON, 0.31, "exit 0"
        )
        monkeypatch.setattr(commands_run, "LATEST", [ran])
    return Still(root, lives=Live(Phase.FINISHED) if page == "report" else Live())


OPENED = {
    "going-back": (Gate.PLAN, "ctrl+b", "DecisionsScreen"),
    "contracts": (Gate.PLAN, "C", "ContractsScreen"),
    "graph": (Gate.PLAN, "v", "GraphScreen"),
    "comparison": (Gate.STRUCTURE, "equals_sign", "ComparisonScreen"),
    "tree-text": (Gate.STRUCTURE, "t", "TreeTextScreen"),
    "approval": (Gate.STRUCTURE, "ctrl+s", "ApprovalScreen"),
    "clarified": (Gate.CRITIC_2, "c", "Reading"),
}
"""At which gate by which key a page is opened, and its name."""
OPENED_TOO = {
    "contract": (Gate.PLAN, "c", "ContractScreen"),
    "summary": (Gate.INTAKE, "ctrl+s", "SummaryScreen"),
    "way-in": (Gate.STRUCTURE, "w", "AskChoice"),
}
"""Pages that are opened in the same way and have no picture."""


def opened(root: Path, page: str) -> PbcApp:
    """The application of a page of ``OPENED`` or ``OPENED_TOO``."""
    gate = (OPENED | OPENED_TOO)[page][0]
    prepare(root, gate)
    if gate is Gate.STRUCTURE:
        _change_by_hand(root)
    return PbcApp(root)


def _change_by_hand(root: Path) -> None:
    project = Project.open(root)
    design_desk.edit(project, Add(path="extra.py"))
    design_desk.edit(project, SetPurpose(path="README.md", purpose="Says what it is."))
    design_desk.edit(project, Delete(paths=("src/schema_guard/py.typed",)))
    project.close()


def to_opened(page: str) -> Steps:
    """The way to a page of ``OPENED``."""
    gate, key, name = (OPENED | OPENED_TOO)[page]

    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive(STAGES[gate])
        if page == "contract":
            walk.app.screen.query_one("#tasks", Listing).go_to("src/schema_guard/core.py")
        await walk.press(key)
        await walk.arrive(name)
        if page == "going-back":
            await walk.until(lambda: "To be confirmed again" in walk.text)

    return steps
