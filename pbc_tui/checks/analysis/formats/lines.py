"""Lines as editors and Python count them."""

from __future__ import annotations

import re

_ENDS = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends; form feeds and the like end none."""
    lines = _ENDS.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    ends = [end.end() for end in _ENDS.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def last_place(text: str) -> tuple[int, int]:
    """Line and column behind the last character that is no blank."""
    return place_of(text, len(text.rstrip()))
