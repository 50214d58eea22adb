"""Jump mode: a letter on each part, and the letter goes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.everywhere.jump import LETTERS, targets
from tests.ui.walking import prepare, walking


async def test_a_letter_goes_to_the_part_that_it_stands_on(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        parts = targets(walk.app.screen)
        assert len(parts) > 3
        for letter, (widget, region) in zip(LETTERS, parts, strict=False):
            await walk.press("f6")
            await walk.arrive("JumpScreen")
            row = walk.text.splitlines()[region.y]
            assert row[region.x : region.x + 3] == f" {letter} "
            await walk.press(letter)
            await walk.arrive("IntakeScreen")
            assert walk.app.focused is widget
            # To scroll there may move the others.
            if [each.id for each, _ in targets(walk.app.screen)] != [each.id for each, _ in parts]:
                break


async def test_escape_and_other_keys_change_nothing(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        before = walk.app.focused
        await walk.press("f6")
        await walk.arrive("JumpScreen")
        await walk.press("exclamation_mark")
        assert walk.at == "JumpScreen"
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        assert walk.app.focused is before


@pytest.mark.parametrize("size", [(50, 20), (250, 70)])
async def test_only_what_is_seen_has_a_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen", size=size) as walk:
        for _, region in targets(walk.app.screen):
            assert walk.app.screen.region.contains_region(region)


async def test_a_click_goes_to_the_part_under_it(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        widget, region = targets(walk.app.screen)[-1]
        await walk.press("f6")
        await walk.arrive("JumpScreen")
        await walk.pilot.click(offset=(region.x + 1, region.y))
        await walk.arrive("PlanScreen")
        assert walk.app.focused is widget
