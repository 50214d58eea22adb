"""What a person has set shows: theme, keys, movement, editor; clashes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.configuration.faults import ConfigurationError
from pbc_tui.configuration.settings import Settings
from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.commands import BOUND
from pbc_tui.ui.keymap import laid_over
from pbc_tui.ui.screens.building.deciding import editor
from pbc_tui.ui.screens.dialog import AskChoice
from pbc_tui.ui.widgets.choice_field import ChoiceField
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Scroll
from pbc_tui.ui.widgets.tree_view import TreeView
from tests.ui.walking import prepare, walking


def test_a_theme_is_taken_by_its_name(tmp_path: Path) -> None:
    assert PbcApp(tmp_path, settings=Settings(theme="ansi-dark")).theme == "ansi-dark"
    with pytest.raises(ConfigurationError, match="no theme 'pbc-lite'; did you mean pbc-light"):
        PbcApp(tmp_path, settings=Settings(theme="pbc-lite"))


def test_without_a_keymap_every_command_has_its_own_keys() -> None:
    assert laid_over({}) == {
        name: tuple(command.keys.split(",")) for name, command in BOUND.items()
    }


@pytest.mark.parametrize("identifier", sorted(BOUND))
def test_the_usual_keys_clash_nowhere(identifier: str) -> None:
    assert laid_over({identifier: BOUND[identifier].keys}) == laid_over({})


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"build.acept": "A"}, "keymap.build.acept: there is no such command; did you mean build"),
        ({"build.accept": "b"}, r"keymap.build.accept: b is the key of build.modify \(modify\)"),
        ({"listing.filter": "f9", "text.copy": "f9"}, "listing.filter: f9 is the key of text.copy"),
        ({"build.accept": "f2"}, r"keymap.build.accept: f2 is the key of app.log \(log\)"),
        ({"tree.purpose": "w"}, "w is the key of structure.way"),
        ({"build.accept": "j"}, r"j is the key of move.down \(down\)"),
        ({"move.down": "ctrl+s"}, "keymap.move.down: \\^s is the key of [a-z-]+.[a-z]+ "),
        ({"app.quit": "ctrl+qq"}, "keymap.app.quit: 'ctrl\\+qq' is no key"),
        ({"app.quit": "shift+a"}, "keymap.app.quit: 'shift\\+a' is no key; did you mean A"),
        ({"questions.next": "f"}, "keymap.questions.next: f is written there; .*ctrl\\+f or f6"),
        ({"contract.save": "comma"}, "keymap.contract.save: , is written there; for instance f6"),
        ({"intake.confirm": "space"}, "keymap.intake.confirm: space is written there"),
        ({"option.take": "d"}, "keymap.option.take: d chooses an option there; .*ctrl\\+d or f6"),
        ({"app.log": "ctrl+i"}, "keymap.app.log: terminals send tab for ctrl\\+i"),
        ({"app.log": "ctrl+m"}, "keymap.app.log: terminals send enter for ctrl\\+m"),
        ({"app.quit": ""}, "keymap.app.quit: '' is no key"),
        ({"app.quit": "hyper+x"}, "is no key"),
    ],
)
def test_a_key_that_cannot_be_had_is_said(keymap: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        laid_over(keymap)


def test_two_commands_may_change_their_keys() -> None:
    keys_of = laid_over({"build.accept": "b, F6", "build.modify": "?"} | {"app.help": "f1"})
    assert keys_of["build.accept"] == ("b", "f6")
    assert keys_of["build.modify"] == ("question_mark",)


async def test_chosen_keys_act_and_are_shown(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    chosen = Settings(keymap={"plan.graph": "f10", "app.help": "f8", "app.log": "f9"})
    async with walking(tmp_path, begin="PlanScreen", settings=chosen, size=(120, 60)) as walk:
        assert "f8 keys" in walk.text
        await walk.press("v")
        assert walk.at == "PlanScreen"
        await walk.press("f10")
        await walk.arrive("GraphScreen")
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        await walk.press("f8")
        await walk.arrive("HelpScreen")
        assert "f9" in walk.text
        assert "f2 " not in walk.text


async def test_movement_takes_other_keys_in_a_list_and_in_a_page(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    chosen = Settings(keymap={"move.down": "ctrl+n", "move.page-down": "f9", "part.next": "f10"})
    async with walking(tmp_path, begin="PlanScreen", settings=chosen, size=(120, 30)) as walk:
        tasks = walk.app.screen.query_one("#tasks", Listing)
        tasks.focus()
        await walk.pilot.pause()
        first = tasks.highlighted or 0
        await walk.press("down", "j", "pagedown")
        assert tasks.highlighted == first
        await walk.press("ctrl+n")
        assert tasks.highlighted == first + 1
        await walk.press("tab")
        assert walk.app.focused is tasks
        await walk.press("f10")
        assert walk.app.focused is not tasks
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        page = walk.app.screen.query_one(Scroll)
        await walk.press("pagedown")
        assert page.scroll_target_y == 0
        await walk.press("f9")
        assert page.scroll_target_y > 0


async def test_movement_takes_other_keys_in_the_tree_and_among_questions(tmp_path: Path) -> None:
    chosen = Settings(
        keymap={"branch.last": "f9", "move.up": "ctrl+e", "questions.previous": "f10"}
    )
    prepare(tmp_path / "s", Gate.STRUCTURE)
    async with walking(tmp_path / "s", begin="StructureScreen", settings=chosen) as walk:
        tree = walk.app.screen.query_one(TreeView)
        await walk.press("end", "G")
        assert tree.cursor == 0
        await walk.press("f9")
        last = len(tree.rows) - 1
        assert tree.cursor == last
        await walk.press("ctrl+e")
        assert tree.cursor == last - 1
    prepare(tmp_path / "a", Gate.ARCHITECTURE)
    async with walking(tmp_path / "a", begin="ArchitectureScreen", settings=chosen) as walk:
        field = walk.app.focused
        assert isinstance(field, ChoiceField)
        at = field.cursor
        await walk.press("up")
        assert field.cursor == at
        await walk.press("f10")
        assert field.cursor == at - 1


async def test_the_keys_of_movement_are_told(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    chosen = Settings(keymap={"branch.unfold": "f9"})
    async with walking(tmp_path, begin="StructureScreen", settings=chosen, size=(120, 80)) as walk:
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        await walk.press("end")
        told = " ".join(walk.text.split())
        assert "↑ k One row up" in told
        assert "f9 Unfold the directory, or go into it" in told
        assert "tab Go to the next part" in told
        assert "To the left" not in told


async def test_letters_move_where_that_is_wanted(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen", settings=Settings(vim_movement=True)) as walk:
        tasks = walk.app.screen.query_one("#tasks", Listing)
        tasks.focus()
        await walk.pilot.pause()
        first = tasks.highlighted or 0
        await walk.press("ctrl+d")
        assert (tasks.highlighted or 0) > first + 1
        await walk.press("ctrl+u")
        assert tasks.highlighted == first
        # Here g is a command: who writes.
        await walk.press("g")
        await walk.arrive("AskChoice")


async def test_letters_are_written_where_one_writes(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE, answered=False)
    async with walking(
        tmp_path, begin="IntakeScreen", settings=Settings(vim_movement=True)
    ) as walk:
        entry = walk.app.screen.query("Input").first()
        entry.focus()
        await walk.press("j", "k")
        assert entry.value == "jk"  # type: ignore[attr-defined]


async def test_letters_choose_an_option_where_one_chooses(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen", settings=Settings(vim_movement=True)) as walk:
        choice = AskChoice("Which?", "", [("h", "here", ""), ("k", "keep", "")])
        walk.app.push_screen(choice)
        await walk.arrive("AskChoice")
        chosen: list[str | None] = []
        choice.dismiss = chosen.append  # type: ignore[method-assign, assignment]
        # Nothing is chosen by j, so it moves; k chooses.
        await walk.press("j")
        assert choice.query_one(Listing).highlighted == 1
        await walk.press("k", "h")
        assert chosen == ["k", "h"]


async def test_letters_move_also_where_other_keys_are_chosen_for_movement(tmp_path: Path) -> None:
    keymap = {"move.down": "f9", "rows.last": "f8", "questions.next": "ctrl+n"}
    chosen = Settings(vim_movement=True, keymap=keymap)
    prepare(tmp_path / "p", Gate.PLAN)
    async with walking(tmp_path / "p", begin="PlanScreen", settings=chosen) as walk:
        tasks = walk.app.screen.query_one("#tasks", Listing)
        tasks.focus()
        await walk.pilot.pause()
        first = tasks.highlighted or 0
        await walk.press("j")
        assert tasks.highlighted == first + 1
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        page = walk.app.screen.query_one(Scroll)
        await walk.press("G")
        assert page.scroll_target_y == page.max_scroll_y > 0
    prepare(tmp_path / "a", Gate.ARCHITECTURE, answered=False)
    async with walking(tmp_path / "a", begin="ArchitectureScreen", settings=chosen) as walk:
        field = walk.app.focused
        assert isinstance(field, ChoiceField)
        at = field.cursor
        await walk.press("j")
        assert field.cursor == at + 1


async def test_letters_do_not_move_unless_that_is_wanted(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        tasks = walk.app.screen.query_one("#tasks", Listing)
        tasks.focus()
        await walk.pilot.pause()
        first = tasks.highlighted or 0
        await walk.press("ctrl+d")
        assert tasks.highlighted == first


def test_the_editor_is_the_one_that_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "vi")
    assert editor(PbcApp(tmp_path)) == ["vi"]
    assert editor(PbcApp(tmp_path, settings=Settings(editor="code -w"))) == ["code", "-w"]
    assert editor(PbcApp(tmp_path, settings=Settings(editor='co"de'))) == ['co"de']
