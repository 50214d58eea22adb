"""Outside text in every place that shows it: nothing is executed, nothing but ours is drawn.

A table of places by the gate at which a project stands. Text of all kinds lies everywhere at once;
behind the marker ``long`` each kind stands alone, and on a small screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from pbc_tui.design.critic.opinion import opinion_path
from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.ui.screens.dialog import AskChoice, AskLines, AskText, AskYesNo
from pbc_tui.ui.text import clean
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import own_templates
from pbc_tui.workflow.agents import TUTORIAL
from pbc_tui.workflow.project import Project
from pbc_tui.workspace import commands_run
from tests.ui.hostile import (
    CORE,
    LINE,
    LONG,
    PIECES,
    RETURNS,
    WORD,
    prepare_hostile,
    shown_safely,
)
from tests.ui.walking import Walk, prepare, walking


@dataclass(frozen=True)
class Place:
    """One place: the keys that lead there, its screen ("" for the one where it begins).

    ``cursor`` is the row of the main list that they are pressed on.
    """

    keys: str = ""
    screen: str = ""
    cursor: str = ""


BEGIN = {
    Gate.INTAKE: "IntakeScreen",
    Gate.STRUCTURE: "StructureScreen",
    Gate.ARCHITECTURE: "ArchitectureScreen",
    Gate.PLAN: "PlanScreen",
}
PLACES = {
    Gate.INTAKE: {"drafts in entries": Place(), "log": Place("f2", "Reading")},
    Gate.STRUCTURE: {
        "purposes in the tree": Place(),
        "approval": Place("ctrl+s", "ApprovalScreen"),
        "tree as text": Place("t", "TreeTextScreen"),
        "comparison": Place("equals_sign", "ComparisonScreen"),
        "purpose being edited": Place("j p"),
    },
    Gate.ARCHITECTURE: {"decisions": Place("ctrl+b", "DecisionsScreen")},
    Gate.PLAN: {
        "plan rows": Place(),
        "task in full": Place("enter", "Reading", CORE),
        "contract": Place("c", "ContractScreen", CORE),
        "contracts": Place("C", "ContractsScreen"),
        "graph": Place("v", "GraphScreen"),
    },
}


async def _look_at_all(walk: Walk, gate: Gate, *, seen: bool = True) -> None:
    """Go to each place of a gate and come back; ``seen``: the word is looked for."""
    for name, place in PLACES[gate].items():
        if place.cursor:
            walk.app.screen.query_one("#tasks", Listing).go_to(place.cursor)
        await walk.press(*place.keys.split())
        if place.screen:
            await walk.arrive(place.screen)
        if seen:
            await walk.until(lambda: WORD in walk.text, f"outside text in: {name}")
        shown_safely(walk)
        if place.screen:
            await walk.press("escape")
            await walk.arrive(BEGIN[gate])


@pytest.mark.parametrize("gate", PLACES, ids=lambda gate: gate.value)
async def test_what_is_designed_and_planned(tmp_path: Path, gate: Gate) -> None:
    prepare_hostile(tmp_path, gate)
    async with walking(tmp_path, begin=BEGIN[gate]) as walk:
        await _look_at_all(walk, gate)


@pytest.mark.long
@pytest.mark.parametrize("size", [(50, 20), (250, 70)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("gate", PLACES, ids=lambda gate: gate.value)
async def test_each_kind_alone(
    tmp_path: Path, gate: Gate, piece: str, size: tuple[int, int]
) -> None:
    prepare_hostile(tmp_path, gate, text=f"{WORD} {PIECES[piece]}")
    async with walking(tmp_path, begin=BEGIN[gate], size=size) as walk:
        await _look_at_all(walk, gate, seen=size[0] > 200)


async def test_what_is_written_while_building(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, None)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.state.opened == "TASK-001")
        path = walk.state.plan.by_id["TASK-001"].path
        await walk.press("3")
        await walk.until(lambda: "ATOMIC TASK" in walk.text)
        shown_safely(walk)
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f'"""{RETURNS}"""\n\ndef {LINE}\n', "utf-8", newline="")
        await walk.until(lambda: walk.state.progress_of("TASK-001").verdict is not None)
        for tab in "2345":
            await walk.press(tab)
            shown_safely(walk)
        await walk.until(lambda: WORD in walk.text, "what was noted of the task")
        (tmp_path / path).write_text(LONG, "utf-8", newline="")
        await walk.press("4")
        await walk.until(lambda: "PWNED" not in walk.text and WORD in walk.text, "the difference")
        shown_safely(walk)


OUTSIDER = "notes [@click=app.quit]x[b] \x1b[1337m\x9b1337m\u202e漢 \x07.md"
SHORT = "[@click=app.quit]\x1b[1m\x9b1m\x07.md"
"""As hostile, and short enough to be shown whole where there is little room."""

"""A file name that a disk takes."""


async def test_what_is_written_outside_the_task(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, None)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.state.opened == "TASK-001")
        (tmp_path / SHORT).write_text(RETURNS, "utf-8", newline="")
        await walk.until(lambda: bool(walk.state.scope))
        await walk.until(lambda: "[@click=app.quit]" in walk.text)
        await walk.until(lambda: "md created" in walk.text, "a blank after the name")
        shown_safely(walk)
        await walk.press("o")
        await walk.arrive("AskChoice")
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)
        await walk.press("k")
        await walk.until(lambda: not walk.state.scope)
        await walk.press("f2")
        await walk.arrive("Reading")
        await walk.until(lambda: "scope-decided" in walk.text)
        shown_safely(walk)


async def test_a_program_that_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = commands_run.CommandRun(LINE, commands_run.Way.PLAIN, outcome=LINE)
    monkeypatch.setattr(commands_run, "LATEST", [ran])
    prepare_hostile(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        await walk.press("at")
        await walk.arrive("Reading")
        await walk.until(lambda: walk.text.count(WORD) > 1)
        shown_safely(walk)


async def test_dialogs_and_what_is_told(tmp_path: Path) -> None:
    dialogs = (
        AskYesNo(LINE, LINE, yes=WORD, no=WORD, note=LINE),
        AskText(LINE, LINE, value=LINE, placeholder=LINE, note=LINE, problem=lambda text: text),
        AskLines(LINE, LINE, value=RETURNS, problem=lambda text: text),
        AskChoice(LINE, clean(RETURNS), [("a", LINE, LINE), ("[", WORD, LINE)], note=LINE),
    )
    async with walking(tmp_path / "p", begin="IntakeScreen", notices=True) as walk:
        walk.app.say(LINE, "error")
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)
        walk.app.clear_notifications()
        for dialog in dialogs:
            walk.app.push_screen(dialog)
            await walk.arrive(type(dialog).__name__)
            await walk.until(lambda: WORD in walk.text)
            shown_safely(walk)
            await walk.press("escape")
            await walk.arrive("IntakeScreen")


async def test_the_name_of_the_directory_and_what_lies_in_it(tmp_path: Path) -> None:
    root = tmp_path / OUTSIDER
    root.mkdir()
    (root / OUTSIDER).write_text("")
    async with walking(root) as walk:
        await walk.until(lambda: "directory " in walk.text)
        shown_safely(walk)
        await walk.press("enter")
        await walk.arrive("AskYesNo")
        await walk.until(lambda: "notes [@click=app.quit]" in walk.text)
        shown_safely(walk)
        await walk.press("y")
        await walk.arrive("IntakeScreen")
        shown_safely(walk)
        await walk.press("f1")
        await walk.arrive("HelpScreen")
        shown_safely(walk)


async def test_an_answers_file(tmp_path: Path) -> None:
    root = tmp_path / "p"
    root.mkdir()
    (tmp_path / "mine.toml").write_text(
        '[intake]\ndescription = "OUTSIDE [/b] \\u001b[1337m\\u202e"\n'
    )
    (tmp_path / "bad.toml").write_text(f'[intake]\n{WORD}" = "{LINE}"\n', "utf-8")
    (tmp_path / "key.toml").write_text('[intake]\n"OUTSIDE \\u001b[1337m\\u009b [/b]" = "x"\n')
    async with walking(root, notices=True) as walk:
        for name in ("bad.toml", "key.toml", "mine.toml"):
            walk.app.clear_notifications()
            await walk.press("a")
            await walk.arrive("AskText")
            await walk.type(f"{name}\n")
            await walk.until(lambda: bool(walk.said) and walk.at != "AskText")
            shown_safely(walk)
        if walk.at == "IntakeScreen":
            await walk.until(lambda: WORD in walk.text, "the suggestion")
            shown_safely(walk)


async def test_a_proposal_for_a_contract(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, Gate.PLAN)
    place = tmp_path / ".pbc" / "contracts" / f"{CORE}i"
    place.parent.mkdir(parents=True)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        for text in (f'def other() -> int:\n    """{LINE}"""\n', "def other(OUTSIDE [/b]: int) ->"):
            place.write_text(text, "utf-8")
            await walk.press("C")
            await walk.arrive("ContractsScreen")
            walk.app.screen.query_one(Listing).go_to(CORE)
            await walk.press("p")
            await walk.until(lambda: walk.at != "ContractsScreen" or bool(walk.said))
            shown_safely(walk)
            while walk.at != "PlanScreen":
                await walk.press("escape")


async def test_the_report(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, None)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.state.opened == "TASK-001")
        await walk.press("E")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.arrive("ReportScreen")
        await walk.until(lambda: (tmp_path / "GENERATION_REPORT.md").is_file())
        shown_safely(walk)


async def test_the_palette_takes_what_is_typed_as_it_is(tmp_path: Path) -> None:
    async with walking(tmp_path / "p", begin="IntakeScreen") as walk:
        await walk.press("ctrl+p")
        await walk.arrive("CommandPalette")
        walk.app.screen.query_one(Input).value = LINE
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)


async def test_what_is_pasted_into_an_entry_or_an_area(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("t")
        await walk.arrive("TreeTextScreen")
        walk.app.screen.query_one(TextArea).text = ""
        await walk.type(RETURNS)
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        await walk.press("slash")
        await walk.type(LINE)
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)


async def test_a_second_opinion(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_2)
    place = tmp_path / opinion_path(2)
    place.parent.mkdir(parents=True)
    place.write_text(f"Clarity: 4 {LINE}\n{RETURNS}\nRisk: 77777\n", "utf-8", newline="")
    async with walking(tmp_path, begin="SecondCheckpoint") as walk:
        await walk.until(lambda: "agent 4" in walk.text)
        shown_safely(walk)
        await walk.press("o")
        await walk.arrive("Reading")
        await walk.until(lambda: WORD in walk.text)
        shown_safely(walk)
        await walk.press("escape")
        await walk.arrive("SecondCheckpoint")
        # What cannot be read is said with its reason.
        place.unlink()
        place.symlink_to(tmp_path / OUTSIDER)
        await walk.until(lambda: "agent 4" not in walk.text)
        shown_safely(walk)


async def test_own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / OUTSIDER))
    place = own_templates.directory()
    place.mkdir(parents=True)
    for name in (OUTSIDER, "good", "bad"):
        (place / f"{name.removesuffix('.md')}.txt").write_text(f"{WORD}/\n  a.py  # {LINE}\n")
    (place / "bad.txt").write_text(RETURNS, "utf-8", newline="")
    root = tmp_path / "p"
    root.mkdir()
    prepare_hostile(root, Gate.STRUCTURE)
    async with walking(root, begin="StructureScreen", notices=True) as walk:
        for key, seen in (("2", WORD), ("1", "bad.txt")):
            walk.app.clear_notifications()
            await walk.press("w")
            await walk.arrive("AskChoice")
            await walk.until(lambda: "2 that you kept: bad, good" in walk.text)
            shown_safely(walk)
            await walk.press("m")
            await walk.until(lambda: "They lie in" in walk.text)
            shown_safely(walk)
            await walk.press(key)
            await walk.until(lambda: bool(walk.said), seen)
            shown_safely(walk)
            await walk.until(lambda seen=seen: seen in walk.text)  # type: ignore[misc]


@pytest.mark.parametrize("gate", PLACES, ids=lambda gate: gate.value)
async def test_letters_to_jump_by(tmp_path: Path, gate: Gate) -> None:
    prepare_hostile(tmp_path, gate)
    async with walking(tmp_path, begin=BEGIN[gate]) as walk:
        await walk.press("f6")
        await walk.arrive("JumpScreen")
        await walk.until(lambda: "a letter goes there" in walk.text)
        shown_safely(walk)
        await walk.press("a")
        await walk.arrive(BEGIN[gate])
        shown_safely(walk)


async def test_the_coach_of_the_tutorial(tmp_path: Path) -> None:
    prepare_hostile(tmp_path, None)
    project = Project.open(tmp_path)
    project.record(e.AgentChosen(agent=TUTORIAL))
    project.close()
    async with walking(tmp_path, begin="BuildScreen") as walk:
        await walk.until(lambda: walk.state.opened == "TASK-001")
        path = walk.state.plan.by_id["TASK-001"].path
        await walk.until(lambda: "Tutorial 2/" in walk.text)
        assert f"wrote {path}" in " ".join(walk.text.replace("█", " ").split())
        shown_safely(walk)
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(RETURNS, "utf-8", newline="")
        await walk.until(lambda: walk.state.progress_of("TASK-001").verdict is not None)
        await walk.until(lambda: "Tutorial 2/" not in walk.text)
        shown_safely(walk)
