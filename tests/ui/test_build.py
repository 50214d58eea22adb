import asyncio
from pathlib import Path

import pytest
from textual.content import Content
from textual.screen import Screen

from pbc_tui.session.progress import Status
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.screens.building import pages
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.verdict_pane import VerdictPane
from pbc_tui.workflow.building import Building
from tests.ui.building import TASK, begun, building, finished, judged, write
from tests.ui.walking import ADDER, GOOD, Walk, prepare_one_file, walking


async def test_waiting_says_for_what_and_which_key_helps(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.until(lambda: f"Waiting for {ADDER}" in walk.text)
        assert ".pbc/current.md" in walk.text
        await walk.press("a")
        await walk.until(lambda: "there is no verdict" in walk.said)


async def test_a_good_file_is_judged_without_a_key_and_accepted_by_one(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await finished(walk)
        await walk.until(lambda: "1/1 files accepted" in walk.text)


async def test_a_renamed_function_is_named_and_asks_for_acknowledgement(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, GOOD.replace("def add", "def plus"))
        await judged(walk)
        await walk.until(lambda: "NEEDS REVISION" in walk.text)
        assert "add" in walk.text
        await walk.press("a")
        await walk.arrive("AskYesNo")
        assert "not ACCEPTABLE" in walk.text
        await walk.press("n")
        await walk.arrive("BuildScreen")
        assert walk.state.status(walk.state.plan.tasks[0]) is Status.OPEN
        await walk.press("a")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: walk.state.status(walk.state.plan.tasks[0]) is Status.ACCEPTED)
        assert "contract" in walk.state.progress_of(TASK).acknowledged


async def test_a_modification_is_asked_for_in_words(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, GOOD.replace("def add", "def plus"))
        await judged(walk)
        await walk.press("b")
        await walk.arrive("AskLines")
        await walk.type("call it add")
        await walk.press("ctrl+s")
        await walk.until(lambda: walk.state.progress_of(TASK).requests == ("call it add",))
        await walk.until(lambda: walk.state.progress_of(TASK).attempts == 2)
        write(tmp_path, GOOD)
        await walk.until(lambda: "ACCEPTABLE" in walk.text and "NEEDS" not in walk.text)
        await walk.press("4")
        await walk.until(lambda: "+def add" in walk.text)


async def test_a_critical_finding_closes_accept_until_it_is_dismissed(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        write(tmp_path, GOOD.replace("return a + b", 'return int(eval("a + b"))'))
        await judged(walk)
        verdict = walk.state.progress_of(TASK).verdict
        assert verdict is not None
        assert verdict.blocking
        await walk.press("a")
        await walk.until(lambda: "critical finding stands" in walk.said)
        for _ in range(len(verdict.blocking)):
            await _dismiss_one(walk)
        assert walk.app.screen.why_not_accept() == ""  # type: ignore[attr-defined]
        await walk.until(lambda: "only numbers reach it" in walk.text, "the reason")
        await walk.until(lambda: "every critical finding dismissed" in walk.text)
        await walk.press("n")
        await walk.until(lambda: "stands again" in walk.said)
        await walk.until(lambda: _blocking(walk) == 1)
        await walk.until(lambda: "every critical finding dismissed" not in walk.text)
        await walk.press("a")
        await walk.until(lambda: "critical finding stands" in walk.said)


def _blocking(walk: Walk) -> int:
    verdict = walk.state.progress_of(TASK).verdict
    return len(verdict.blocking) if verdict is not None else 0


async def _dismiss_one(walk: Walk) -> None:
    count = _blocking(walk)
    findings = walk.app.screen.query_one("#findings", Listing)
    place = next(
        option.id
        for option in findings.options
        if option.id and option.id.startswith("security ") and "critical" in str(option.prompt)
    )
    findings.go_to(place)
    await walk.press("n")
    await walk.arrive("AskText")
    await walk.type("only numbers reach it\n")
    await walk.until(lambda: _blocking(walk) < count)
    await walk.arrive("BuildScreen")


async def test_out_of_scope_writes_are_shown_and_restored(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    (tmp_path / "notes.md").write_text("before\n")
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.press("o")
        await walk.until(lambda: "nothing was written outside" in walk.said)
        write(tmp_path, "after\n", "notes.md")
        await walk.until(lambda: bool(walk.state.scope))
        await walk.until(lambda: "Out of scope" in walk.text)
        await walk.press("o")
        await walk.arrive("AskChoice")
        assert "+after" in walk.text
        await walk.press("r")
        await walk.until(lambda: not walk.state.scope)
    assert (tmp_path / "notes.md").read_text() == "before\n"


async def test_a_test_is_pointed_out_and_what_restoring_does_is_said(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        place = "tests/with/a/rather/long/path/to/it/test_that_passes.py"
        write(tmp_path, "def test_it(): pass\n", place)
        await walk.until(lambda: bool(walk.state.scope))
        await walk.until(lambda: "Out of scope" in walk.text)
        await walk.press("o")
        await walk.arrive("AskChoice")
        assert "This is a test: it may only have been made to pass." in walk.text
        assert "delete it: nothing was there before" in walk.text
        await walk.press("r")
        await walk.until(lambda: not walk.state.scope)
    assert not (tmp_path / place).exists()


async def test_many_out_of_scope_writes_are_decided_on_at_once(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        for number in range(120):
            write(tmp_path, "new\n", f"extra{number}.md")
        await walk.until(lambda: len(walk.state.scope) == 120)
        await walk.until(lambda: "Out of scope" in walk.text)
        await walk.press("o")
        await walk.arrive("AskChoice")
        assert "all 120 that were written outside" in walk.text
        await walk.press("R")
        await walk.until(lambda: not walk.state.scope)
    assert not any((tmp_path / f"extra{number}.md").exists() for number in range(120))


async def test_deferring_aborting_and_carrying_on(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("E")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("ReportScreen")
        await walk.until(lambda: "ended early" in walk.text)
        await walk.press("c")
        await walk.arrive("BuildScreen")
        await begun(walk)
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: walk.state.status(walk.state.plan.tasks[0]) is Status.DEFERRED)


async def test_what_was_put_off_is_offered_once_more_before_the_report(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: not walk.state.opened and walk.at == "BuildScreen")
        await walk.press("ctrl+s")
        await walk.arrive("AskYesNo")
        assert TASK in walk.text
        await walk.press("y")
        await begun(walk)


async def test_tabs_by_numbers_and_brackets(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("3")
        await walk.until(lambda: "=== ATOMIC TASK: TASK-001 ===" in walk.text)
        await walk.press("right_square_bracket")
        await walk.until(lambda: "is not there yet" in walk.text)
        await walk.press("5")
        await walk.until(lambda: "TASK-001 handed over" in walk.text)
        await walk.press("1")
        assert walk.app.focused is walk.app.screen.query_one("#tasks")


async def test_a_file_that_fails_shows_its_findings_without_a_key(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        pane = walk.app.screen.query_one(VerdictPane)
        await walk.press("3")
        await walk.until(lambda: pane.tab == "prompt")
        write(tmp_path, GOOD.replace("def add", "def plus"))
        await walk.until(lambda: pane.tab == "findings")
        assert walk.app.focused is walk.app.screen.query_one("#findings")
        # What the person goes to after it stays, and a file that is good leads nobody away.
        await walk.press("4")
        await walk.until(lambda: "def plus" in walk.text)
        write(tmp_path, GOOD)
        await walk.until(lambda: "ACCEPTABLE" in walk.text and "NEEDS" not in walk.text)
        assert pane.tab == "diff"


async def test_a_failing_file_leaves_the_focus_in_the_list_of_tasks(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        pane = walk.app.screen.query_one(VerdictPane)
        await walk.press("3", "1")
        assert walk.app.focused is walk.app.screen.query_one("#tasks")
        write(tmp_path, GOOD.replace("def add", "def plus"))
        await walk.until(lambda: pane.tab == "findings")
        assert walk.app.focused is walk.app.screen.query_one("#tasks")


async def test_the_prompt_is_copied_and_says_where_it_went(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("y")
        await walk.until(lambda: bool(walk.said))
        assert "ATOMIC TASK" in walk.app.clipboard


async def test_a_killed_session_resumes_at_its_task(tmp_path: Path) -> None:
    async with building(tmp_path):
        pass
    write(tmp_path, GOOD)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await begun(walk)
        await judged(walk)
        await walk.until(lambda: "ACCEPTABLE" in walk.text)


async def test_a_reopening_taken_back_says_which_task_waits_and_enter_begins_it(
    tmp_path: Path,
) -> None:
    async with building(tmp_path) as walk:
        await walk.press("ctrl+b")
        await walk.arrive("DecisionsScreen")
        walk.app.screen.query_one(Listing).go_to("gate:critic-1")
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        assert "Critic checkpoint 1" in walk.text
        assert "critic-1" not in walk.text
        await walk.press("y")
        await walk.until(lambda: not walk.state.building and walk.at != "AskYesNo")
        await walk.press("ctrl+b")
        await walk.arrive("DecisionsScreen")
        await walk.press("u")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: f"TASK-001 {ADDER} waits: enter begins it again" in walk.said)
        assert not walk.state.opened
        await walk.press("enter")
        await walk.until(lambda: walk.state.opened == "TASK-001")


async def test_the_task_is_copied_short_or_as_questions(tmp_path: Path) -> None:
    async with building(tmp_path) as walk:
        await walk.press("Y")
        await walk.arrive("AskChoice")
        assert walk.text.count("tokens") == 3
        await walk.press("2")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: ADDER in walk.app.clipboard)
        short = walk.app.clipboard
        assert "?" not in short
        await walk.press("Y")
        await walk.arrive("AskChoice")
        await walk.press("3")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: "?" in walk.app.clipboard)
        assert ADDER in walk.app.clipboard
        await walk.press("y")
        await walk.until(lambda: "=== ATOMIC TASK" in walk.app.clipboard)
        assert len(short) < len(walk.app.clipboard)


async def test_a_watcher_that_starts_after_its_screen_has_gone_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = asyncio.Event()
    start = PbcApp.start_building

    async def late(self: PbcApp) -> Building:
        await gone.wait()
        return await start(self)

    monkeypatch.setattr(PbcApp, "start_building", late)
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.app.switch_screen(Screen())
        gone.set()
        await walk.app.workers.wait_for_complete()


async def test_a_page_that_was_told_before_is_told_anew_once_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with building(tmp_path) as walk:
        await walk.press("3")
        await walk.until(lambda: ADDER in walk.text)
        await walk.press("2")
        monkeypatch.setattr(pages, "page", lambda *_: Content("what is asked now"))
        await walk.press("3")
        await walk.until(lambda: "what is asked now" in walk.text)
