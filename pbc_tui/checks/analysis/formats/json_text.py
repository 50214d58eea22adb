"""JSON as RFC 8259 has it: no key twice, no NaN, no comment, no comma behind the last entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import islice
from typing import Any

from pbc_tui.checks.analysis.formats.lines import last_place, place_of
from pbc_tui.checks.analysis.leftovers import leftovers
from pbc_tui.checks.analysis.spot import Spot

_WITH_COMMENTS = ("*devcontainer.json", ".vscode/*", "*tsconfig*.json", "*jsconfig.json", "*.jsonc")
MOST = 20
"""How many keys that stand twice are named."""
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)


def json_faults(text: str, path: str = "", *, marked: bool = False) -> list[Spot]:
    """What keeps a text from being JSON.

    Comments are accepted where the file's format has them (``devcontainer.json``, ``.vscode``).
    ``marked``: the bytes begin with a byte order mark, which RFC 8259, section 8.1 forbids.
    """
    if marked:
        return [Spot(1, 1, "json", "a byte order mark stands before the JSON; leave it out")]
    if any(fnmatch(path, pattern) for pattern in _WITH_COMMENTS):
        text = _COMMENT.sub(_blank, text)
    try:
        # Numbers are not read: their length is no fault of the text.
        json.loads(text, parse_constant=_refuse, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        return [*leftovers(text), _spot(error, text)]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    except _NoValue as error:
        place = next((at for at, word in _tokens(text) if word == error.name), 0)
        return [Spot(*place_of(text, place), "json", f"{error.name} is no JSON value")]
    return [
        Spot(*place_of(text, at), "json", f"the key {key} stands twice in one object")
        for at, key in islice(_twice(text), MOST)
    ]


class _NoValue(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _refuse(name: str) -> Any:
    raise _NoValue(name)


def _spot(error: json.JSONDecodeError, text: str) -> Spot:
    rest = text[error.pos :]
    if not text.strip():
        return Spot(1, 1, "json", "the file is empty, so there is no JSON value")
    if not rest.strip() or error.msg.startswith("Unterminated string"):
        return Spot(*last_place(text), "cut-off", f"the output seems cut off: {error.msg}")
    words = error.msg
    before = text[: error.pos].rstrip()
    if rest.lstrip().startswith(("//", "/*", "#")):
        words = "JSON has no comments"
    elif "trailing comma" in words or (before.endswith(",") and rest.lstrip()[:1] in ("}", "]")):
        words = "a comma stands behind the last entry"
    elif rest.startswith("'"):
        words = "JSON has double quotes only"
    return Spot(error.lineno, error.colno, "json", words)


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for token in _TOKEN.finditer(text):
        yield token.start(), token.group()


def _twice(text: str) -> Iterator[tuple[int, str]]:
    """Each key that its object has already, in a text that is JSON otherwise."""
    seen: list[set[str] | None] = []
    key: tuple[int, str] | None = None
    for at, word in _tokens(text):
        if word in "{[":
            seen.append(set() if word == "{" else None)
        elif word in "}]":
            seen.pop()
        elif word == ":" and key is not None and seen and (keys := seen[-1]) is not None:
            name = json.loads(key[1], strict=False)
            if name in keys:
                yield key
            keys.add(name)
        key = (at, word) if word.startswith('"') else None


def _blank(found: re.Match[str]) -> str:
    piece = found.group()
    return piece if piece.startswith('"') else re.sub(r"[^\n]", " ", piece)
