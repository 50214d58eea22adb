"""A list is narrowed by what a person types, and whole again by one key."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.listing import NOTE, Listing
from pbc_tui.ui.widgets.narrowed import FilterEntry
from tests.ui.walking import Walk, prepare, walking


def _rows(walk: Walk) -> list[str]:
    tasks = walk.app.screen.query_one("#tasks", Listing)
    paths = {task.id: task.path for task in walk.state.plan.tasks}
    return [paths.get(option.id or "", option.id or "") for option in tasks.options]


async def test_only_what_holds_the_letters_is_shown(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        whole = _rows(walk)
        await walk.press("slash")
        assert walk.text.splitlines()[-1].strip().startswith("enter keep it  esc all rows")
        for key in "TEST_":
            await walk.press(key)
        wanted = [path for path in whole if "test_" in path]
        assert wanted
        assert _rows(walk) == wanted
        # Enter keeps it and goes back to the list, where the commands are those of the plan.
        await walk.press("enter")
        tasks = walk.app.screen.query_one("#tasks", Listing)
        assert tasks.has_focus
        await walk.press("down")
        await walk.press("enter")
        await walk.arrive("Reading")
        assert wanted[1] in walk.text
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        await walk.press("escape")
        assert _rows(walk) == whole
        assert not walk.app.screen.query(FilterEntry)


async def test_escape_shows_all_and_nothing_found_is_said(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        whole = _rows(walk)
        await walk.press("slash", "q", "q", "q")
        assert _rows(walk) == [f"{NOTE}nothing"]
        assert "nothing here holds qqq" in walk.text
        await walk.press("escape")
        assert _rows(walk) == whole
        assert walk.app.screen.query_one("#tasks", Listing).has_focus


async def test_a_row_that_is_gone_to_is_shown_whatever_is_looked_for(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        whole = _rows(walk)
        tasks = walk.app.screen.query_one("#tasks", Listing)
        hidden = next(
            row for row, path in zip(tasks.options, whole, strict=True) if "test" not in path
        )
        await walk.press("slash", "t", "e", "s", "t", "enter")
        tasks.go_to(hidden.id or "")
        await walk.pilot.pause()
        assert tasks.current == hidden.id
        assert _rows(walk) == whole


async def test_what_was_found_keeps_the_cursor_when_all_rows_are_there_again(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        tasks = walk.app.screen.query_one("#tasks", Listing)
        whole = _rows(walk)
        found = next(place for place, path in enumerate(whole) if "test_" in path)
        assert found > 0
        for leave in (["enter", "escape"], ["escape"]):
            tasks.highlighted = 0
            await walk.press("slash", "t", "e", "s", "t", "underscore")
            await walk.press(*leave)
            assert _rows(walk) == whole
            assert tasks.highlighted == found
            assert whole[found] in walk.text
