"""Texts name the key that a person has chosen: in the source, and on every screen.

Each screen is drawn with the usual keys and with others that are as wide, so that both pictures
have the same layout: where a text names a key, the second picture must differ.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.screen import Screen

import pbc_tui.ui
import pbc_tui.workflow
from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.commands import BOUND, COMMANDS
from pbc_tui.ui.keymap import laid_over
from pbc_tui.ui.screens.ask_several import AskSeveral
from pbc_tui.ui.screens.dialog import AskText, AskYesNo
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import key_name
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow import tutorial as own_tutorial
from pbc_tui.workflow.project import Project
from tests.ui.contracts import API, prepare_files
from tests.ui.still import LIVES, Still, prepare_state
from tests.ui.walking import Walk, prepare, prepare_one_file, walking
from tests.variants import variants

# In the source

NAMES_A_KEY = re.compile(
    r"\^[a-z]\b|\b[Cc]trl\+\w+ [a-z]|\b[Pp]ress \w\b"
    r"|(?:^|[^\w'.\-])(?:[b-zB-HJ-Z]|enter|esc|escape|[fF]\d) [a-z]+(?<!s)s\b"
    r"|(?:^|[:;(] )a [a-z]+(?<!s)s\b"
)
BY_ITSELF = (
    "ctrl+z brings back",
    "enter takes it",
)
"""What keys do that an entry or an area has by itself; they are no commands."""
KEY = re.compile(r"(?:[A-Za-z?/@]|enter|esc|space|\^[a-z]|f\d) ?")


def _literals(source: Path) -> Iterator[str]:
    """The texts of a module that name a key; what is no text for the person is left out."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            text = node.value
            for own in BY_ITSELF:
                text = text.replace(own, "")
            if NAMES_A_KEY.search(text):
                yield f"{source.name}:{node.lineno}: {node.value!r}"
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            key, style = node.elts
            if (
                isinstance(key, ast.Constant)
                and KEY.fullmatch(str(key.value))
                and "accent" in ast.unparse(style)
            ):
                yield f"{source.name}:{node.lineno}: {ast.unparse(node)}"


def _sources() -> list[Path]:
    return [
        source
        for package in (pbc_tui.ui, pbc_tui.workflow)
        for source in sorted(Path(str(package.__file__)).parent.rglob("*.py"))
    ]


def test_no_text_in_the_source_names_a_key() -> None:
    assert [found for source in _sources() for found in _literals(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        '"all: ^s shows it"',
        'f"{what} deleted; z takes it back"',
        '"a accepts it."',
        '"ctrl+s approves"',
        '("y", "bold $accent")',
        '("p ", "bold $accent" if proceed else "$faint")',
        '"watching ended; press R to check"',
        '"no task is open: enter begins one"',
    ],
)
def test_a_text_that_names_a_key_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(f"x = {text}\n")
    assert len(list(_literals(tmp_path / "x.py"))) == 1


# On the screens

_WORDS = {
    "enter": "ctrl+home",
    "escape": "f20",
    "space": "alt+ю",
    "tab": "f21",
    "delete": "f22",
    "question_mark": "ґ",
    "slash": "ђ",
    "at": "є",
    "minus": "ѕ",
    "plus": "і",
    "equals_sign": "ў",
    "left_square_bracket": "ї",
    "right_square_bracket": "ј",
    "up": "left",
    "down": "right",
    "left": "ћ",
    "right": "ќ",
    "home": "shift+f14",
    "end": "f24",
    "pageup": "insert",
    "pagedown": "alt+home",
}


def _other(key: str) -> str:
    """Another key that takes as many cells when it is written; no two have the same."""
    if key in _WORDS:
        return _WORDS[key]
    if "+" in key:
        modifier, _, rest = key.partition("+")
        return f"{modifier}+{_other(rest)}"
    if re.fullmatch(r"f\d", key):
        return f"ctrl+{key[1]}"
    if key.isdigit():
        return chr(ord("α") + int(key))
    base = "А" if key.isupper() else "а"
    return chr(ord(base) + ord(key.lower()) - ord("a"))


OTHERS = Settings(
    keymap={
        name: ",".join(_other(key) for key in command.keys.split(","))
        for name, command in BOUND.items()
    }
)
LABELS = "|".join(sorted({re.escape(command.label) for command in COMMANDS.values()}, key=len))
TOLD = re.compile(
    r"\^[a-z]\b|(?<![\w^])f\d\b|(?<!\w)(?:enter|esc|space)(?!\w)"
    rf"|(?:(?<=  )|(?<=^ )|(?<=│ ))[A-Za-z0-9?/@=](?= {{1,2}}(?:{LABELS})\b)"
    r"|(?<![\w'’.\-])[b-zB-HJ-Z](?= [a-z]+(?<!s)s\b)|(?<=[:;] )a(?= [a-z]+(?<!s)s\b)"
)
"""Where a text seems to name a key."""
NOT_MEANT = re.compile(
    r"enter keeps it, esc shows all|enter takes it"
    r"|space marks|with space|What \w changes"
)
"""What entries and lists of boxes do by themselves, and the letter of an option."""


def test_the_other_keys_are_as_wide_and_clash_nowhere() -> None:
    usual, others = laid_over({}), laid_over(OTHERS.keymap)
    for name, keys in usual.items():
        for one, other in zip(keys, others[name], strict=True):
            assert one != other
            assert len(key_name(one)) == len(key_name(other)), (one, other)


def kept(usual: str, other: str) -> list[str]:
    """What names a key in the first picture and is the same in the second."""
    faults = []
    for one, two in zip(usual.splitlines(), other.splitlines(), strict=True):
        own = [match.span() for match in NOT_MEANT.finditer(one)]
        for match in TOLD.finditer(one):
            begin, end = match.span()
            if one[begin:end] == two[begin:end] and not any(
                first <= begin < last for first, last in own
            ):
                faults.append(one[max(begin - 20, 0) : end + 30])
    return faults


def test_a_key_that_stays_is_seen() -> None:
    assert kept("x: ^s shows it", "x: ^s shows it") == ["x: ^s shows it"]
    assert kept("x: ^s shows it", "x: ^т shows it") == []
    assert kept(" a accept   b modify", " а accept   b modify") == [" a accept   b modify"]


Press = Callable[..., Awaitable[None]]
Go = Callable[[Walk, Press], Awaitable[None]]


async def _drawn(root: Path, settings: Settings, begin: str, steps: Sequence[Go]) -> list[str]:
    """What is shown after each step; what was opened is left again."""
    shown = []
    async with walking(root, settings=settings, notices=True) as walk:

        async def press(*keys: str) -> None:
            await walk.press(*([_other(key) for key in keys] if settings is OTHERS else keys))

        if begin != "WelcomeScreen":
            await press("enter")
            await walk.arrive(begin)
        for go in steps:
            await go(walk, press)
            await walk.pilot.pause()
            shown.append(walk.text)
            walk.app.clear_notifications()
            if walk.at != begin:
                await press("escape")
                await walk.arrive(begin)
    return shown


async def _same(make: Callable[[Path], None], root: Path, begin: str, *steps: Go) -> None:
    pictures = []
    for name, settings in (("usual", USUAL), ("others", OTHERS)):
        place = root / name / "schema-guard"
        place.mkdir(parents=True)
        make(place)
        pictures.append(await _drawn(place, settings, begin, steps))
    for usual, other in zip(*pictures, strict=True):
        assert TOLD.search(usual), usual
        assert kept(usual, other) == [], other


def _at(gate: Gate | None, *, answered: bool = True) -> Callable[[Path], None]:
    return lambda root: prepare(root, gate, answered=answered)


def _by(*keys: str, arrive: str = "", said: str = "") -> Go:
    async def go(walk: Walk, press: Press) -> None:
        await press(*keys)
        if arrive:
            await walk.arrive(arrive)
        if said:
            await walk.until(lambda: said in walk.said and said in walk.text, said)

    return go


async def _guided(walk: Walk, press: Press) -> None:
    await press("w")
    await walk.arrive("AskChoice")
    await walk.press("b")
    await walk.arrive("GuidedScreen")


HERE = _by()
SCREENS: dict[str, tuple[Callable[[Path], None], str, tuple[Go, ...]]] = {
    "welcome": (lambda _: None, "WelcomeScreen", (HERE, _by("f1", arrive="HelpScreen"))),
    "welcome back": (_at(Gate.PLAN), "WelcomeScreen", (HERE,)),
    "intake": (_at(Gate.INTAKE, answered=False), "IntakeScreen", (HERE,)),
    "intake answered": (
        _at(Gate.INTAKE),
        "IntakeScreen",
        (HERE, _by("ctrl+s", arrive="SummaryScreen")),
    ),
    "architecture": (
        _at(Gate.ARCHITECTURE, answered=False),
        "ArchitectureScreen",
        (HERE, _by("ctrl+g", arrive="AskYesNo")),
    ),
    "architecture answered": (_at(Gate.ARCHITECTURE), "ArchitectureScreen", (HERE,)),
    "checkpoint": (
        _at(Gate.CRITIC_2),
        "SecondCheckpoint",
        (HERE, _by("o", arrive="AskYesNo"), _by("c", arrive="Reading")),
    ),
    "structure": (
        _at(Gate.STRUCTURE),
        "StructureScreen",
        (
            HERE,
            _by("w", arrive="AskChoice"),
            _by("ctrl+s", arrive="ApprovalScreen"),
            _by("t", arrive="TreeTextScreen"),
            _by("equals_sign", arrive="ComparisonScreen"),
            _by("v", said="nothing was cut"),
            _by("x", said="pastes"),
            _by("d", said="deleted"),
            _guided,
            _by("r"),
        ),
    ),
    "features": (_at(Gate.FEATURES, answered=False), "FeaturesScreen", (HERE,)),
    "plan": (
        _at(Gate.PLAN),
        "PlanScreen",
        (
            HERE,
            _by("C", arrive="ContractsScreen"),
            _by("enter", arrive="Reading"),
            _by("v", arrive="GraphScreen"),
            _by("g", arrive="AskChoice"),
            _by("f5", arrive="AgentsScreen"),
            _by("ctrl+b", arrive="DecisionsScreen"),
            _by("f1", arrive="HelpScreen"),
            _by("f6", arrive="JumpScreen"),
            _by("at", arrive="Reading"),
        ),
    ),
    "plan in the way": (partial(prepare_one_file, contract=""), "PlanScreen", (HERE,)),
    "tutorial": (own_tutorial.begin, "PlanScreen", (HERE,)),
}


@pytest.mark.parametrize("screen", variants(SCREENS, ("structure", "architecture answered")))
async def test_a_screen_names_the_keys_that_are_chosen(tmp_path: Path, screen: str) -> None:
    make, begin, steps = SCREENS[screen]
    await _same(make, tmp_path, begin, *steps)


async def test_the_contract_names_the_keys_that_are_chosen(tmp_path: Path) -> None:
    async def go(walk: Walk, press: Press) -> None:
        walk.app.screen.query_one("#tasks", Listing).go_to(API)
        await press("c")
        await walk.arrive("ContractScreen")
        await walk.until(lambda: "for instance" in walk.text)
        await walk.type("def check(place: Path) -> int: ...")
        await walk.until(lambda: "adds the import" in walk.text)

    await _same(prepare_files, tmp_path, "PlanScreen", go)


async def test_dialogs_name_the_keys_that_are_chosen(tmp_path: Path) -> None:
    def opening(make: Callable[[PbcApp], Screen[Any]]) -> Go:
        async def go(walk: Walk, _: Press) -> None:
            dialog = make(walk.app)
            walk.app.push_screen(dialog)
            await walk.arrive(type(dialog).__name__)

        return go

    dialogs = (
        opening(lambda _: AskYesNo("One?", "It is asked.")),
        opening(lambda _: AskText("One", "It is asked.")),
        opening(lambda _: AskSeveral("Some", "They are asked.", ["one", "two"])),
        opening(lambda app: Reading("A text", Content("x"), subtitle=reading_keys(app))),
    )
    await _same(_at(Gate.PLAN), tmp_path, "PlanScreen", *dialogs)


@pytest.mark.parametrize("state", variants([*LIVES, "report"], ("critical", "agent", "report")))
async def test_the_build_screen_names_the_keys_that_are_chosen(tmp_path: Path, state: str) -> None:
    drawn = []
    for settings in (USUAL, OTHERS):
        root = tmp_path / str(settings is OTHERS) / "schema-guard"
        root.mkdir(parents=True)
        prepare_state(root, "waiting" if state == "report" else state)
        project = Project.open(root)
        plan_desk.choose_agent(project, "command:true --print")
        if state == "report":
            project.record(e.Aborted())
        project.close()
        app = Still(root, lives=LIVES.get(state), settings=settings)
        async with app.run_test(size=(120, 40)) as pilot:
            walk = Walk(app, pilot)
            await walk.arrive("WelcomeScreen")
            await walk.press(_other("enter") if settings is OTHERS else "enter")
            await walk.arrive("ReportScreen" if state == "report" else "BuildScreen")
            await pilot.pause()
            drawn.append(walk.text)
            if state != "report":
                drawn[-1] += "\n" + "\n".join(
                    str(getattr(app.screen, command.unless)())
                    for command in COMMANDS.values()
                    if command.place == "build" and command.unless
                )
    assert TOLD.search(drawn[0]), drawn[0]
    assert kept(*drawn) == [], drawn[1]
