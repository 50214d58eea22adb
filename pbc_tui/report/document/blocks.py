"""What a section of the report is made of; each rendering writes every kind in its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pbc_tui.report.pictures.svg import Drawing

NOTHING = "Nothing."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of the section; ``level`` is 3 to 5."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence or more."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as ``head``, and its first one says what it is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text that is shown as it is."""

    text: str
    language: str = "text"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, for renderings that draw. Everything in it stands in a table or list as well."""

    title: str
    draw: Callable[[], Drawing]


@dataclass(frozen=True, slots=True)
class Folded:
    """What is long, and can be opened by its title where a rendering folds."""

    title: str
    blocks: tuple[Heading | Paragraph | Bullets | Table | Code, ...]


Block = Heading | Paragraph | Bullets | Table | Code | Picture | Folded
"""What a section is made of."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the nine sections."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, in words."""

    title: str
    lead: str
    sections: tuple[Section, ...]
