"""Every screen in every state, at four sizes and in two themes, as text that is compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from tests.ui.drawing import DrawingExtension, drawing
from tests.ui.states import (
    OPENED,
    OPENED_TOO,
    PAGES,
    SIZES,
    STAGES,
    THEMES,
    Size,
    Steps,
    bare_machine,
    building,
    named,
    open_page,
    opened,
    to_building,
    to_opened,
    to_stage,
)
from tests.ui.still import LIVES
from tests.ui.walking import Walk, prepare

pytestmark = [pytest.mark.long, pytest.mark.parametrize("size", SIZES, ids=named)]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory on a machine that has nothing and where it is always noon."""
    return bare_machine(tmp_path, monkeypatch)


async def _holds(
    app: PbcApp, steps: Steps, size: Size, snapshot: SnapshotAssertion, place: Path
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await steps(walk)
        app.clear_notifications()
        for entry in [*app.screen.query(Input), *app.screen.query(TextArea)]:
            entry.cursor_blink = False
        await pilot.pause()
        picture = Path(app.save_screenshot("screen.svg", path=str(place)))
        drawn = await drawing(app, pilot, THEMES)
    assert drawn == snapshot(extension_class=DrawingExtension), f"look at {picture}"


@pytest.mark.parametrize("state", LIVES)
async def test_build(
    root: Path, tmp_path: Path, snapshot: SnapshotAssertion, state: str, size: Size
) -> None:
    await _holds(building(root, state), to_building(state), size, snapshot, tmp_path)


@pytest.mark.parametrize("page", PAGES)
async def test_page(
    root: Path,
    tmp_path: Path,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    size: Size,
) -> None:
    app = open_page(root, page, monkeypatch)
    await _holds(app, PAGES[page], size, snapshot, tmp_path)


@pytest.mark.parametrize("gate", STAGES, ids=lambda gate: gate.value)
async def test_stage(
    root: Path, tmp_path: Path, snapshot: SnapshotAssertion, gate: Gate, size: Size
) -> None:
    prepare(root, gate)
    await _holds(PbcApp(root), to_stage(gate), size, snapshot, tmp_path)


@pytest.mark.parametrize("page", OPENED | OPENED_TOO)
async def test_opened(
    root: Path, tmp_path: Path, snapshot: SnapshotAssertion, page: str, size: Size
) -> None:
    await _holds(opened(root, page), to_opened(page), size, snapshot, tmp_path)
