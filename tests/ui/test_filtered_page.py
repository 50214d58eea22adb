"""A page that is read is narrowed by what a person types, and whole again by one key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.content import Content

from pbc_tui.configuration.settings import Settings
from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.widgets.filtered_page import FilteredPage
from pbc_tui.workspace import commands_run
from tests.ui.hostile import LINE, WORD, shown_safely
from tests.ui.walking import Walk, prepare, walking

MOMENT = re.compile(r"\d\d:\d\d:\d\d  ")
LONG = "python -m pytest " + " ".join(f"tests/unit/test_number_{each}.py" for each in range(12))


def _page(walk: Walk) -> list[str]:
    """The lines of the page that hold something, without its scroll bar."""
    seen = walk.app.screen.query_one(FilteredPage).content_region
    rows = walk.text.splitlines()[seen.y : seen.bottom]
    return [row for row in (row[seen.x : seen.right].strip() for row in rows) if row]


def _footer(walk: Walk) -> str:
    return walk.text.splitlines()[-1].strip()


async def _opened(walk: Walk, key: str, until: str) -> None:
    await walk.press(key)
    await walk.arrive("Reading")
    await walk.until(lambda: until in walk.text)


async def test_only_entries_that_hold_the_letters_are_shown(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _opened(walk, "f2", "session-resumed")
        whole = _page(walk)
        assert _footer(walk).startswith("/ filter  y copy  esc back")
        await walk.press("slash")
        assert _footer(walk).startswith("enter keep it  esc all rows")
        await walk.press(*"CONFIRMED")
        shown = _page(walk)
        wanted = [event.kind for event in reversed(walk.state.log) if event.kind == "confirmed"]
        heads = [row for row in shown if MOMENT.match(row)]
        assert [MOMENT.sub("", row).split()[0] for row in heads] == wanted
        # Enter keeps it; there, escape shows all again, and only then it closes the page.
        await walk.press("enter")
        assert _footer(walk).startswith("esc all rows  / filter  y copy  ? keys")
        assert [row for row in _page(walk) if MOMENT.match(row)] == heads
        await walk.press("escape")
        assert walk.at == "Reading"
        assert _page(walk) == whole
        await walk.press("escape")
        await walk.arrive("PlanScreen")


async def test_an_entry_of_several_lines_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [
        commands_run.CommandRun(line, commands_run.Way.PLAIN, outcome="exit 0")
        for line in ("ruff check", LONG, "git status")
    ]
    monkeypatch.setattr(commands_run, "LATEST", runs)
    prepare(tmp_path, Gate.PLAN)
    for width in (120, 50):
        async with walking(tmp_path, begin="PlanScreen", size=(width, 40)) as walk:
            await _opened(walk, "at", "ruff check")
            whole = _page(walk)
            begin, end = (
                next(place for place, row in enumerate(whole) if words in row)
                for words in ("git status", "ruff check")
            )
            # Where a narrow row has a head of its own, it belongs to its entry.
            begin, end = (begin, end) if width > 60 else (begin, end - 1)
            for words in ("NUMBER_11", "number_2.py tests/unit/test_number_3.py"):
                await walk.press("slash")
                await walk.type(words)
                await walk.until(lambda: "ruff check" not in walk.text)
                shown = _page(walk)
                assert shown == whole[begin + 1 : end]
                await walk.press("escape")
                await walk.until(lambda: "ruff check" in walk.text)
                assert _page(walk) == whole


async def test_nothing_found_is_said_in_one_line(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _opened(walk, "f2", "session-resumed")
        whole = _page(walk)
        await walk.press("slash")
        await walk.type("[b]qqq[/b]")
        await walk.until(lambda: _page(walk) == ["nothing here holds [b]qqq[/b]"])
        await walk.press("escape")
        assert walk.at == "Reading"
        assert _page(walk) == whole


async def test_what_was_found_is_seen_when_the_page_is_whole_again(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    text = "\n".join(["words " * 40 + str(each) for each in range(100)])
    async with walking(tmp_path, begin="PlanScreen") as walk:
        walk.app.push_screen(Reading("A text", text))
        await walk.arrive("Reading")
        for leave in (["enter", "escape"], ["escape"]):
            await walk.press("home", "slash", "7", "3")
            assert _page(walk)[-1].endswith("73")
            await walk.press(*leave)
            await walk.until(lambda: _page(walk)[0].startswith("words"))
            rows = _page(walk)
            assert any(row.endswith("words 73") for row in rows[:6]), rows
            assert any(row.endswith("words 74") for row in rows), rows


async def test_what_is_copied_is_what_is_seen(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        walk.app.push_screen(Reading("A text", Content("one\ntwo\n\nthree")))
        await walk.arrive("Reading")
        await walk.press("y")
        assert walk.app.clipboard == "one\ntwo\n\nthree"
        await walk.press("slash", "t", "enter", "y")
        assert walk.app.clipboard == "two\nthree"


async def test_the_page_of_keys_tells_of_it_and_is_narrowed_itself(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _opened(walk, "f2", "session-resumed")
        await walk.press("question_mark")
        await walk.arrive("HelpScreen")
        await walk.until(lambda: "Show only the rows that hold these letters" in walk.text)
        assert "Show all rows again" not in walk.text
        await walk.press("slash", *"clip")
        await walk.until(lambda: "these letters" not in walk.text)
        assert "Copy what is shown to the clipboard" in walk.text
        await walk.press("escape", "escape")
        await walk.arrive("Reading")
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        # What cannot be done now keeps its reason.
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        await walk.press("slash")
        await walk.type("no task was removed")
        await walk.until(lambda: len(_page(walk)) == 2)
        assert "Take a removed file back" in _page(walk)[0]


async def test_what_is_approved_is_seen_in_full(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        walk.app.push_screen(Reading("A fix", Content("one\ntwo"), accept="fix.accept"))
        await walk.arrive("Reading")
        await walk.press("slash")
        assert "filter" not in walk.text
        assert "one" in walk.text
        await walk.press("escape")
        await walk.arrive("PlanScreen")


async def test_the_keys_are_those_that_a_person_has_chosen(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    chosen = {"listing.filter": "f20", "filter.all": "f21", "dialog.leave": "q"}
    settings = Settings(keymap=chosen)
    async with walking(tmp_path, begin="PlanScreen", settings=settings) as walk:
        await _opened(walk, "f2", "session-resumed")
        whole = _page(walk)
        # The key that closes is a letter here, and a letter is what is looked for.
        await walk.press("f20", "q", "q")
        await walk.until(lambda: "nothing here holds qq" in walk.text)
        await walk.press("f21")
        assert _page(walk) == whole
        await walk.press("f20", "g", "enter", "q")
        await walk.arrive("PlanScreen")


async def test_what_comes_from_outside_stays_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = commands_run.CommandRun(LINE, commands_run.Way.PLAIN, outcome=LINE)
    monkeypatch.setattr(commands_run, "LATEST", [ran])
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await _opened(walk, "at", WORD)
        await walk.press("slash")
        await walk.type(WORD)
        await walk.until(lambda: walk.text.count(WORD) > 1)
        shown_safely(walk)
        await walk.type(LINE)
        await walk.until(lambda: "nothing here holds" in walk.text)
        shown_safely(walk)
