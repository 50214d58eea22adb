"""Docstrings in the chosen style (Google, NumPy, reST), wrapped to the line length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pbc_tui.design.options import DocstringStyle

_BACKSLASH = "\\u005c"
"""A backslash as a text brings it that was made harmless."""

_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|U[0-9a-f]{8})|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a docstring says: parameters as (name, type, meaning), exceptions as (name, when)."""

    summary: str
    body: str = ""
    parameters: tuple[tuple[str, str, str], ...] = ()
    returns: tuple[str, str] | None = None
    raises: tuple[tuple[str, str], ...] = ()


def docstring_text(parts: Parts, style: DocstringStyle, *, indent: int, width: int) -> str:
    """The whole literal, its first line not indented, the following ones by ``indent``.

    The texts are plain, with quotation marks and backslashes made harmless already.
    """
    edge = " " * indent
    alone = not (parts.body or parts.parameters or parts.returns or parts.raises)
    summary, rest = _summary(parts.summary, width - indent - (6 if alone else 3))
    body = f"{rest} {parts.body}".strip()
    lines = wrapped(summary, width - indent - 3 if body else width - indent - (6 if alone else 3))
    if body:
        lines += ["", *wrapped(body, width - indent)]
    sections = {
        DocstringStyle.GOOGLE: _google,
        DocstringStyle.NUMPY: _numpy,
        DocstringStyle.REST: _rest,
    }[style](parts, width - indent)
    if sections:
        lines += ["", *sections]
    if len(lines) == 1:
        return _literal(lines[0])
    text = "\n".join(f"{edge}{line}" if line else "" for line in lines)
    return _literal(f"{text[indent:]}\n{edge}")


def _literal(text: str) -> str:
    """The literal: a raw one where backslashes are all that is escaped in it (PEP 257)."""
    plain = text.replace(_BACKSLASH, "\\")
    others = "\\" in text.replace(_BACKSLASH, "")
    if plain == text or others or plain.endswith("\\"):
        return f'"""{text}"""'
    return f'r"""{plain}"""'


def _summary(text: str, width: int) -> tuple[str, str]:
    """One sentence that fits on a line, and what of the text is left for the body (PEP 257)."""
    if columns(text) <= width:
        return text, ""
    for mark in (": ", "; ", ", "):
        head, _, tail = text.partition(mark)
        if tail and columns(head) < width:
            return f"{head}.", tail[:1].upper() + tail[1:]
    return text, ""


def wrapped(text: str, width: int, hang: str = "") -> list[str]:
    """The text in lines of at most ``width`` columns; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in (piece for part in text.split() for piece in _pieces(part, width - len(hang))):
        if not line:
            line = word
        elif columns(line) + 1 + columns(word) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = hang + word
    return [*lines, line] if line else lines or [""]


def columns(text: str) -> int:
    """How many columns a text takes: wide characters take two (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pieces(word: str, width: int) -> Iterable[str]:
    if columns(word) <= width:
        return (word,)
    pieces, piece = [], ""
    for atom in _ESCAPE.findall(word):
        if columns(piece) + columns(atom) > width:
            pieces.append(piece)
            piece = ""
        piece += atom
    return (*pieces, piece)


def _google(parts: Parts, width: int) -> list[str]:
    blocks: list[list[str]] = []
    if parts.parameters:
        items = [f"{name}: {meaning}" for name, _, meaning in parts.parameters]
        blocks.append(["Args:", *_indented(items, width)])
    if parts.returns:
        blocks.append(["Returns:", *_indented([parts.returns[1]], width)])
    if parts.raises:
        items = [f"{name}: {when}" for name, when in parts.raises]
        blocks.append(["Raises:", *_indented(items, width)])
    return _joined(blocks)


def _indented(items: list[str], width: int) -> list[str]:
    return [f"    {line}" for item in items for line in wrapped(item, width - 4, "    ")]


def _numpy(parts: Parts, width: int) -> list[str]:
    blocks: list[list[str]] = []
    if parts.parameters:
        block = ["Parameters", "----------"]
        for name, kind, meaning in parts.parameters:
            block += [f"{name} : {kind}", *_below(meaning, width)]
        blocks.append(block)
    if parts.returns:
        kind, meaning = parts.returns
        blocks.append(["Returns", "-------", kind, *_below(meaning, width)])
    if parts.raises:
        block = ["Raises", "------"]
        for name, when in parts.raises:
            block += [name, *_below(when, width)]
        blocks.append(block)
    return _joined(blocks)


def _below(text: str, width: int) -> list[str]:
    return [f"    {line}" for line in wrapped(text, width - 4)]


def _rest(parts: Parts, width: int) -> list[str]:
    items = [f":param {name}: {meaning}" for name, _, meaning in parts.parameters]
    if parts.returns:
        items.append(f":returns: {parts.returns[1]}")
    items += [f":raises {name}: {when}" for name, when in parts.raises]
    return [line for item in items for line in wrapped(item, width, "    ")]


def _joined(blocks: list[list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += [*([""] if lines else []), *block]
    return lines
