"""Snapshots of whole screens. They are sync: the plugin runs the application itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.widgets.completions import Completions
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.stub_area import StubArea
from tests.ui.contracts import API, prepare_files
from tests.ui.walking import Walk, prepare

SIZES = [(80, 24), (120, 40), (50, 20)]
SCREENS = {
    Gate.INTAKE: "IntakeScreen",
    Gate.ARCHITECTURE: "ArchitectureScreen",
    Gate.CRITIC_1: "FirstCheckpoint",
    Gate.STRUCTURE: "StructureScreen",
    Gate.FEATURES: "FeaturesScreen",
    Gate.PLAN: "PlanScreen",
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("gate", SCREENS, ids=lambda gate: gate.value)
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
        await walk.arrive(SCREENS[gate])
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
    "going-back": ("ctrl+b", "DecisionsScreen"),
    "contracts": ("C", "ContractsScreen"),
}
"""By which key a page is opened from the plan, and its name."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
def test_page(
    snap_compare: Callable[..., bool], tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    key, name = PAGES[page]
    root = tmp_path / "schema-guard"
    root.mkdir()
    prepare(root, Gate.PLAN)
    app = PbcApp(root)

    async def open_page(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive("PlanScreen")
        await walk.press(key)
        await walk.arrive(name)
        if page == "going-back":
            await walk.until(lambda: "To be confirmed again" in walk.text)

    assert snap_compare(app, terminal_size=size, run_before=open_page)
