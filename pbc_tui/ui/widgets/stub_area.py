"""A text area for stub text, coloured line by line, so that a long stub is as quick as a short."""

from __future__ import annotations

import keyword
import re
from collections import defaultdict
from collections.abc import Iterator

from rich.style import Style
from textual.widgets.text_area import Highlight, TextAreaTheme

from pbc_tui.ui.widgets.area import Area

_THEME = "stub"
_WORD = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>[rbfuRBFU]{0,2}(?:\"\"\".*?(?:\"\"\"|$)|'''.*?(?:'''|$)"
    r"|\"(?:\\.|[^\"\\])*\"?|'(?:\\.|[^'\\])*'?))"
    r"|(?P<number>(?<![\w.])\d[\w.]*)"
    r"|(?P<name>[^\W\d]\w*)"
)
_LONG_QUOTES = ('"""', "'''")
_LONGEST = 2_000
"""Characters of a line that are coloured."""


class StubArea(Area):
    """Keywords, names, strings and comments in the colours of the application's theme.

    ``left_alone`` are keys that it leaves to the screen around it.
    """

    left_alone: frozenset[str] = frozenset()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key writes text here, so that no binding around may have it."""
        return key not in self.left_alone and super().check_consume_key(key, character)

    def on_mount(self) -> None:
        """Take the colours from the theme."""
        variables = self.app.get_css_variables()
        self.register_theme(
            TextAreaTheme(
                name=_THEME,
                syntax_styles={
                    "keyword": Style(color=variables.get("accent"), bold=True),
                    "definition": Style(bold=True),
                    "string": Style(color=variables.get("success")),
                    "number": Style(color=variables.get("warning")),
                    "comment": Style(dim=True, italic=True),
                },
            )
        )
        self.theme = _THEME
        self._build_highlight_map()

    def _build_highlight_map(self) -> None:
        """Forget the colours; each line is read again when it is drawn."""
        self._line_cache.clear()
        self._highlights = _Colours(self.document.lines)


class _Colours(defaultdict[int, list[Highlight]]):
    """The colours of lines, found when they are asked for."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self._inside = _inside_long_strings(lines)

    def __missing__(self, row: int) -> list[Highlight]:
        found: list[Highlight] = []
        if row < len(self._lines):
            line = self._lines[row][:_LONGEST]
            found = [(0, len(line.encode()), "string")] if row in self._inside else [*words(line)]
        self[row] = found
        return found


def words(line: str) -> Iterator[tuple[int, int, str]]:
    """The coloured parts of one line: start and end in bytes, as the text area counts."""
    before = ""
    for match in _WORD.finditer(line):
        kind = match.lastgroup or ""
        word = match[0]
        if kind == "name":
            if keyword.iskeyword(word):
                kind = "keyword"
            elif before in ("def", "class"):
                kind = "definition"
            before = word
        if kind != "name":
            start = len(line[: match.start()].encode())
            yield start, start + len(word.encode()), kind


def _inside_long_strings(lines: list[str]) -> frozenset[int]:
    """The rows that lie wholly within a string of three quotes that began above them."""
    inside: set[int] = set()
    quotes = ""
    for row, line in enumerate(lines):
        start = 0
        if quotes:
            inside.add(row)
            end = line.find(quotes)
            if end < 0:
                continue
            start, quotes = end + 3, ""
        if any(each in line for each in _LONG_QUOTES):
            quotes = _left_open(line, start)
    return frozenset(inside)


def _left_open(line: str, start: int) -> str:
    """The quotes of a string that begins in a line and does not end in it, "" for none."""
    for match in _WORD.finditer(line, start):
        if match.lastgroup == "string":
            body = match[0].lstrip("rbfuRBFU")
            if body[:3] in _LONG_QUOTES and (len(body) < 6 or not body.endswith(body[:3])):
                return body[:3]
    return ""
