"""The part of a file that matters for a repair, with line numbers."""

from __future__ import annotations

from collections.abc import Iterable

AROUND = 4
"""So many lines are shown before and after a line that a finding points at."""
WHOLE = 120
"""A file of at most so many lines is shown whole."""
MOST_LINES = 240
LONGEST_LINE = 240


def excerpt(content: str, lines: Iterable[int]) -> str:
    """The lines round those given, numbered, with a mark at the given ones and at each gap.

    A short file is shown whole, and so is the beginning of a long one when no line is given.
    """
    text = content.split("\n")
    if text and not text[-1]:
        text.pop()
    marked = {number for number in lines if 1 <= number <= len(text)}
    shown = _shown(len(text), marked)
    width = len(str(len(text)))
    rows: list[str] = []
    previous = 0
    for number in shown:
        if number > previous + 1:
            rows.append("...")
        mark = ">" if number in marked else " "
        rows.append(f"{mark} {number:>{width}} | {text[number - 1][:LONGEST_LINE]}")
        previous = number
    if shown and shown[-1] < len(text):
        rows.append("...")
    return "\n".join(rows)


def _shown(length: int, marked: set[int]) -> list[int]:
    if length <= WHOLE or not marked:
        return list(range(1, min(length, WHOLE) + 1))
    wanted = {
        number
        for line in marked
        for number in range(max(1, line - AROUND), min(length, line + AROUND) + 1)
    }
    return sorted(wanted)[:MOST_LINES]
