"""The report as plain text of 80 columns, for a terminal or a mail (SPEC 10)."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from wcwidth import ljust, width, wrap

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import document as d
from pbc_tui.report.model import Report

WIDTH = 80
"""No line is wider than so many columns of a terminal; a wide character takes two."""
_LEAST_COLUMN = 8
_GAP = "  "
_UNDERLINES = {3: "-", 4: ".", 5: " "}
_INDENT, _GOES_ON = "    ", "  ↪ "
_LONGEST = 2000


def render_text(report: Report) -> str:
    """All nine sections in plain text, headings underlined, tables in columns."""
    document = d.document_of(report)
    parts = [_heading(document.title, "="), _folded(document.lead)]
    for section in document.sections:
        parts.append(_heading(f"{section.number}. {section.title}".upper(), "="))
        for block in section.blocks:
            parts += _block(block)
    return "\n\n".join(parts) + "\n"


def _block(block: d.Block) -> Iterator[str]:
    match block:
        case d.Heading():
            yield _heading(block.text, _UNDERLINES[block.level])
        case d.Paragraph():
            yield _folded(block.text)
        case d.Bullets():
            yield "\n".join(_folded(item, first="- ", rest="  ") for item in block.items)
        case d.Table():
            yield _table(block.head, block.rows) if block.rows else d.NOTHING
        case d.Code(language="sh"):
            yield _command(block.text)
        case d.Code():
            yield "\n".join(_code_lines(block.text))
        case d.Folded():
            for inner in block.blocks:
                yield from _block(inner)
        case d.Picture():
            # Plain text draws nothing; the figures stand in a table beside it.
            return


def _heading(text: str, line: str) -> str:
    folded = wrap(single_line(text, _LONGEST), WIDTH, break_on_hyphens=False) or [""]
    return "\n".join([*folded, line * max(map(width, folded))]).rstrip()


def _folded(text: str, *, first: str = "", rest: str = "") -> str:
    lines = wrap(
        single_line(text, _LONGEST),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _code_lines(text: str) -> Iterator[str]:
    """Indented, so that no text can look like a heading of the report; ↪ marks what goes on."""
    for line in sanitize(text).strip("\n").expandtabs(4).split("\n"):
        lead = _INDENT
        for part in _cut(line, WIDTH - len(_INDENT)):
            yield f"{lead}{part}".rstrip()
            lead = _GOES_ON


def _cut(line: str, columns: int) -> Iterator[str]:
    """The line in pieces that are no wider, every character kept; between words where it can be."""
    piece, used = "", 0
    for sign in line:
        wide = max(width(sign), 0)
        if used + wide > columns:
            end = piece.rfind(" ")
            # A space at an end of a line is lost, so that it begins the next one; and the first
            # piece of an indented line must not be the indentation alone.
            if end < len(piece) // 2:
                end = len(piece)
            yield piece[:end]
            piece = piece[end:]
            used = max(width(piece), 0)
        piece += sign
        used += wide
    yield piece


def _command(text: str) -> str:
    """A command line, folded between its words in the shell's own way."""
    try:
        words = [shlex.quote(word) for word in shlex.split(text)]
    except ValueError:
        words = []
    room = WIDTH - len(_INDENT) - len(" \\")
    if not words or width(text) <= room or any(width(word) > room for word in words):
        return "\n".join(_code_lines(text))
    lines = [words[0]]
    for word in words[1:]:
        if width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return " \\\n".join(f"{_INDENT}{line}" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[single_line(cell, _LONGEST) for cell in row] for row in (head, *rows)]
    widths = _column_widths(cells)
    lines = [_row(row, widths) for row in cells]
    lines.insert(1, _GAP.join("-" * columns for columns in widths))
    return "\n".join(lines)


def _column_widths(cells: Sequence[Sequence[str]]) -> list[int]:
    """What each column needs; where that is too much, the widest give way."""
    widths = [max(width(row[column]) for row in cells) for column in range(len(cells[0]))]
    room = WIDTH - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _LEAST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    folded = [
        wrap(cell, columns, break_on_hyphens=False) or [""]
        for cell, columns in zip(row, widths, strict=True)
    ]
    height = max(map(len, folded))
    return "\n".join(
        _GAP.join(
            ljust(cell[number] if number < len(cell) else "", columns)
            for cell, columns in zip(folded, widths, strict=True)
        ).rstrip()
        for number in range(height)
    )
