"""Snapshots of whole screens. They are sync: the plugin runs the application itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, Delete, SetPurpose
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.widgets.completions import Completions
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.contracts import API, prepare_files
from tests.ui.states import STAGES
from tests.ui.walking import Walk, prepare

SIZES = [(80, 24), (120, 40), (50, 20)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("gate", STAGES, ids=lambda gate: gate.value)
def test_screen(
    snap_compare: Callable[..., bool], tmp_path: Path, gate: Gate, size: tuple[int, int]
) -> None:
    root = tmp_path / "schema-guard"
    root.mkdir()
    prepare(root, gate)
    app = PbcApp(root)

    async def arrive(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive(STAGES[gate])
        for entry in app.screen.query("Input, TextArea"):
            entry.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=arrive)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_contract_with_its_completion(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]
) -> None:
    root = tmp_path / "schema-guard"
    root.mkdir()
    prepare_files(root)
    app = PbcApp(root)

    async def complete(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive("PlanScreen")
        app.screen.query_one("#tasks", Listing).go_to(API)
        await walk.press("c")
        await walk.arrive("ContractScreen")
        await walk.until(lambda: "for instance" in walk.text)
        app.screen.query_one(StubArea).cursor_blink = False
        await walk.type("from pathlib import Path\n\ndef check(place: Path, engine: Eng")
        await walk.until(lambda: app.screen.query_one(Completions).is_open)
        await walk.until(lambda: "was never closed" in walk.text)

    assert snap_compare(app, terminal_size=size, run_before=complete)


PAGES = {
    "going-back": (Gate.PLAN, "ctrl+b", "DecisionsScreen"),
    "contracts": (Gate.PLAN, "C", "ContractsScreen"),
    "graph": (Gate.PLAN, "v", "GraphScreen"),
    "comparison": (Gate.STRUCTURE, "equals_sign", "ComparisonScreen"),
    "tree-text": (Gate.STRUCTURE, "t", "TreeTextScreen"),
    "approval": (Gate.STRUCTURE, "ctrl+s", "ApprovalScreen"),
    "clarified": (Gate.CRITIC_2, "c", "Reading"),
}
"""At which gate by which key a page is opened, and its name."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
def test_page(
    snap_compare: Callable[..., bool], tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    gate, key, name = PAGES[page]
    root = tmp_path / "schema-guard"
    root.mkdir()
    prepare(root, gate)
    if gate is Gate.STRUCTURE:
        _change_by_hand(root)
    app = PbcApp(root)

    async def open_page(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive(STAGES[gate])
        await walk.press(key)
        await walk.arrive(name)
        if page == "going-back":
            await walk.until(lambda: "To be confirmed again" in walk.text)
        for area in app.screen.query(TextArea):
            area.cursor_blink = False

    assert snap_compare(app, terminal_size=size, run_before=open_page)


def _change_by_hand(root: Path) -> None:
    project = Project.open(root)
    design_desk.edit(project, Add(path="extra.py"))
    design_desk.edit(project, SetPurpose(path="README.md", purpose="Says what it is."))
    design_desk.edit(project, Delete(paths=("src/schema_guard/py.typed",)))
    project.close()


GUIDED = {
    "guided.components": ["ledger", "prices"],
    "guided.exposure": "B",
    "guided.extra_dirs": ["A"],
    "guided.examples": "B",
    "guided.tests": "A",
}
"""Five answers of six: the last question is open and has the focus."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_guided_way(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]
) -> None:
    root = tmp_path / "schema-guard"
    root.mkdir()
    prepare(root, Gate.STRUCTURE, answered=False)
    project = Project.open(root)
    for entry, value in GUIDED.items():
        design_desk.answer(project, entry, value)
    project.close()
    app = PbcApp(root)

    async def go(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("b")
        await walk.arrive("GuidedScreen")
        await walk.press("ctrl+s")
        await walk.until(lambda: "MkDocs" in walk.text)
        app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=go)
