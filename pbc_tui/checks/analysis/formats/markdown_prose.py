"""The lines of a Markdown text that are no code: outside of fences, comments and code spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.checks.analysis.formats.lines import lines_of

_FENCE = re.compile(r"(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+|[ \t>]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->|<!--.*$")
LONGEST_LINE = 10_000
"""Longer lines, in characters, are not searched: no person wrote them."""
_INDENTED = re.compile(r" {4}|\t")


@dataclass(frozen=True, slots=True)
class Prose:
    """``lines`` are numbered, with code and comments blanked out in place.

    ``headings`` are those of the whole text, in order; ``open_fence`` is the line of a fence that
    is never closed, 0 for none; ``first_fence`` the language of a fence in the first line.
    """

    lines: tuple[tuple[int, str], ...]
    headings: tuple[str, ...]
    open_fence: int = 0
    first_fence: str = ""


def prose_of(text: str) -> Prose:
    """What of a text is prose."""
    opened: tuple[str, int] | None = None
    first = ""
    kept: list[tuple[int, str]] = []
    raw: list[tuple[int, str]] = []
    for number, line in enumerate(lines_of(text), 1):
        fence = _FENCE.match(line)
        if fence is None:
            if opened is None:
                raw.append((number, line))
            continue
        mark, rest = fence.group(1), fence.group(2)
        if opened is None:
            opened = (mark, number)
            if not any(line.strip() for _, line in raw) and not first:
                first = rest.strip().lower()
        elif mark[0] == opened[0][0] and len(mark) >= len(opened[0]) and not rest.strip():
            opened = None
    kept = list(_without_comments(raw))
    return Prose(
        lines=tuple((number, _without_code(line)) for number, line in kept),
        headings=tuple(_headings(kept)),
        open_fence=opened[1] if opened else 0,
        first_fence=first,
    )


def _without_comments(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    inside = False
    before = ""
    for number, line in lines:
        if inside:
            end = line.find("-->")
            inside = end < 0
            yield number, "" if inside else " " * (end + 3) + line[end + 3 :]
            continue
        indented = bool(_INDENTED.match(line)) and not before.strip()
        plain = "" if indented else _COMMENT.sub(_blank, line)
        inside = not indented and "<!--" in line and "-->" not in line[line.rfind("<!--") :]
        # An indented block behind an empty line is code, unless it goes on inside a list.
        listed = re.match(r"\s*(?:[-*+]|\d+[.)])\s", before or "")
        yield number, line if indented and listed else plain
        before = line if line.strip() else ""


def _without_code(line: str) -> str:
    return line if len(line) > LONGEST_LINE else _SPAN.sub(_blank, line)


def _headings(lines: list[tuple[int, str]]) -> Iterator[str]:
    before = ""
    for _, line in lines:
        if atx := re.match(r" {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$", line):
            yield atx.group(1) or ""
        elif re.match(r" {0,3}(=+|-+)[ \t]*$", line) and before.strip():
            yield before.strip()
        before = line


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
