"""Who types on while a dialog is on its way means the dialog."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.ui import type_ahead
from pbc_tui.ui.type_ahead import TypeAhead
from pbc_tui.ui.widgets.tree_view import TreeView
from tests.ui.walking import Walk, prepare, prepare_one_file, walking


async def test_what_is_typed_at_once_reaches_the_dialog(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.pilot.press("enter")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: bool(walk.state.opened), "an open task")
        opened = walk.state.opened
        walk.app.post_message(events.Key("b", "b"))
        # The command has begun, its dialog is not there yet: now the rest, all in one breath.
        async with asyncio.timeout(30):
            while not walk.app.holds_keys:  # noqa: ASYNC110 - this state lasts for few turns
                await asyncio.sleep(0)
        assert walk.at == "BuildScreen"
        for key in "dacde":
            walk.app.post_message(events.Key(key, key))
        await walk.until(lambda: walk.at != "BuildScreen", "the dialog")
        await walk.until(
            lambda: "dacde" in walk.app.screen.query_one(TextArea).text, "the text in the dialog"
        )
        assert walk.state.opened == opened
        assert walk.state.progress_of(opened).attempts == 1


async def test_a_command_and_a_text_in_one_burst_reach_the_dialog_whole(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path) as walk:
        await walk.pilot.press("enter")
        await walk.arrive("BuildScreen")
        await walk.until(lambda: bool(walk.state.opened), "an open task")
        # All of them are on their way to the screen below before the command has begun.
        _press(walk.app, "bThe class is called")
        await walk.until(lambda: walk.at != "BuildScreen", "the dialog")
        await walk.until(
            lambda: walk.app.screen.query_one(TextArea).text == "The class is called",
            "the text in the dialog",
        )


async def test_letters_right_behind_the_key_of_the_filter_are_no_commands(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        tree = walk.state.tree
        _press(walk.app, "/dtax")
        await walk.until(lambda: walk.app.screen.query_one("#filter", Input).value == "dtax")
        assert walk.at == "StructureScreen"
        assert walk.state.tree == tree


async def test_what_is_typed_behind_the_key_of_a_choice_waits_for_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST", 300.0)
    prepare(tmp_path, Gate.STRUCTURE, answered=False)
    async with walking(tmp_path) as walk:
        await walk.pilot.press("enter")
        await walk.arrive("AskChoice")
        _press(walk.app, "bledger")
        await walk.arrive("GuidedScreen")
        await walk.until(
            lambda: walk.app.screen.query_one("#guided-components TextArea").text == "ledger"  # type: ignore[attr-defined]
        )


async def test_a_command_right_behind_the_escape_from_an_entry_is_one(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        tree = walk.state.tree
        await walk.press("d")
        await walk.until(lambda: walk.state.tree != tree)
        await walk.press("a")
        await walk.type("con.py")
        for key in ("escape", "z"):
            walk.app.post_message(events.Key(key, "z" if key == "z" else None))
        await walk.until(lambda: walk.state.tree == tree)


async def _burst(walk: Walk, keys: str, apart: float) -> None:
    """Press keys, ``_`` for enter, with as many seconds between them."""
    for key in keys.replace("_", "\r"):
        _press(walk.app, key)
        if apart:
            await asyncio.sleep(apart)


@pytest.mark.parametrize("apart", [0, 0.0005, 0.001, 0.0015])
async def test_answers_in_one_burst_go_each_into_its_question(tmp_path: Path, apart: float) -> None:
    prepare(tmp_path, Gate.INTAKE, answered=False)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await _burst(walk, "ledger_the-ledger_Keeps what was paid._", apart)
        await walk.until(lambda: walk.state.answers.intake.description == "Keeps what was paid.")
        assert walk.state.answers.intake.package_name == "ledger"
        assert walk.state.answers.intake.repository_name == "the-ledger"


@pytest.mark.parametrize("apart", [0, 0.001])
async def test_files_in_one_burst_are_added_one_after_the_other(
    tmp_path: Path, apart: float
) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        walk.app.screen.query_one(TreeView).go_to("src/schema_guard/__init__.py")
        await _burst(walk, "aone.py_atwo.py_athree.py_", apart)
        await walk.until(lambda: "src/schema_guard/three.py" in walk.state.tree)
        names = [node.name for node in walk.state.tree.children("src/schema_guard")]
        begin = names.index("__init__.py")
        assert names[begin + 1 : begin + 4] == ["one.py", "two.py", "three.py"]


class Typing(TypeAhead):
    """An application with one place to type in."""

    def compose(self) -> ComposeResult:
        yield TextArea()


def _press(app: TypeAhead, keys: str) -> None:
    for key in keys:
        name = {"\r": "enter"}.get(key) or _character_to_key(key)
        app.post_message(events.Key(name, key))


async def test_the_longest_wait_of_an_earlier_command_ends_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type_ahead, "LONGEST", 0.3)
    app = TypeAhead()
    async with app.run_test() as pilot:
        app.hold_keys("earlier")
        await asyncio.sleep(0.2)
        app.release_keys("earlier")
        await pilot.pause()
        begun = asyncio.get_running_loop().time()
        app.hold_keys("command")
        async with asyncio.timeout(30):
            while app.holds_keys:  # noqa: ASYNC110 - the end of the wait is what is looked for
                await asyncio.sleep(0.01)
        assert asyncio.get_running_loop().time() - begun >= 0.29


async def test_keys_that_come_during_the_release_stay_behind_the_held_ones() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.hold_keys("command")
        _press(app, "ab")
        await pilot.pause()
        assert app.query_one(TextArea).text == ""
        _press(app, "cd")
        app.release_keys()
        _press(app, "ef")
        await pilot.pause()
        await pilot.pause()
        assert app.query_one(TextArea).text == "abcdef"


async def test_the_end_of_one_command_does_not_release_what_another_waits_for() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.hold_keys("earlier")
        app.hold_keys("later")
        _press(app, "ab")
        app.release_keys("earlier")
        await pilot.pause()
        assert app.query_one(TextArea).text == ""
        app.release_keys("later")
        await pilot.pause()
        await pilot.pause()
        assert app.query_one(TextArea).text == "ab"


async def test_a_screen_that_is_gone_before_it_has_the_focus_holds_nothing() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.push_screen(ModalScreen())
        assert app.holds_keys
        app.pop_screen()
        _press(app, "ab")
        await pilot.pause()
        await pilot.pause()
        assert app.query_one(TextArea).text == "ab"


async def test_the_key_that_quits_waits_for_no_screen(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        walk.app.hold_keys("a screen that is long in coming", 600.0)
        walk.app.post_message(events.Key("ctrl+q", None))
        async with asyncio.timeout(30):
            while walk.app.return_code is None:  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(0.01)
        assert walk.app.return_code == 0


async def test_keys_that_wait_as_it_ends_go_nowhere() -> None:
    app = TypeAhead()
    async with app.run_test():
        app.hold_keys("something")
        for key in "abc":
            app.post_message(events.Key(key, key))
        async with asyncio.timeout(30):
            while not app.has_keys:  # noqa: ASYNC110 - this state lasts for few turns
                await asyncio.sleep(0)
    # The release that is still in the queue finds no screen any more.
    app.release_keys()
    await app.hand_on()
    assert not app.has_keys
