"""What is closed goes: hours of opening and closing leave no more in memory than minutes do."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.dialog import AskLines, AskText
from pbc_tui.ui.stages import Stage
from pbc_tui.ui.widgets.narrowed import FilterEntry
from tests.ui.states import OPENED, OPENED_TOO, opened, to_opened
from tests.ui.walking import Walk, prepare, walking
from tests.variants import every


def _parts(walk: Walk) -> WeakSet[Widget]:
    """All that is shown by the screen on top, and it."""
    return WeakSet(walk.app.screen.walk_children(Widget, with_self=True))


async def _gone(walk: Walk, parts: WeakSet[Widget]) -> None:
    def are_gone() -> bool:
        gc.collect()
        return not parts

    await walk.until(are_gone, "its end")


@pytest.mark.parametrize("page", every(3, OPENED | OPENED_TOO))
async def test_a_page_that_is_closed(tmp_path: Path, page: str) -> None:
    app = opened(tmp_path, page)
    async with app.run_test(size=(120, 40)) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await to_opened(page)(walk)
        below, parts = app.screen_stack[-2], _parts(walk)
        await walk.press("escape")
        await walk.until(lambda: app.screen is below, "its closing")
        await _gone(walk, parts)


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: AskText("A name", "Which?", value="schema-guard"),
        lambda: AskLines("Words", "Which?", value="one"),
    ],
)
async def test_a_dialog_that_is_closed(tmp_path: Path, dialog: Callable[[], Screen[Any]]) -> None:
    async with walking(tmp_path) as walk:
        walk.app.push_screen(dialog())
        await walk.until(lambda: walk.at in ("AskText", "AskLines"))
        parts = _parts(walk)
        await walk.press("escape")
        await walk.arrive("WelcomeScreen")
        await _gone(walk, parts)


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_a_page_of_every_screen(tmp_path: Path, key: str) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press(key)
        await walk.until(lambda: walk.at != "StructureScreen")
        parts = _parts(walk)
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        await _gone(walk, parts)


async def test_a_stage_that_is_left(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        parts = _parts(walk)
        walk.app.show_stage(stage=Stage.ARCHITECTURE)
        await walk.arrive("ArchitectureScreen")
        await _gone(walk, parts)


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
