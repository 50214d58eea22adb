"""Snapshots of whole screens. They are sync: the plugin runs the application itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
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
