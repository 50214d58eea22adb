"""Dialogs that ask: what is at the cursor is chosen or marked by a key."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.ask_several import AskSeveral, Boxes
from pbc_tui.ui.screens.dialog import AskChoice
from tests.ui.walking import prepare, walking


async def test_what_stands_at_the_cursor_is_chosen(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        chosen: list[str | None] = []
        walk.app.push_screen(
            AskChoice("Which?", "", [("a", "one", ""), ("b", "other", "")]), chosen.append
        )
        await walk.arrive("AskChoice")
        await walk.press("down", "enter")
        await walk.arrive("PlanScreen")
        assert chosen == ["b"]


async def test_a_key_that_several_choices_would_have_is_none(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        chosen: list[str | None] = []
        choices = [("T-1", "one", ""), ("T-2", "other", ""), ("n", "neither", "")]
        walk.app.push_screen(AskChoice("Which?", "", choices), chosen.append)
        await walk.arrive("AskChoice")
        rows = [line.partition("│   ")[2] for line in walk.text.splitlines()]
        assert any(row.startswith("n  neither") for row in rows)
        assert not any(row.lstrip().startswith("T") for row in rows if "one" in row)
        await walk.press("T")
        assert walk.at == "AskChoice"
        await walk.press("down", "enter")
        await walk.arrive("PlanScreen")
        assert chosen == ["T-2"]


async def test_several_are_marked_and_taken(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        taken: list[tuple[str, ...] | None] = []
        walk.app.push_screen(AskSeveral("Which?", "", ["x", "y", "z"]), taken.append)
        await walk.arrive("AskSeveral")
        await walk.press("ctrl+s")
        assert "mark at least one with space" in walk.text
        await walk.press("space", "down", "space", "down", "enter", "up", "space")
        assert walk.app.screen.query_one(Boxes).selected == ["x", "z"]
        await walk.press("ctrl+s")
        await walk.arrive("PlanScreen")
        assert taken == [("x", "z")]
