"""What a section of a prompt is made of, and how it becomes text that no outside text can break.

Outside text (a person's sentences, file names, tool output, source) enters a prompt in two ways
only: as part of one line, or as a block that is indented. So no line that begins in column 0 is
anything but the prompt's own, and no text can forge a heading (SPEC 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pbc_tui.design.plain_text import sanitize

INDENT = "    "
_MARKER = re.compile(r"={3,}")


class Prepared(str):
    """Text that is ready to stand in a prompt as it is: made by this module."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A labelled list of sentences; ``label`` may be ""."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A labelled piece of code or of a file, shown exactly and indented."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, indented, line by line."""

    label: str
    text: str


Part = str | Bullets | Code | Quote
"""A sentence, a list, code, or a quotation."""


def bullets(label: str, items: Iterable[str]) -> tuple[Bullets, ...]:
    """The list as parts of a section: none at all where there is no item."""
    kept = tuple(item for item in items if item.strip())
    return (Bullets(label, kept),) if kept else ()


def code(label: str, text: str) -> tuple[Code, ...]:
    """The code as parts of a section: none at all where there is no text."""
    return (Code(label, text.strip("\n")),) if text.strip() else ()


def line(text: str) -> Prepared:
    """The text on one line, sanitized, with every run of ``===`` drawn apart."""
    flat = " ".join(sanitize(text).split())
    return Prepared(_MARKER.sub(lambda run: " ".join(run.group()), flat))


def block(text: str) -> Prepared:
    """The text exactly, sanitized, each of its lines indented."""
    return Prepared(
        "\n".join(INDENT + each if each.strip() else "" for each in sanitize(text).split("\n"))
    )


def section(parts: Sequence[Part]) -> Prepared:
    """The parts of one section below each other."""
    return Prepared("\n".join(_part(part) for part in parts).rstrip("\n"))


def prepared(value: object) -> str:
    """What a template may put out: prepared text as it is, anything else as one safe line."""
    return value if isinstance(value, Prepared) else line(str(value))


def names(items: Iterable[str], empty: str = "none") -> str:
    """Names in backticks, separated by commas."""
    return ", ".join(f"`{item}`" for item in items) or empty


def _part(part: Part) -> str:
    match part:
        case Bullets():
            items = "\n".join(f"- {line(item)}" for item in part.items)
            return f"{line(part.label)}\n{items}" if part.label else items
        case Code():
            return f"{line(part.label)}\n\n{block(part.text)}\n"
        case Quote():
            words = "\n".join(INDENT + line(each) for each in sanitize(part.text).split("\n"))
            return f"{line(part.label)}\n\n{words}\n"
        case _:
            # A sentence that began like a heading would look like one; a bullet never does.
            text = line(part)
            return f"- {text}" if _looks_like_a_heading(text) else text


def _looks_like_a_heading(text: str) -> bool:
    return re.fullmatch(r"[A-Z][A-Z ]+:.*", text) is not None
