"""Snapshots of whole screens. They are sync: the plugin runs the application itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.widgets.completions import Completions
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.contracts import API, prepare_files
from tests.ui.states import OPENED, STAGES, named, opened, to_opened
from tests.ui.walking import Walk, prepare
from tests.variants import variants

SIZES = [(80, 24), (120, 40), (50, 20)]


@pytest.mark.parametrize("size", variants(SIZES, SIZES[1:]), ids=named)
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


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
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


@pytest.mark.parametrize("size", variants(SIZES, SIZES[:1]), ids=named)
@pytest.mark.parametrize("page", OPENED)
def test_page(
    snap_compare: Callable[..., bool], tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    root = tmp_path / "schema-guard"
    root.mkdir()
    app = opened(root, page)

    async def open_page(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await to_opened(page)(walk)
        for area in app.screen.query(TextArea):
            area.cursor_blink = False

    assert snap_compare(app, terminal_size=size, run_before=open_page)


GUIDED = {
    "guided.components": ["ledger", "prices"],
    "guided.exposure": "B",
    "guided.extra_dirs": ["A"],
    "guided.examples": "B",
    "guided.tests": "A",
}
"""Five answers of six: the last question is open and has the focus."""


@pytest.mark.parametrize("size", SIZES, ids=named)
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
