"""What is closed goes: hours of opening and closing leave no more in memory than minutes do."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any
from weakref import WeakSet, ref

import pytest
from textual._styles_cache import StylesCache

from pbc_tui.design.gates import Gate
from pbc_tui.ui import collecting
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


async def test_what_was_drawn_goes_in_the_next_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        pause = _pause(monkeypatch)
        pause()
        before = _drawn()
        for _ in range(3):
            await walk.press("f2")
            await walk.arrive("Reading")
            await walk.press("escape")
            await walk.arrive("IntakeScreen")
        assert _drawn() > before
        pause()
        assert _drawn() == before


def _pause(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes a collector look that has had nothing to do for an hour."""
    collector = collecting.Collecting()
    began = monotonic()
    hours = iter(range(1, 100))
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 1000))

    def pause() -> None:
        monkeypatch.setattr(collecting, "monotonic", lambda: began + 3600 * next(hours))
        collector.look()

    return pause


def _drawn() -> int:
    """The parts whose drawn lines are kept."""
    return sum(isinstance(each, StylesCache) for each in gc.get_objects())
