from __future__ import annotations

import pytest

from pbc_tui.design.plain_text import sanitize, single_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x1b]0;title\x07b\x1b]8;;x\x1b\\c", "abc"),
        ("a\x1bPhidden\x1b\\b\x9b1mc\x9d0;t\x9cd", "abcd"),
        ("a\x1b]0;never ended", "a"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\\x0dthree\tfour"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\x07\x08\x7f\0", "\\x07\\x08\\x7f\\x00"),
        ("漢字 e\u0301 👩\u200d👧", "漢字 e\u0301 👩\u200d👧"),
    ],
)
def test_what_is_shown_of_a_text(text: str, shown: str) -> None:
    assert sanitize(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("one\n  two\tthree", 20, "one two three"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("a", 0, "…"),
        ("x" * 1_000_000, 3, "xx…"),
        # The rest of what is this long is not even looked at.
        ("\x1b[0m" * 1_000_000 + "x", 3, "…"),
        ("a" + " " * 1_000_000, 3, "a…"),
    ],
    ids=["blanks", "fits", "cut", "nothing", "long", "escapes", "blank rest"],
)
def test_one_line_of_a_text(text: str, limit: int, shown: str) -> None:
    assert single_line(text, limit) == shown
