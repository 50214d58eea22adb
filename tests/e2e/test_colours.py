"""What a person has set about colours is kept to, byte by byte: NO_COLOR, the terminal's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from tests.e2e.person import Person
from tests.ui.walking import prepare

_REVERSED = 7
_COLOURED = {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}
"""Attributes that set a colour, of ECMA-48 and of terminals since."""
_SGR = re.compile(rb"\x1b\[([\d;:]*)m")


def _attributes(root: Path, environment: dict[str, str]) -> set[tuple[int, ...]]:
    """What was set by the sequences that change how text looks, in a visit to the structure."""
    prepare(root, Gate.STRUCTURE)
    person = Person(root, environment | {"PBC_TUI_REDUCED_MOTION": "true"})
    try:
        person.begins()
        person.sees("began as")
        person.press("f1")
        person.sees("Keys that apply here")
        person.press("escape")
        person.sees_no_longer("Keys that apply here")
        assert person.quits() == 0
        told = person.terminal.transcript
    finally:
        person.leaves()
    found = _SGR.findall(told.replace(b":", b";"))
    return {tuple(int(part or 0) for part in parts.split(b";")) for parts in found}


def _colours(attributes: set[tuple[int, ...]]) -> set[tuple[int, int, int]]:
    """The colours of 24 bits, of text and of grounds."""
    return {
        (each[at + 2], each[at + 3], each[at + 4])
        for each in attributes
        for at in range(len(each) - 4)
        if each[at] in (38, 48) and each[at + 1] == 2
    }


@pytest.mark.parametrize("theme", ["pbc-dark", "pbc-light", "ansi-dark"])
def test_without_colour_none_is_set_and_the_cursor_is_seen(
    tmp_path: Path, environment: dict[str, str], theme: str
) -> None:
    wanted = environment | {"PBC_TUI_THEME": theme, "NO_COLOR": "1"}
    found = _attributes(tmp_path / "p", wanted)
    assert not [each for each in found if _COLOURED.intersection(each)]
    assert [each for each in found if _REVERSED in each]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_colours_of_the_terminal_are_its_own(
    tmp_path: Path, environment: dict[str, str], theme: str
) -> None:
    found = _attributes(tmp_path / "p", environment | {"PBC_TUI_THEME": theme})
    assert not _colours(found)
    assert _colours(_attributes(tmp_path / "q", environment))
