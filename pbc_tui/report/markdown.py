"""The report as Markdown (SPEC 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import document as d
from pbc_tui.report.model import Report

# An underscore between letters or digits emphasises nothing (CommonMark 6.2); any other one may.
_SPECIAL = re.compile(r"([\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_]))")
# A number is a list's only with a full stop or a bracket and a space behind it (CommonMark 5.2).
_LEADING = re.compile(r"^([#+=-]|\d{1,9}(?=[.)](?:\s|$)))")


def render_markdown(report: Report) -> str:
    """All nine sections; what people and agents wrote is escaped and forges no heading."""
    document = d.document_of(report)
    parts = [f"# {plain(document.title)}", plain(document.lead)]
    for section in document.sections:
        parts.append(f"## {section.number}. {section.title}")
        for block in section.blocks:
            parts += _block(block)
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Foreign text as one line of Markdown that means nothing but itself."""
    line = _SPECIAL.sub(r"\\\1", single_line(text, 2000))
    return _LEADING.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", line)


def _block(block: d.Block) -> Iterator[str]:
    match block:
        case d.Heading():
            yield f"{'#' * block.level} {plain(block.text)}"
        case d.Paragraph():
            yield plain(block.text)
        case d.Bullets():
            yield "\n".join(f"- {plain(item)}" for item in block.items)
        case d.Table():
            yield _table(block.head, block.rows)
        case d.Code():
            yield _code(block.text, block.language)
        case d.Folded():
            for inner in block.blocks:
                yield from _block(inner)
        case d.Picture():
            # Markdown draws nothing; the figures stand in a table beside it.
            return


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return d.NOTHING
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _code(text: str, language: str) -> str:
    body = sanitize(text).strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body}\n{fence}"
