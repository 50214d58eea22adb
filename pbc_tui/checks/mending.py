"""Small syntax errors and the texts that might mend them, each with one small change."""

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
_MOST_OPEN = 4
_LONGEST_LINE = 400
_OPEN_STRING = re.compile(r"(?P<quote>'|\")(?:\\.|(?!(?P=quote))[^\\\n])*\Z")
_CONDITION = re.compile(
    r"(?P<before>\s*(?:if|elif|while|assert|[)\]}\s]*else\s+if)\s+(?:not\s+)?[A-Za-z_][\w.]*(?:\[[\w'\"]+\])?"
    r"(?:\(\))?\s*)=(?P<after>\s*(?:-?\d[\w.]*|True|False|None|'[^'\\]*'|\"[^\"\\]*\")\s*"
    r"(?:(?:and|or)\b.*)?:.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with one small change, and what was changed in words."""

    text: str
    explanation: str


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends, as Python and ruff count them."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def with_colon(text: str, line: int) -> Mended | None:
    """The text with a colon at the end of a line's code; lines count from 1."""
    lines = lines_of(text)
    if not 1 <= line <= len(lines):
        return None
    row = lines[line - 1]
    end = _code_end(row)
    lines[line - 1] = f"{row[:end]}:{row[end:]}"
    return Mended("".join(lines), f"line {line} lacks the colon at its end")


def with_comparison(text: str, line: int) -> Mended | None:
    """The text with ``==`` for the ``=`` of a condition; None unless a name meets a constant."""
    lines = lines_of(text)
    if not 1 <= line <= len(lines) or len(lines[line - 1]) > _LONGEST_LINE:
        return None
    match = _CONDITION.fullmatch(lines[line - 1])
    if match is None:
        return None
    lines[line - 1] = f"{match['before']}=={match['after']}"
    return Mended("".join(lines), f"line {line} assigns with = where it compares")


def with_quote(text: str, line: int) -> Iterator[Mended]:
    """Texts in which the string that a line leaves open is closed, at every place that might do."""
    lines = lines_of(text)
    if not 1 <= line <= len(lines) or len(lines[line - 1]) > _LONGEST_LINE:
        return
    row = lines[line - 1].rstrip("\r\n")
    opened = _open_string(row)
    if opened is None:
        return
    quote, start = opened
    # Between words a string may end as well; whoever asks takes none unless just one place fits.
    places = [m.start() for m in re.finditer(r"(?<=\S)(?=[\s)\]},:;.+=\[(])|\Z", row)]
    for place in places:
        if place > start:
            lines[line - 1] = row[:place] + quote + row[place:] + text_end(lines[line - 1])
            yield Mended("".join(lines), f"line {line} lacks the closing {quote}")
            lines[line - 1] = row + text_end(lines[line - 1])


def text_end(row: str) -> str:
    """The end of a line: "\\n", "\\r\\n", "\\r", or nothing."""
    return row[len(row.rstrip("\r\n")) :]


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
    if 0 < len(opened) <= _MOST_OPEN:
        yield from _unclosed(text, opened)


def _open_string(row: str) -> tuple[str, int] | None:
    """The quote of the string that a line leaves open, and where it begins."""
    place = 0
    while place < len(row):
        if row[place] == "#":
            return None
        if row[place] in "'\"":
            if row.startswith(row[place] * 3, place):
                return None
            if open_one := _OPEN_STRING.match(row, place):
                return open_one["quote"], place
            closed = re.compile(rf"{row[place]}(?:\\.|[^\\])*?{row[place]}").match(row, place)
            if closed is None:
                return None
            place = closed.end()
        else:
            place += 1
    return None


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
    for row in lines_of(text[begin : begin + _MOST_PLACES * _LONGEST_LINE])[:_MOST_PLACES]:
        end = begin + _code_end(row)
        if end > start:
            yield end
        begin += len(row)
    yield len(text.rstrip())


def _code_end(row: str) -> int:
    """Where the code of a line ends: before its comment and the space around it."""
    comment = next((m.start() for m in _TOKENS.finditer(row) if m.group()[0] == "#"), len(row))
    return len(row[:comment].rstrip())
