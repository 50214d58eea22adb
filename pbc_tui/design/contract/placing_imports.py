"""Where an import goes in stub text that is still being written, and which imports stand there.

The text around need not be Python yet, so only the lines of imports themselves are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pbc_tui.design.contract.importing import Import, imports_in

_IMPORT = re.compile(r"(?:from\s+\S+\s+import\b|import\s+\S)")
_PLAIN_FROM = re.compile(r"from\s+(\S+)\s+import\s+[\w ,]+$")


class Insertion(NamedTuple):
    """Text to insert at a row and a column, both from 0."""

    row: int
    column: int
    text: str


def written_imports(text: str, module: str = "", *, is_package: bool = False) -> tuple[Import, ...]:
    """The imports at the beginning of lines; the rest of the text may be anything."""
    return tuple(
        entry
        for _, statement in _statements(text.split("\n"))
        for entry in imports_in(statement.strip(), module, is_package=is_package)
    )


def place_import(text: str, statement: str) -> Insertion | None:
    """Where one ``import`` statement of one name goes; None when it stands there already.

    A name joins the line that imports from its module already; else the statement goes below the
    last import, or to the top, below a docstring and comments.
    """
    rows = text.split("\n")
    (wanted,) = imports_in(statement) or (None,)
    if wanted is None or any(entry.target == wanted.target for entry in written_imports(text)):
        return None
    last = -1
    for row, written in _statements(rows):
        if rows[row][:1].isspace():
            continue
        plain = _PLAIN_FROM.match(written)
        if plain and statement.startswith(f"from {plain[1]} import "):
            name = statement.partition(" import ")[2]
            return Insertion(row, len(rows[row].rstrip()), f", {name}")
        last = row + written.count("\n")
    if last >= 0:
        return (
            Insertion(last + 1, 0, f"{statement}\n")
            if last + 1 < len(rows)
            else (Insertion(last, len(rows[last]), f"\n{statement}"))
        )
    top = _top(rows)
    return Insertion(top, 0, f"{statement}\n\n" if any(rows[top:]) else f"{statement}\n")


def _statements(rows: list[str]) -> Iterator[tuple[int, str]]:
    """Each import statement with its first row; brackets may spread it over several."""
    row = 0
    while row < len(rows):
        first = row
        statement = rows[row]
        if _IMPORT.match(statement.lstrip()):
            while "(" in statement and ")" not in statement and row + 1 < len(rows):
                row += 1
                statement += "\n" + rows[row]
            yield first, statement
        row += 1


def _top(rows: list[str]) -> int:
    """The first row below the comments and the docstring at the head."""
    row = 0
    while row < len(rows) - 1 and rows[row].startswith("#"):
        row += 1
    quotes = rows[row][:3]
    if quotes in ('"""', "'''"):
        rest = rows[row][3:]
        while quotes not in rest and row < len(rows) - 1:
            row += 1
            rest = rows[row]
        row = min(row + 1, len(rows) - 1)
    return row
