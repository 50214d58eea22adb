"""Long lines in pieces, so that no pattern is ever applied to more text than it can bear."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST = 1_000
"""So many characters are looked at together; people's lines are shorter."""
OVERLAP = 200
"""Pieces share so many characters, so that what a border would cut is seen whole in one of them."""


def windows(line: str) -> Iterator[tuple[int, str]]:
    """The line as a whole, or its pieces, each with the place where it begins (from 0)."""
    yield 0, line[:LONGEST]
    for start in range(LONGEST - OVERLAP, len(line) - OVERLAP, LONGEST - OVERLAP):
        yield start, line[start : start + LONGEST]
