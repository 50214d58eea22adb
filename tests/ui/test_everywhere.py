"""Keys that every screen has, keys of every list of questions, and what they refuse."""

from pathlib import Path

from textual.widgets import Input

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.hints_pane import HintsPane
from pbc_tui.ui.widgets.tree_view import TreeView
from tests.ui.walking import prepare, walking


async def test_without_a_project_there_is_nothing_to_export_or_to_reopen(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.press("f4")
        assert "no project is open yet" in walk.said
        await walk.press("ctrl+b")
        assert "nothing is confirmed yet" in walk.said
        assert walk.at == "WelcomeScreen"


async def test_answers_are_exported_with_what_is_being_typed(tmp_path: Path) -> None:
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        await walk.type("good_name")
        await walk.press("f4")
        await walk.until(lambda: "saved as" in walk.said)
        saved = tmp_path / walk.said.partition("saved as ")[2].splitlines()[0]
        assert 'package_name = "good_name"' in saved.read_text()


async def test_another_theme_is_chosen_by_its_name(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        assert walk.app.theme == "pbc-dark"
        await walk.press("f3")
        await walk.arrive("CommandPalette")
        walk.app.screen.query_one(Input).value = "pbc-light"
        await walk.until(lambda: "pbc-light" in walk.text.partition("\n")[2])
        await walk.press("down", "enter")
        await walk.until(lambda: walk.app.theme == "pbc-light")


async def test_panels_are_gone_to_by_their_numbers(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:

        def at(panel: type) -> bool:
            focused = walk.app.focused
            return focused is not None and any(
                isinstance(node, panel) for node in focused.ancestors_with_self
            )

        for key, panel in (("2", CriticPanel), ("3", HintsPane), ("1", TreeView)):
            await walk.press(key)
            assert at(panel), key
        await walk.press("4")
        assert "there is no panel 4 here" in walk.said
        await walk.press("5")
        assert "there is no panel 5 here" in walk.said
        assert at(TreeView)


async def test_an_answer_is_taken_back_by_a_key_and_what_is_not_suggested_is_said(
    tmp_path: Path,
) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        walk.app.screen.query_one("#architecture-testing").focus()
        await walk.press("ctrl+x")
        await walk.until(lambda: walk.state.answers.architecture.testing is None)
    root = tmp_path / "new"
    root.mkdir()
    async with walking(root, begin="IntakeScreen") as walk:
        walk.app.screen.query_one("#intake-purpose").focus()
        await walk.press("ctrl+y")
        await walk.until(lambda: "nothing is suggested; it is yours to say" in walk.said)


async def test_a_live_concern_is_explained_copied_and_gone_to(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        walk.app.screen.query_one("#architecture-testing").focus()
        await walk.press("a")
        await walk.press("down")
        await walk.until(lambda: "▼" in walk.text, "what the last answer changed")
        walk.app.screen.query_one(CriticPanel).query_one("#concerns").focus()
        await walk.until(lambda: walk.app.screen.query_one(CriticPanel).concern is not None)
        await walk.press("c")
        await walk.arrive("Reading")
        assert "What gives it back" in walk.text
        assert "as it is now" in walk.text
        await walk.press("y")
        assert "Why it matters" in walk.app.clipboard
        await walk.press("escape")
        await walk.arrive("ArchitectureScreen")
        concern = walk.app.screen.query_one(CriticPanel).concern
        assert concern is not None
        assert concern.decision == "architecture.testing"
        await walk.press("enter")
        await walk.until(
            lambda: walk.app.focused is walk.app.screen.query_one("#architecture-testing")
        )


async def test_a_choice_is_taken_by_its_letter_or_at_the_cursor(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        for keys in (("down", "enter"), ("b",)):
            await walk.press("w")
            await walk.arrive("AskChoice")
            await walk.press(*keys)
            await walk.arrive("GuidedScreen")
            await walk.press("escape")
            await walk.arrive("StructureScreen")
