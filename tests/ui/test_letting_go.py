"""What is closed goes: hours of opening and closing leave no more in memory than minutes do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet, ref

import pytest
from textual.strip import Strip

from pbc_tui.design.gates import Gate
from pbc_tui.ui.stages import Stage
from pbc_tui.ui.widgets.narrowed import FilterEntry
from tests.ui.states import OPENED, OPENED_TOO, opened, to_opened
from tests.ui.walking import Walk, prepare, walking
from tests.variants import every


async def _gone(walk: Walk, known: ref[Any]) -> None:
    def is_gone() -> bool:
        gc.collect()
        return known() is None

    await walk.until(is_gone, "its end")


@pytest.mark.parametrize("page", every(3, OPENED | OPENED_TOO))
async def test_a_page_that_is_closed(tmp_path: Path, page: str) -> None:
    app = opened(tmp_path, page)
    async with app.run_test(size=(120, 40)) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await to_opened(page)(walk)
        known = ref(app.screen)
        await walk.press("escape")
        await walk.until(lambda: app.screen is not known(), "its closing")
        await _gone(walk, known)


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_a_page_of_every_screen(tmp_path: Path, key: str) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press(key)
        await walk.until(lambda: walk.at != "StructureScreen")
        known = ref(walk.app.screen)
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        await _gone(walk, known)


async def test_the_line_of_a_filter(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("f2")
        await walk.arrive("Reading")
        known: WeakSet[FilterEntry] = WeakSet()
        for _ in range(3):
            await walk.press("slash")
            known.update(walk.app.screen.query(FilterEntry))
            await walk.press("escape")
            await walk.until(lambda: not walk.app.screen.query(FilterEntry))
        gc.collect()
        # The last one may still be known to what draws the screen.
        assert len(known) <= 1


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Only what nothing refers to goes."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
async def test_what_was_drawn_of_a_page_waits_for_no_collector(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        before, pages = _drawn(), []
        for _ in range(3):
            await walk.press("question_mark")
            await walk.arrive("HelpScreen")
            pages.append(_drawn() - before)
            await walk.press("escape")
            await walk.arrive("StructureScreen")
        assert _drawn() - before < pages[0]


@pytest.mark.usefixtures("no_collector")
async def test_what_was_drawn_of_a_stage_waits_for_no_collector(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        for _ in range(2):
            before = _drawn()
            walk.app.show_stage(stage=Stage.FEATURES)
            await walk.arrive("FeaturesScreen")
            walk.app.show_stage(stage=Stage.STRUCTURE)
            await walk.arrive("StructureScreen")
        assert _drawn() < 1.5 * before


def _drawn() -> int:
    """The drawn lines, and parts of them, that are kept."""
    return sum(isinstance(each, Strip) for each in gc.get_objects())
