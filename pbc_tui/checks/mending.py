"""Small syntax errors and the texts that might mend them: a missing colon, an unmatched bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TOKENS = re.compile(
    r"#[^\n]*|(?:'''(?:\\.|[^\\])*?(?:'''|\Z))|(?:\"\"\"(?:\\.|[^\\])*?(?:\"\"\"|\Z))"
    r"|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?|[()\[\]{}]",
    re.DOTALL,
)
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with one small change, and what was changed in words."""

    text: str
    explanation: str


def with_colon(text: str, line: int) -> Mended | None:
    """The text with a colon at the end of a line's code; lines count from 1."""
    lines = text.splitlines(keepends=True)
    if not 1 <= line <= len(lines):
        return None
    row = lines[line - 1]
    end = _code_end(row)
    lines[line - 1] = f"{row[:end]}:{row[end:]}"
    return Mended("".join(lines), f"line {line} lacks the colon at its end")


def with_brackets(text: str) -> Iterator[Mended]:
    """Texts in which the first bracket that has no partner is given one, or taken away."""
    opened: list[tuple[str, int]] = []
    for token in _TOKENS.finditer(text):
        mark, place = token.group(), token.start()
        if mark in _CLOSING:
            opened.append((mark, place))
        elif mark in _CLOSING.values():
            if opened and _CLOSING[opened[-1][0]] == mark:
                opened.pop()
                continue
            yield from _wrong(text, mark, place, opened)
            return
    if opened:
        yield from _unclosed(text, opened)


def _wrong(text: str, mark: str, place: int, opened: list[tuple[str, int]]) -> Iterator[Mended]:
    line = text.count("\n", 0, place) + 1
    if opened:
        right = _CLOSING[opened[-1][0]]
        swapped = text[:place] + right + text[place + 1 :]
        yield Mended(swapped, f"line {line} closes with {mark!r} what {opened[-1][0]!r} opened")
        added = text[:place] + right + text[place:]
        yield Mended(added, f"line {line} lacks {right!r}")
    removed = text[:place] + text[place + 1 :]
    yield Mended(removed, f"line {line} has a {mark!r} that closes nothing")


def _unclosed(text: str, opened: list[tuple[str, int]]) -> Iterator[Mended]:
    missing = "".join(_CLOSING[mark] for mark, _ in reversed(opened))
    first = opened[0][1]
    line = text.count("\n", 0, first) + 1
    explanation = f"the {opened[0][0]!r} in line {line} lacks its {missing!r}"
    for place in _line_ends(text, opened[-1][1]):
        before, after = text[:place], text[place:]
        yield Mended(before + missing + after, explanation)
        if before.endswith(":"):
            # ``if f(x:`` wants its bracket before the colon.
            yield Mended(before[:-1] + missing + ":" + after, explanation)


def _line_ends(text: str, start: int) -> Iterator[int]:
    """The ends of the code of the lines from a place on, and last the end of the text."""
    begin = text.rfind("\n", 0, start) + 1
    for row in text[begin:].splitlines(keepends=True)[:_MOST_PLACES]:
        end = begin + _code_end(row)
        if end > start:
            yield end
        begin += len(row)
    yield len(text.rstrip())


def _code_end(row: str) -> int:
    """Where the code of a line ends: before its comment and the space around it."""
    comment = next((m.start() for m in _TOKENS.finditer(row) if m.group()[0] == "#"), len(row))
    return len(row[:comment].rstrip())
