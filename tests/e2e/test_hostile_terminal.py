"""Hostile text in a real terminal: what was written to it is read back, byte by byte.

Every sequence in it is one that the application draws with, and nothing else in it controls.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.terminal import Terminal
from tests.ui.hostile import CORE, LINE, LONG, RETURNS, WORD, harmless, prepare_hostile

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
