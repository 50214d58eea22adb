"""What was typed and cannot be taken yet outlives the application."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import TextArea

from pbc_tui.design.gates import Gate
from tests.ui.walking import prepare, prepare_one_file, walking


async def test_a_faulty_answer_is_there_again_after_quitting(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE, answered=False)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.press(*"Foo Bar")
        await walk.until(lambda: "intake.package_name" in walk.state.drafts, "the draft kept")
        await walk.until(lambda: "drafts kept" in walk.text)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.until(lambda: "Foo Bar" in walk.text, "the draft on the screen")
        assert walk.state.answers.intake.package_name is None


async def test_a_draft_goes_when_the_answer_is_taken(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE, answered=False)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.press(*"foo bar")
        await walk.until(lambda: "intake.package_name" in walk.state.drafts, "the draft kept")
        await walk.press(*["backspace"] * 4)
        await walk.until(lambda: walk.state.answers.intake.package_name == "foo")
        await walk.until(lambda: not walk.state.drafts, "no draft left")


async def test_a_request_that_was_left_is_there_again(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: bool(walk.state.opened))
        await walk.press("b")
        await walk.arrive("AskLines")
        await walk.press(*"name")
        await walk.press("escape")
        await walk.arrive("BuildScreen")
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: bool(walk.state.opened))
        await walk.press("b")
        await walk.arrive("AskLines")
        assert walk.app.screen.query_one(TextArea).text == "name"
