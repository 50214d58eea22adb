"""Who looks elsewhere is called: by the title of the terminal, by a bell or a notification."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.person import Person
from tests.ui.walking import ADDER, GOOD, prepare_one_file

FOCUS_LOST, FOCUS_FOUND = "\x1b[O", "\x1b[I"
TITLE = re.compile(rb"\x1b\]2;([^\x07]*)\x07")


def _judged(root: Path, environment: Mapping[str, str], *, looks: bool) -> bytes:
    """What the terminal was sent from the start to the end of a visit with one verdict."""
    prepare_one_file(root)
    person = Person(root, environment)
    try:
        person.begins()
        person.sees("waiting")
        person.type(FOCUS_FOUND if looks else FOCUS_LOST)
        target = root / ADDER
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(GOOD)
        person.sees("ACCEPTABLE")
        assert person.quits() == 0
        return person.terminal.transcript
    finally:
        person.leaves()


def _rings(told: bytes) -> bool:
    """Whether there is a bell; what ends a title, or another sequence of that kind, is none."""
    return b"\x07" in re.sub(rb"\x1b\][^\x07\x1b]*\x07", b"", told)


def test_a_notification_says_what_was_judged_and_the_title_goes_along(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    told = _judged(tmp_path / "p", environment | {"PBC_TUI_NOTIFY": "desktop"}, looks=False)
    words = f"TASK-001 {ADDER}: ACCEPTABLE".encode()
    assert b"\x1b]9;schema-guard: " + words + b"\x07" in told
    assert b"\x1b]777;notify;schema-guard;" + words + b"\x1b\\" in told
    titles = [title.decode() for title in TITLE.findall(told)]
    assert "schema-guard · 0/1 · TASK-001 · checking - pbc-tui" in titles
    assert titles[-1] == "schema-guard · 0/1 · TASK-001 · ACCEPTABLE - pbc-tui"
    # The title of before is put aside first and taken back last.
    assert told.index(b"\x1b[22;0t") < told.index(b"\x1b]2;")
    assert told.rindex(b"\x1b[23;0t") > told.rindex(b"\x1b]2;")


@pytest.mark.parametrize("looks", [True, False])
def test_the_bell_rings_for_those_alone_who_look_elsewhere(
    tmp_path: Path, environment: dict[str, str], looks: bool
) -> None:
    told = _judged(tmp_path / "p", environment, looks=looks)
    assert _rings(told) is not looks
    assert b"\x1b]9;" not in told


def test_nothing_is_written_beside_the_screen_where_nothing_is_wanted(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    wanted = environment | {"PBC_TUI_NOTIFY": "off", "PBC_TUI_TERMINAL_TITLE": "false"}
    told = _judged(tmp_path / "p", wanted, looks=False)
    assert not _rings(told)
    assert b"\x1b]2;" not in told
    assert b"\x1b[22;0t" not in told
