"""One line of a tree as text: the column in which its name stands, the name, its purpose.

The notations of SPEC 4.1 have this in common: the column in which a name begins says how deep it
lies, whatever is drawn before it. So all three are read by the same rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = "```"
"""Marks off a drawing in Markdown."""

TAB = 4
"""Columns from one tab stop to the next."""

_BLANKS = " \u00a0\u2007\u202f\u3000"
_BARS = "│┃║╎┆┊|"
_CORNERS = "├└┝┕┞┟┖┗┠┡┢┣╞╘╟╙╠╚╰+|`\\"
_DASHES = "─━═╌┄┈-"
_BULLETS = "-*•"
_PURPOSE = re.compile(rf"(?:^|[{_BLANKS}])(?:#+|//+|<-+|←)[{_BLANKS}]*")
_QUOTED = re.compile(r'"(?P<name>[^"]*)"(?P<rest>.*)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is an entry. ``drawn``: a connector stands before its name.

    ``name`` may hold slashes, and still has the last one that marks a directory; it is "" where
    only a drawing stands.
    """

    number: int
    text: str
    column: int
    name: str
    purpose: str
    drawn: bool
    quoted: bool = False


def split_line(text: str, number: int = 0) -> Line | None:
    """The parts of a line; None for one that holds no entry: blank, bars, a comment, a fence."""
    shown = text.expandtabs(TAB).rstrip()
    column, drawn = _lead(shown)
    rest = shown[column:]
    if quoted := _QUOTED.fullmatch(rest):
        name, after, is_quoted = quoted["name"], quoted["rest"], True
        if after.startswith("/"):
            name, after = f"{name}/", after[1:]
        comment = _PURPOSE.search(after)
        if after[: comment.start() if comment else None].strip():
            return Line(number, text, column, rest, "", drawn)
    else:
        comment = _PURPOSE.search(rest)
        name, after, is_quoted = rest[: comment.start() if comment else None], rest, False
        name = _plain(name)
    purpose = _plain(after[comment.end() :]) if comment else ""
    if not drawn and not is_quoted and (not name or name.startswith(FENCE)):
        return None
    return Line(number, text, column, name, purpose, drawn, is_quoted)


def written_name(name: str, *, is_directory: bool) -> str:
    """A name as the notations write it: in quotes where it would be read as something else."""
    slash = "/" if is_directory else ""
    line = split_line(f"{name}{slash}")
    plain = line is not None and (line.column, line.name, line.purpose, line.drawn) == (
        0,
        f"{name}{slash}",
        "",
        False,
    )
    return f"{name}{slash}" if plain and not SUMMARY.fullmatch(name) else f'"{name}"{slash}'


SUMMARY = re.compile(r"\d+ director(?:y|ies)(?:, \d+ files?)?")
"""The last line of the program ``tree``."""


def _lead(text: str) -> tuple[int, bool]:
    """The column in which the name begins, and whether a connector stands before it."""
    place = 0
    while place < len(text):
        letter, following = text[place], text[place + 1 : place + 2]
        if letter in _CORNERS and following and following in _DASHES:
            place += 1
            while place < len(text) and text[place] in _DASHES:
                place += 1
            return _past_blanks(text, place), True
        if letter in _BLANKS or letter in _BARS:
            place += 1
        elif letter in _BULLETS and following and following in _BLANKS:
            return _past_blanks(text, place + 1), False
        else:
            break
    return place, False


def _past_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANKS:
        place += 1
    return place


def _plain(text: str) -> str:
    return " ".join(text.split())
