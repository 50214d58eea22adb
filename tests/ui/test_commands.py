import importlib
import pkgutil
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

import pbc_tui.ui
from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import BOUND, COMMANDS
from pbc_tui.ui.place import Place, words_of
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.text import key_name
from pbc_tui.ui.widgets.keys_bar import commands_here
from pbc_tui.workspace import commands_run
from pbc_tui.workspace.commands_run import CommandRun, Way
from tests.ui.keys_tried import REFUSED, RUN
from tests.ui.states import STAGES
from tests.ui.walking import prepare, walking


def _kinds(of: type[Any]) -> list[type[Any]]:
    found: list[type[Any]] = []
    for module in pkgutil.walk_packages(pbc_tui.ui.__path__, "pbc_tui.ui."):
        for value in vars(importlib.import_module(module.name)).values():
            ours = isinstance(value, type) and value.__module__.startswith("pbc_tui.")
            if ours and issubclass(value, of) and value not in found:
                found.append(value)
    return found


@pytest.mark.parametrize("identifier", sorted(COMMANDS))
def test_every_command_is_bound_explained_and_carried_out_by_a_place(identifier: str) -> None:
    command = COMMANDS[identifier]
    assert command.keys
    assert command.label
    assert command.help[0].isupper()
    carriers = [
        place
        for place in _kinds(Place)
        if any(
            isinstance(binding, Binding) and binding.id == identifier
            for binding in vars(place).get("BINDINGS", ())
        )
    ]
    assert carriers, "nobody binds it"
    for place in carriers:
        # A base class may leave the command to its subclasses.
        users = [each for each in _kinds(Place) if issubclass(each, place)]
        assert any(hasattr(user, command.method) for user in users), place
        if command.unless:
            assert any(hasattr(user, command.unless) for user in users), place


EDITING = (Input, TextArea)
"""Entries, whose keys of editing are those of every terminal."""


def _takes_keys(kind: type[DOMNode]) -> bool:
    if issubclass(kind, EDITING):
        return False
    return issubclass(kind, Screen) or (issubclass(kind, Widget) and kind.can_focus)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in _kinds(DOMNode) if _takes_keys(kind)],
    ids=lambda kind: str(kind.__name__),
)
def test_every_key_of_ours_can_be_another_one(kind: type[DOMNode]) -> None:
    bound = [binding for _, binding in kind._merge_bindings()]
    assert bound
    assert [binding.key for binding in bound if binding.id not in BOUND] == []


def test_no_place_binds_a_key_twice() -> None:
    for place in {command.place for command in BOUND.values()}:
        keys = [
            key
            for command in BOUND.values()
            if command.place == place
            for key in command.keys.split(",")
        ]
        assert len(keys) == len(set(keys)), place


def test_keys_are_written_as_people_write_them() -> None:
    assert key_name("ctrl+s") == "^s"
    assert key_name("question_mark") == "?"
    assert key_name("f1,question_mark") == "f1"


def test_every_key_is_pressed_by_a_test_and_every_refusal_met() -> None:
    run = {identifier for claimed in RUN.values() for identifier in claimed}
    refused = {identifier for claimed in REFUSED.values() for identifier in claimed}
    assert run == set(COMMANDS)
    assert refused == {name for name, command in COMMANDS.items() if command.unless}


def test_what_is_claimed_to_be_pressed_is_claimed_for_a_test_that_exists() -> None:
    for test in {*RUN, *REFUSED}:
        file, _, name = test.partition("[")[0].partition("::")
        text = (Path(__file__).parent / file).read_text()
        assert f"def {name}(" in text, test


async def test_help_shows_the_keys_that_apply_here_and_why_not(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("question_mark")
        await walk.arrive("HelpScreen")
        assert "Add a file; a path makes its directories" in walk.text
        assert "not now: nothing was cut: x cuts" in walk.text
        await walk.press("escape")
        await walk.arrive("StructureScreen")


HERE = {
    Gate.INTAKE: ("Package name", "it is kept as you type"),
    Gate.ARCHITECTURE: ("Dependencies", "its letter chooses"),
    Gate.CRITIC_1: ("Concerns", "what would give it back"),
    Gate.STRUCTURE: ("Tree", "Each becomes one task"),
    Gate.FEATURES: ("API layer", "Leaves no trace"),
    Gate.PLAN: ("Tasks", "One task a file"),
}


@pytest.mark.parametrize("gate", HERE, ids=lambda gate: gate.value)
async def test_help_begins_with_the_part_that_has_the_focus(tmp_path: Path, gate: Gate) -> None:
    prepare(tmp_path, gate)
    async with walking(tmp_path, begin=STAGES[gate], size=(120, 60)) as walk:
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        title, words = HERE[gate]
        flat = " ".join(walk.text.replace("│", " ").split())
        assert f"Here: {title}" in flat
        assert words in flat


async def test_help_of_a_question_tells_every_option_whole(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen", size=(50, 90)) as walk:
        await walk.press("question_mark")
        await walk.arrive("HelpScreen")
        flat = " ".join(walk.text.replace("│", " ").split())
        for choice in QUESTIONS["architecture.dependencies"].choices:
            for words in (choice.title, choice.fits, choice.costs, choice.changes):
                assert words in flat


@pytest.mark.parametrize(
    "gate", [gate for gate in STAGES if gate is not Gate.INTAKE], ids=lambda gate: gate.value
)
async def test_panels_are_called_by_their_names_and_only_those_that_are_there(
    tmp_path: Path, gate: Gate
) -> None:
    prepare(tmp_path, gate)
    async with walking(tmp_path, begin=STAGES[gate]) as walk:
        screen = walk.app.screen
        assert isinstance(screen, StageScreen)
        listed = {command.id: words_of(node, command) for command, _, node in commands_here(screen)}
        named = [words for name, words in listed.items() if name.startswith("stage.panel-")]
        names = [screen.PARTS[panel.removeprefix("#")].name for panel in screen.PANELS]
        assert named == [f"Go to the {name}" for name in names]


async def test_the_palette_finds_a_command_by_its_words(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("ctrl+p")
        await walk.arrive("CommandPalette")
        await walk.type("tree as text")
        await walk.until(lambda: "See, copy or replace" in walk.text)
        await walk.press("enter")
        await walk.until(lambda: walk.at in ("TreeTextScreen", "CommandPalette"))
        if walk.at == "CommandPalette":
            await walk.press("enter")
        await walk.arrive("TreeTextScreen")


async def test_the_footer_always_offers_the_keys(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    for width in (50, 80, 120):
        async with walking(tmp_path, size=(width, 24), begin="StructureScreen") as walk:
            assert "? keys" in walk.text.splitlines()[-1]


async def test_the_log_tells_what_happened(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("f2")
        await walk.arrive("Reading")
        assert "session-resumed" in walk.text


async def test_every_program_that_was_run_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands_run, "LATEST", deque())
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("at")
        await walk.arrive("Reading")
        assert "No program was run yet" in walk.text
        await walk.press("escape")
        await walk.arrive("PlanScreen")
        hostile = CommandRun("ruff check [/b] \x1b[31m", Way.PLAIN, seconds=0.5, outcome="exit 1")
        commands_run.LATEST.append(hostile)
        await walk.press("at")
        await walk.arrive("Reading")
        assert "0.50 s" in walk.text
        assert "exit 1" in walk.text
        assert "ruff check [/b]" in walk.text
        assert "\x1b" not in walk.text
