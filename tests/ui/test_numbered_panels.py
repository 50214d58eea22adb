"""Each panel is gone to by the number that stands in its title."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from pbc_tui.configuration.settings import Settings
from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.widgets.pane import Titled
from tests.ui.states import STAGES
from tests.ui.walking import Walk, prepare, prepare_one_file, walking

OTHER = Settings(keymap={"stage.panel-2": "f9"})


def _screen(walk: Walk) -> StageScreen:
    return cast("StageScreen", walk.app.screen)


@pytest.mark.parametrize(
    "gate", [gate for gate in STAGES if gate is not Gate.INTAKE], ids=lambda gate: gate.value
)
async def test_the_number_in_a_title_goes_there(tmp_path: Path, gate: Gate) -> None:
    prepare(tmp_path, gate)
    async with walking(tmp_path, begin=STAGES[gate]) as walk:
        screen = _screen(walk)
        for number, panel in enumerate(screen.PANELS, 1):
            await walk.press(str(number))
            assert screen.panel_shown == panel, number
            around = screen.query_one(panel).ancestors_with_self
            pane = next(node for node in around if isinstance(node, Titled))
            top = walk.text.splitlines()[pane.region.y][pane.region.x :]
            assert top.startswith(f"╭─ [{number}] "), top


async def test_a_screen_of_one_panel_numbers_none(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        assert "─ Intake ─" in walk.text


async def test_the_tabs_of_a_pane_have_numbers_of_their_own(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        assert "─ [1] Tasks 0/1 ─" in walk.text
        assert "─ TASK-001" in walk.text
        await walk.press("1")
        assert walk.app.focused is _screen(walk).query_one("#tasks")


async def test_another_key_stands_in_the_title(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen", settings=OTHER) as walk:
        assert "─ [f9] Critic · live ─" in walk.text
        await walk.press("f9")
        assert _screen(walk).panel_shown == "#critic"


async def test_obstacles_are_many_and_each_is_read(tmp_path: Path) -> None:
    files = [f"src/schema_guard/part_{number:02}.py" for number in range(20)]
    prepare_one_file(tmp_path, contract="", more=files)
    async with walking(tmp_path, size=(80, 24), begin="PlanScreen") as walk:
        await walk.until(lambda: "What stands in the way" in walk.text)
        assert "part_19.py has no contract" not in walk.text
        await walk.press("3", "end")
        await walk.until(lambda: "part_19.py has no contract" in walk.text, "the last one")
