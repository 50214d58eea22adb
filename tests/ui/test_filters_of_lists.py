"""Wherever there is a list, what is looked for can be typed, and one key shows all rows again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.hints_pane import HintsPane
from pbc_tui.ui.widgets.narrowed import FilterEntry
from pbc_tui.ui.widgets.verdict_pane import VerdictPane
from tests.ui.states import OPENED, opened, to_opened
from tests.ui.still import LIVES, TASK, Still, prepare_state
from tests.ui.walking import Walk, prepare, walking


def _rows(listing: FilteredListing) -> list[str]:
    return [str(option.prompt) for option in listing.options]


async def _narrows(walk: Walk, listing: FilteredListing, *, at: int = -1) -> None:
    """The list shows what holds the words of one row, and all again, without being left."""
    screen = walk.at
    listing.focus()
    await walk.pilot.pause()
    whole = _rows(listing)
    words = max(whole[at].split(), key=len)
    await walk.press("slash")
    await walk.type(words)
    wanted = [row for row in whole if words.casefold() in row.casefold()]
    await walk.until(lambda: _rows(listing) == wanted, words)
    entry = walk.app.screen.query_one(FilterEntry)
    assert entry.region.width > 20
    assert entry.region.y > listing.region.y
    await walk.press("enter")
    assert listing.has_focus
    await walk.press("escape")
    assert walk.at == screen
    assert _rows(listing) == whole
    assert not walk.app.screen.query(FilterEntry)


@pytest.mark.parametrize("page", ["contracts", "graph", "comparison"])
async def test_of_a_page(tmp_path: Path, page: str) -> None:
    app = opened(tmp_path, page)
    async with app.run_test(size=(120, 40)) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await to_opened(page)(walk)
        assert walk.at == OPENED[page][2]
        await _narrows(walk, app.screen.query_one(FilteredListing))
        # Without a filter the key leaves the page.
        await walk.press("escape")
        await walk.until(lambda: walk.at != OPENED[page][2])


async def test_of_agents_whose_details_are_left_by_the_same_key(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("f5")
        await walk.arrive("AgentsScreen")
        listing = walk.app.screen.query_one("#agents", FilteredListing)
        await walk.until(lambda: "…" not in "".join(_rows(listing)))
        await _narrows(walk, listing)
        await walk.press("slash", "c", "l", "enter", "tab")
        assert not listing.has_focus
        await walk.press("escape")
        await walk.arrive("PlanScreen")


@pytest.mark.parametrize("at", [0, 1])
async def test_of_concerns_and_what_is_done_is_about_the_one_that_is_shown(
    tmp_path: Path, at: int
) -> None:
    prepare(tmp_path, Gate.CRITIC_2)
    async with walking(tmp_path, begin="SecondCheckpoint") as walk:
        listing = walk.app.screen.query_one("#concerns", FilteredListing)
        whole = _rows(listing)
        at = min(at, len(whole) - 1)
        await _narrows(walk, listing, at=at)
        title = whole[at].splitlines()[0].partition(" ")[2]
        await walk.press("slash")
        await walk.type(title[:30])
        await walk.until(lambda: len(_rows(listing)) == 1)
        await walk.press("enter", "c")
        await walk.arrive("Reading")
        assert title[:30] in walk.text


async def test_of_hints_and_the_one_that_is_shown_is_mended(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("down", "d")
        await walk.until(lambda: len(walk.app.screen.query_one(HintsPane).found) > 1)
        pane = walk.app.screen.query_one(HintsPane)
        listing = pane.query_one(FilteredListing)
        await _narrows(walk, listing)
        last = pane.found[-1]
        await walk.press("slash")
        await walk.type(last.message[:40])
        await walk.until(lambda: len(_rows(listing)) == 1)
        await walk.press("enter")
        assert pane.hint == last


async def test_of_findings_until_there_are_others(tmp_path: Path) -> None:
    prepare_state(tmp_path, "revision")
    app = Still(tmp_path, lives=LIVES["revision"])
    async with app.run_test(size=(120, 40)) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive("BuildScreen")
        pane = app.screen.query_one(VerdictPane)
        listing = pane.query_one("#findings", FilteredListing)
        await walk.press("2")
        whole = _rows(listing)
        assert len(whole) > 2
        await _narrows(walk, listing)
        await walk.press("slash", *"advice")
        entry = app.screen.query_one(FilterEntry)
        assert entry.region.y > listing.region.y
        await walk.press("enter", "3")
        await walk.until(lambda: not entry.display, "the page, and no filter below it")
        await walk.press("2")
        await walk.until(lambda: entry.display, "the findings with their filter")
        task = walk.state.plan.by_id[TASK]
        progress = walk.state.progress_of(TASK)
        assert progress.verdict is not None
        another = replace(progress, verdict=progress.verdict.model_copy())
        pane.show_task(task, another, LIVES["revision"], "")
        await walk.until(lambda: not app.screen.query(FilterEntry))
        assert len(_rows(listing)) == len(whole)
