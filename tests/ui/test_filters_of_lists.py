"""Wherever there is a list, what is looked for can be typed, and one key shows all rows again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


@asynccontextmanager
async def _building(root: Path, state: str) -> AsyncIterator[Walk]:
    """The build screen in one of its states."""
    prepare_state(root, state)
    app = Still(root, lives=LIVES[state])
    async with app.run_test(size=(120, 40)) as pilot:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await walk.press("enter")
        await walk.arrive("BuildScreen")
        yield walk


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


@pytest.mark.parametrize("page", ["contracts", "comparison"])
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
        await walk.press("escape")
        await walk.arrive("SecondCheckpoint")
        await walk.press("escape", "slash", "z", "z", "enter")
        for key in ("c", "r"):
            await walk.press(key)
            await walk.until(lambda: "nothing here holds zz: esc shows all again" in walk.said)
        assert walk.at == "SecondCheckpoint"


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
    async with _building(tmp_path, "revision") as walk:
        pane = walk.app.screen.query_one(VerdictPane)
        listing = pane.query_one("#findings", FilteredListing)
        await walk.press("2")
        whole = _rows(listing)
        assert len(whole) > 2
        await _narrows(walk, listing)
        # Words on two lines of a row.
        await walk.press("slash", *"file. edit the file by")
        await walk.until(lambda: len(_rows(listing)) == 2)
        await walk.press("escape", "slash", *"add is missing")
        await walk.until(lambda: len(_rows(listing)) == 2)
        assert "contract FAIL" in _rows(listing)[0], "the head of the check stays"
        entry = walk.app.screen.query_one(FilterEntry)
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
        await walk.until(lambda: not walk.app.screen.query(FilterEntry))
        assert len(_rows(listing)) == len(whole)


@pytest.mark.parametrize("panel", ["1", "2"])
async def test_while_letters_go_into_a_filter_none_is_named_as_a_choice(
    tmp_path: Path, panel: str
) -> None:
    async with _building(tmp_path, "revision") as walk:
        assert "modify" in walk.text
        await walk.press(panel, "slash")
        await walk.until(lambda: walk.app.screen.query(FilterEntry).first().has_focus)
        await walk.until(lambda: "modify" not in walk.text, "no choices")
        await walk.press("enter")
        await walk.until(lambda: "modify" in walk.text, "the choices again")


async def test_a_path_is_found_that_is_cut(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, size=(50, 20), begin="PlanScreen") as walk:
        listing = walk.app.screen.query_one("#tasks", FilteredListing)
        inside = [path for path in walk.state.plan.by_path if "src/" in path]
        await walk.press("slash", *"src/")
        assert [option.id for option in listing.options] == inside
        await walk.press("escape", "C")
        await walk.arrive("ContractsScreen")
        listing = walk.app.screen.query_one(FilteredListing)
        assert not any("src/" in row for row in _rows(listing))
        await walk.press("slash", *"src/")
        assert [option.id for option in listing.options] == inside


async def test_words_are_found_that_stand_on_two_lines(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_2)
    async with walking(tmp_path, begin="SecondCheckpoint") as walk:
        listing = walk.app.screen.query_one("#concerns", FilteredListing)
        lines = _rows(listing)[0].splitlines()
        words = f"{lines[-2].split()[-1]} {lines[-1].split()[0]}"
        await walk.press("slash")
        await walk.type(words)
        await walk.until(lambda: bool(walk.app.screen.query(FilterEntry)))
        assert lines[0] in _rows(listing)[0]


async def test_what_is_not_there_is_said_in_the_list_and_by_the_keys(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("slash", "z", "z", "enter")
        assert "nothing here holds zz" in walk.text
        assert "esc all rows" in walk.text.splitlines()[-1]
        assert "TASK-001" not in walk.text
        await walk.press("c")
        assert "nothing here holds zz: esc shows all again" in walk.said
        await walk.press("escape")
        assert "TASK-001" in walk.text


async def test_a_file_that_is_hidden_is_not_decided_on(tmp_path: Path) -> None:
    async with _building(tmp_path, "scope") as walk:
        listing = walk.app.screen.query_one("#scope", FilteredListing)
        listing.focus()
        await walk.press("slash", *"rather_long", "enter")
        assert [option.id for option in listing.options] == [
            "src/schema_guard/a_rather_long_name_of_a_module.py"
        ]
        await walk.press("slash", "z", "enter", "o")
        assert "nothing here holds rather_longz" in walk.said
        assert walk.at == "BuildScreen"


async def test_what_is_typed_never_goes_into_a_filter_that_nobody_sees(tmp_path: Path) -> None:
    async with _building(tmp_path, "scope") as walk:
        walk.app.screen.query_one("#scope", FilteredListing).focus()
        await walk.press("slash", *"long", "enter", "f1")
        await walk.until(lambda: walk.at != "BuildScreen")
        await walk.pilot.resize_terminal(50, 20)
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        entry = walk.app.screen.query_one(FilterEntry)
        assert not entry.has_focus
        assert walk.app.focused is not None
        assert walk.app.focused.region.height > 0, "the part with the focus is seen"
        assert entry.value == "long"


async def test_a_click_on_a_filter_that_was_kept_goes_on_with_it(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("slash", *"tes", "enter")
        entry = walk.app.screen.query_one(FilterEntry)
        assert not entry.has_focus
        await walk.pilot.click(FilterEntry)
        await walk.until(lambda: entry.has_focus, "the focus")
        await walk.press("end", *"t_core")
        await walk.until(lambda: entry.value == "test_core")
