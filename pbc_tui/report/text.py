"""The report as plain text, for a terminal or a mail (SPEC 10)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import document as d
from pbc_tui.report.model import Report

WIDTH = 100
"""Sentences are folded at so many characters; tables and code are not."""
_WIDEST_CELL = 60
_UNDERLINES = {3: "-", 4: ".", 5: " "}


def render_text(report: Report) -> str:
    """All nine sections in plain text, headings underlined, tables in columns."""
    document = d.document_of(report)
    title = single_line(document.title, WIDTH)
    parts = [f"{title}\n{'=' * len(title)}", _folded(document.lead)]
    for section in document.sections:
        heading = f"{section.number}. {section.title}".upper()
        parts.append(f"{heading}\n{'=' * len(heading)}")
        for block in section.blocks:
            parts += _block(block)
    return "\n\n".join(parts) + "\n"


def _block(block: d.Block) -> Iterator[str]:
    match block:
        case d.Heading():
            text = single_line(block.text, WIDTH)
            yield f"{text}\n{_UNDERLINES[block.level] * len(text)}".rstrip()
        case d.Paragraph():
            yield _folded(block.text)
        case d.Bullets():
            yield "\n".join(_folded(item, first="- ", rest="  ") for item in block.items)
        case d.Table():
            yield _table(block.head, block.rows) if block.rows else d.NOTHING
        case d.Code():
            # Indented, so that no text can look like a heading of the report.
            lines = sanitize(block.text).strip("\n").split("\n")
            yield "\n".join(f"    {line}".rstrip() for line in lines)
        case d.Bars():
            return


def _folded(text: str, *, first: str = "", rest: str = "") -> str:
    flat = single_line(text, 2000)
    return textwrap.fill(
        flat, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[single_line(cell, 2000) for cell in row] for row in (head, *rows)]
    widths = [
        min(_WIDEST_CELL, max(len(row[column]) for row in cells)) for column in range(len(head))
    ]
    lines = [_row(row, widths) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    folded = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in folded)
    lines = [
        "  ".join(
            f"{cell[number] if number < len(cell) else '':<{width}}"
            for cell, width in zip(folded, widths, strict=True)
        ).rstrip()
        for number in range(height)
    ]
    return "\n".join(lines)
