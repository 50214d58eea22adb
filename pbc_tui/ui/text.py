"""Text for widgets: always Content, never markup, and sanitized where it comes from outside."""

from __future__ import annotations

import string
import textwrap
import unicodedata
from collections.abc import Iterable

from textual.content import Content
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.style import Style

from pbc_tui.design.plain_text import sanitize, single_line

__all__ = [
    "bar",
    "clean",
    "fit",
    "flowing",
    "hanging",
    "key_name",
    "line",
    "lines",
    "named_key",
    "span",
]

Part = str | Content | tuple[str, str | Style]


def clean(text: str, style: str | Style = "") -> Content:
    """Outside text, harmless, on as many lines as it has."""
    return Content.styled(sanitize(text).expandtabs(4), style)


def line(*parts: Part) -> Content:
    """Parts put together on one line; each is sanitized."""
    return Content.assemble(*(_safe(part) for part in parts))


def lines(items: Iterable[Content | str]) -> Content:
    """Several lines, one below the other."""
    return Content("\n").join(
        [item if isinstance(item, Content) else clean(item) for item in items]
    )


def span(text: str, style: str | Style = "", limit: int = 400) -> Content:
    """Outside text on one line of at most ``limit`` characters."""
    return Content.styled(single_line(text, limit), style)


def fit(content: Content | str, width: int) -> Content:
    """The content in exactly ``width`` cells: cut with an ellipsis, or padded."""
    value = content if isinstance(content, Content) else Content(content)
    if width <= 0:
        return Content("")
    return value.truncate(width, ellipsis=True, pad=True)


def flowing(parts: Iterable[Content], width: int, gap: str = "   ") -> Content:
    """Parts one after the other in rows of at most ``width`` cells; none is broken."""
    rows: list[Content] = []
    for part in parts:
        if rows and rows[-1].cell_length + len(gap) + part.cell_length <= width:
            rows[-1] = Content.assemble(rows[-1], gap, part)
        else:
            rows.append(part)
    return Content("\n").join(rows)


def bar(value: float, most: float, width: int = 5, style: str = "$accent") -> Content:
    """A small bar: full blocks for ``value``, light ones up to ``most``."""
    filled = round(width * value / most) if most else 0
    filled = min(max(filled, 0), width)
    return Content.assemble(("█" * filled, style), ("░" * (width - filled), "$faint"))


def hanging(lead: Content | str, text: str, width: int, style: str = "", most: int = 6) -> Content:
    """Outside text wrapped to ``width`` cells, its further lines indented by ``lead``."""
    first = lead if isinstance(lead, Content) else Content(lead)
    indent = first.cell_length
    rows = textwrap.wrap(single_line(text, 1000), max(width - indent, 12)) or [""]
    if len(rows) > most:
        rows = [*rows[: most - 1], rows[most - 1] + " …"]
    built = [Content.assemble(first, (rows[0], style))]
    built += [Content.assemble(" " * indent, (row, style)) for row in rows[1:]]
    return Content("\n").join(built)


_KEY_NAMES = {
    "space": "space",
    "enter": "enter",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "del",
}


def named_key(character: str) -> str:
    """The name that Textual has for the key of a character: ``question_mark`` for ``?``."""
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_PUNCTUATION = {named_key(character): character for character in string.punctuation}


def key_name(keys: str) -> str:
    """How a key is written for a person: the first of several, ``ctrl+s`` as ``^s``."""
    key = keys.split(",")[0].strip()
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
    if key.startswith("shift+"):
        return "⇧" + key_name(key.removeprefix("shift+"))
    return _KEY_NAMES.get(key) or _PUNCTUATION.get(key, key)


def _safe(part: Part) -> Part:
    if isinstance(part, str):
        return sanitize(part)
    if isinstance(part, tuple):
        return sanitize(part[0]), part[1]
    return part
