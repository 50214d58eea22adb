"""The parts of a screen: how each is called, and what it is for those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can have the focus: its name in one word, and what is seen and done there."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PartHelp:
    """What the page of keys says of the part with the focus; ``rows`` are leads with words."""

    title: str
    words: str
    rows: Sequence[tuple[str, str]] = ()


CRITIC = Part(
    "critic",
    "The design scored as it stands now, in five dimensions of five points each, with what the "
    "last answer moved. Below, each point that it lacks: the rule, and what would give it back.",
)


def part_with_focus(screen: Screen[Any]) -> PartHelp | None:
    """What the nearest node around the focus with a method ``part_help`` says, if any does."""
    if screen.focused is None:
        return None
    for node in screen.focused.ancestors_with_self:
        tell = getattr(node, "part_help", None)
        if tell is not None and (told := cast("PartHelp | None", tell())) is not None:
            return told
    return None
