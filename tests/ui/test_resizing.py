"""Rows are cut and wrapped to the width that they have: after a resize, beside a scrollbar."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.listing import Listing
from tests.ui.contracts import prepare_files
from tests.ui.walking import Walk, prepare, prepare_one_file, walking
from tests.variants import variants


def _broken(walk: Walk, selector: str) -> list[str]:
    """The rows that are wider than the room that they have."""
    listing = walk.app.screen.query_one(selector, Listing)
    room = listing.room
    prompts = [str(option.prompt) for option in listing.options]
    rows = [row for text in prompts for row in text.split("\n")]
    # A list that is not shown has no room; it is drawn once it is.
    return [row for row in rows if len(row) > room] if room else []


async def _resized(walk: Walk, selector: str) -> None:
    for size in ((50, 20), (80, 24), (50, 20), (120, 40), (80, 24)):
        await walk.pilot.resize_terminal(*size)
        await walk.until(lambda: not _broken(walk, selector), f"rows that fit {size}")


@pytest.mark.parametrize("size", variants([(50, 20), (120, 40)], [(50, 20)]), ids=str)
async def test_the_plan_is_drawn_anew_for_another_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, size=size, begin="PlanScreen") as walk:
        await _resized(walk, "#tasks")
        await walk.press("v")
        await walk.arrive("GraphScreen")
        await _resized(walk, "#graph")


async def test_the_contracts_are_drawn_anew_for_another_width(tmp_path: Path) -> None:
    prepare_files(tmp_path)
    async with walking(tmp_path, size=(50, 20), begin="PlanScreen") as walk:
        await walk.press("C")
        await walk.arrive("ContractsScreen")
        await _resized(walk, "Listing")


async def test_the_concerns_are_drawn_anew_for_another_width(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path, size=(120, 40), begin="ArchitectureScreen") as walk:
        await _resized(walk, "#concerns")


async def test_the_checkpoint_is_drawn_anew_for_another_width(tmp_path: Path) -> None:
    from tests.ui.test_checkpoint import CARELESS, careless

    careless(tmp_path, CARELESS)
    async with walking(tmp_path, size=(50, 20), begin="FirstCheckpoint") as walk:
        await _resized(walk, "#concerns")


async def test_the_tasks_of_the_build_are_drawn_anew_for_another_width(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, size=(50, 20), begin="BuildScreen") as walk:
        await _resized(walk, "#tasks")


@pytest.mark.parametrize("size", variants([(50, 20), (80, 24), (250, 70)], [(50, 20)]), ids=str)
async def test_resizing_keeps_the_focus_and_the_cursor_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, size=(120, 30), begin="PlanScreen") as walk:
        listing = walk.app.screen.query_one("#tasks", Listing)
        await walk.press(*["down"] * 19)
        name = listing.current.rpartition("/")[2]
        for each in (size, (120, 30)):
            await walk.pilot.resize_terminal(*each)
            await walk.until(lambda: not _broken(walk, "#tasks"), f"rows that fit {each}")
            assert walk.app.focused is listing
            await walk.until(lambda: name in walk.text, f"{name} in sight at {each}")
            assert listing.current.endswith(name)
