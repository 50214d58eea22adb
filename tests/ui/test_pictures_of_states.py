"""Snapshots of what depends on more than the gate: the build in each state, dialogs, small pages.

Dark, at one or two sizes; every picture at four sizes and in light stands behind ``long``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.screens import welcome
from pbc_tui.ui.screens.dialog import AskChoice, AskLines, AskText, AskYesNo
from pbc_tui.ui.text import span
from pbc_tui.workflow import tutorial
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workspace import commands_run
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.confinement import offer
from tests.ui.still import LIVES, NOON, TASK, Still, prepare_state, stop_the_clock
from tests.ui.test_pictures_of_screens import SCREENS
from tests.ui.walking import Walk, prepare, prepare_one_file

Size = tuple[int, int]
SIZES: list[Size] = [(50, 20), (80, 24), (120, 40), (250, 70)]
THEMES = ("pbc-dark", "pbc-light")
Compare = Callable[..., bool]
Steps = Callable[[Walk], Awaitable[None]]


def _named(size: Size) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory on a machine that has nothing and where it is always noon."""
    stop_the_clock(monkeypatch)
    offer(monkeypatch, Sandbox(Level.BUBBLEWRAP))
    monkeypatch.setattr(commands_run, "LATEST", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(welcome, "__version__", "1.0.0")
    monkeypatch.setattr(
        welcome, "span", lambda text, *more: span(text.replace(str(tmp_path), "/home/ann"), *more)
    )
    place = tmp_path / "schema-guard"
    place.mkdir()
    return place


@pytest.fixture
def accepted(request: pytest.FixtureRequest) -> None:
    """Skips a picture that nobody has looked at and accepted yet."""
    place = Path(__file__).parent / "__snapshots__" / Path(__file__).stem
    drawn = (place / f"{request.node.name}.svg").is_file()
    if not drawn and not request.config.getoption("--snapshot-update"):
        pytest.skip("no picture was accepted yet; --snapshot-update draws it")


def _compared(
    compare: Compare, app: PbcApp, steps: Steps, size: Size, theme: str = "pbc-dark"
) -> bool:
    app.theme = theme

    async def run(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await steps(walk)
        for entry in [*app.screen.query(Input), *app.screen.query(TextArea)]:
            entry.cursor_blink = False
        await pilot.pause()

    return compare(app, terminal_size=size, run_before=run)


async def _begun(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("BuildScreen")
    await walk.until(lambda: walk.app.building is not None)


def _build(compare: Compare, root: Path, state: str, size: Size, theme: str) -> bool:
    prepare_state(root, state)
    app = Still(root, lives=LIVES[state], said=state == "agent")

    async def steps(walk: Walk) -> None:
        await _begun(walk)
        if state == "agent":
            await walk.press("5")
            await walk.until(lambda: "I write the function" in walk.text)

    return _compared(compare, app, steps, size, theme)


@pytest.mark.parametrize("state", LIVES)
def test_build(snap_compare: Compare, root: Path, state: str) -> None:
    assert _build(snap_compare, root, state, (120, 40), "pbc-dark")


@pytest.mark.parametrize(
    ("size", "theme"),
    [((50, 20), "pbc-dark"), ((250, 70), "pbc-dark"), ((80, 24), "pbc-light")],
    ids=["50x20", "250x70", "80x24-light"],
)
def test_build_that_needs_revision(
    snap_compare: Compare, root: Path, size: Size, theme: str
) -> None:
    assert _build(snap_compare, root, "revision", size, theme)


@pytest.mark.long
@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=_named)
@pytest.mark.parametrize("state", LIVES)
def test_build_at_every_size(
    snap_compare: Compare, root: Path, state: str, size: Size, theme: str
) -> None:
    assert _build(snap_compare, root, state, size, theme)


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
    await walk.until(lambda: "ended early" in walk.text)


async def _unconfined(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("AskYesNo")


async def _coached(walk: Walk) -> None:
    await walk.press("enter")
    await walk.arrive("PlanScreen")
    await walk.until(lambda: "Tutorial 1/" in walk.text)


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


def _prepared(root: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> PbcApp:
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


@pytest.mark.parametrize("page", PAGES)
def test_page(
    snap_compare: Compare, root: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = _prepared(root, page, monkeypatch)
    assert _compared(snap_compare, app, PAGES[page], (80, 24))


@pytest.mark.long
@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=_named)
@pytest.mark.parametrize("page", PAGES)
def test_page_at_every_size(
    snap_compare: Compare,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    size: Size,
    theme: str,
) -> None:
    app = _prepared(root, page, monkeypatch)
    assert _compared(snap_compare, app, PAGES[page], size, theme)


@pytest.mark.parametrize("gate", [Gate.INTAKE, Gate.PLAN], ids=lambda gate: gate.value)
def test_a_stage_in_light_and_wide(snap_compare: Compare, root: Path, gate: Gate) -> None:
    prepare(root, gate)

    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive(SCREENS[gate])

    assert _compared(snap_compare, PbcApp(root), steps, (250, 70), "pbc-light")


@pytest.mark.long
@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=_named)
@pytest.mark.parametrize("gate", SCREENS, ids=lambda gate: gate.value)
def test_stage_at_every_size(
    snap_compare: Compare, root: Path, gate: Gate, size: Size, theme: str
) -> None:
    prepare(root, gate)

    async def steps(walk: Walk) -> None:
        await walk.press("enter")
        await walk.arrive(SCREENS[gate])

    assert _compared(snap_compare, PbcApp(root), steps, size, theme)
