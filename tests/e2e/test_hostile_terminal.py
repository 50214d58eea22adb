"""Hostile text in a real terminal: what was written to it is read back, byte by byte.

Every sequence in it is one that the application draws with, and nothing else in it controls.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from pbc_tui.design.critic.opinion import opinion_path
from pbc_tui.design.gates import Gate
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.terminal import Terminal
from tests.ui.hostile import CORE, LINE, LONG, RETURNS, WORD, harmless, prepare_hostile
from tests.ui.walking import prepare

NAME = "p [@click=app.quit] \x1b[1337m\x1b]0;PWNED\x07\x9b1337m\u202e漢"
"""The name of a directory, or of a file, that a disk takes."""
_MARK = "1337"
"""What stands in every hostile sequence that begins with CSI."""
_CSI = re.compile(r"\x1b\[([<>=?]?[\d;:]*[ -/]*)[@-~]")
_POINTER = re.compile(r"\x1b\]22;[a-z-]+\x07")
_TITLE = re.compile(r"\x1b\]2;([^\x07\x1b]*)\x07")


def only_ours(written: bytes) -> None:
    """Nothing that hostile text began, and nothing that a terminal obeys but what we draw with."""
    text = written.decode("utf-8")
    assert not [found for found in _CSI.findall(text) if _MARK in found]
    for title in _TITLE.findall(text):
        harmless(title)
    rest = _CSI.sub("", _POINTER.sub("", _TITLE.sub("", text)))
    # A line ends with the return that the terminal's own driver adds.
    harmless(rest.replace("\r\n", "\n"))


def _visit(someone: Person, *places: tuple[str, str]) -> None:
    for key, seen in places:
        someone.press(key)
        someone.sees(seen)
        someone.press("escape")
        someone.sees_no_longer(seen)


def test_a_design(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / NAME
    prepare_hostile(root, Gate.STRUCTURE)
    someone = person(root)
    someone.begins()
    someone.sees("─ core.py", WORD)
    _visit(
        someone,
        ("t", "The structure as text"),
        ("ctrl+s", "Approve the structure"),
        ("f2", "What happened"),
        ("ctrl+b", "Go back"),
        ("ctrl+p", "Search for commands"),
    )
    someone.press("t")
    someone.sees("The structure as text")
    someone.terminal.paste(LINE.replace("\x1b", "\x9b"))
    someone.sees("✗")
    someone.press("escape")
    assert someone.quits() == 0
    only_ours(someone.terminal.transcript)


def test_a_file_and_what_lies_beside_it(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / NAME
    prepare_hostile(root, None)
    someone = person(root)
    someone.begins()
    someone.sees("Waiting for")
    target = root / CORE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f'"""{RETURNS}"""\n\ndef {LINE}\n', "utf-8", newline="")
    someone.sees("NEEDS REVISION")
    (root / NAME).write_text(RETURNS, "utf-8", newline="")
    someone.sees("Out of scope")
    _visit(
        someone, ("o", "created, outside the task"), ("@", "Commands run"), ("f2", "What happened")
    )
    for tab in "345":
        someone.press(tab)
        someone.sees(WORD)
    target.write_text(LONG, "utf-8", newline="")
    someone.press("4")
    someone.sees(f"+{WORD}", "xxx")
    assert someone.quits() == 0
    only_ours(someone.terminal.transcript)


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["plan"],
        ["critic"],
        ["run", "bad.toml"],
        ["run", LINE.replace("\0", "")],
        [LINE[:60]],
    ],
    ids=["status", "plan", "critic", "bad answers", "no such file", "no such command"],
)
def test_without_a_screen(tmp_path: Path, environment: dict[str, str], words: list[str]) -> None:
    root = tmp_path / NAME
    prepare_hostile(root, Gate.PLAN)
    (root / "bad.toml").write_text(f'[intake]\n"{WORD} \\u001b[1337m\\u009b" = "x"\n', "utf-8")
    with Terminal(columns=200, rows=60) as terminal:
        terminal.start([sys.executable, "-m", "pbc_tui", *words], cwd=root, environment=environment)
        terminal.wait_for_end(seconds=30)
        told = terminal.transcript
    assert told.strip()
    assert b"Traceback" not in told
    only_ours(told)


def test_an_opinion_and_letters_to_jump_by(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / NAME
    prepare(root, Gate.CRITIC_2)
    place = root / opinion_path(2)
    place.parent.mkdir(parents=True)
    place.write_text(f"Clarity: 4 {LINE}\n{RETURNS}\n", "utf-8", newline="")
    someone = person(root)
    someone.begins()
    someone.sees("agent 4", "Concerns")
    _visit(someone, ("o", WORD), ("f6", "a letter goes there"))
    assert someone.quits() == 0
    only_ours(someone.terminal.transcript)


def test_the_title_of_a_directory(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / f"a;b\n{NAME}\x1b\\\x9c"
    someone = person(root)
    someone.begins()
    someone.sees("0 Intake", "Package name")
    assert someone.quits() == 0
    told = someone.terminal.transcript
    only_ours(told)
    titles = _TITLE.findall(told.decode("utf-8"))
    assert any(title.startswith("a,b p [@click") for title in titles), titles
    assert not [title for title in titles if ";" in title or "\n" in title]


def test_templates_of_ones_own(tmp_path: Path, environment: dict[str, str]) -> None:
    kept = tmp_path / NAME / "pbc-tui" / "templates"
    kept.mkdir(parents=True)
    for name in (NAME, "mine"):
        (kept / f"{name}.txt").write_text(f"x/\n  a.py  # {LINE}\n", "utf-8")
    root = tmp_path / "p"
    prepare(root, Gate.STRUCTURE, answered=False)
    someone = Person(root, environment | {"XDG_DATA_HOME": str(tmp_path / NAME)})
    try:
        someone.begins()
        someone.sees("1 that you kept: mine")
        someone.press("m")
        someone.sees("They lie in")
        someone.press("1")
        someone.sees("1 file", WORD)
        assert someone.quits() == 0
        only_ours(someone.terminal.transcript)
    finally:
        someone.leaves()


_HOSTILE = WORD + r" \u001b[1337m\u001b]0;PWNED\u0007\u009b1337m\u202e\u0000"
"""As a basic string of TOML holds it."""


@pytest.mark.parametrize(
    "settings",
    [
        f'theme = "{_HOSTILE}"',
        f'notify = "{_HOSTILE}"',
        f'"{_HOSTILE}" = 1',
        f'[keymap]\n"{_HOSTILE}" = "x"',
        f'[keymap]\n"build.accept" = "{_HOSTILE}"',
        f"theme = {LINE}",
        f'"""{RETURNS}',
    ],
    ids=["theme", "notify", "setting", "command", "key", "no TOML", "not ended"],
)
def test_settings_that_cannot_count(
    tmp_path: Path, environment: dict[str, str], settings: str
) -> None:
    file = tmp_path / NAME / "pbc-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(settings, "utf-8", newline="")
    with Terminal(columns=200, rows=60) as terminal:
        terminal.start(
            [sys.executable, "-m", "pbc_tui", tmp_path / "p"],
            cwd=tmp_path,
            environment=environment | {"XDG_CONFIG_HOME": str(tmp_path / NAME)},
        )
        assert terminal.wait_for_end(seconds=30) == 2
        told = terminal.transcript
    assert told.count(b"\n") == 1
    assert b"config.toml" in told
    only_ours(told)


@pytest.mark.parametrize("name", [f"PBC_TUI_{_HOSTILE[:14]}\x1b[1337m", "PBC_TUI_THEME"])
def test_an_environment_that_cannot_count(
    tmp_path: Path, environment: dict[str, str], name: str
) -> None:
    with Terminal(columns=200, rows=60) as terminal:
        terminal.start(
            [sys.executable, "-m", "pbc_tui", tmp_path / "p"],
            cwd=tmp_path,
            environment=environment | {name: LINE.replace("\0", "")},
        )
        assert terminal.wait_for_end(seconds=30) == 2
        told = terminal.transcript
    assert told.count(b"\n") == 1
    only_ours(told)
