"""The settings: each with what counts without it and what it is for, said once for all readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Notify = Literal["off", "bell", "desktop"]


def _about(words: str) -> dict[str, str | int]:
    """What a setting is for, where :func:`dataclasses.field` takes such things."""
    return {"about": words}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set; the usual values where nothing is."""

    theme: str = field(
        default="pbc-dark",
        metadata=_about(
            "a theme by name; F3 shows them all, with pbc-light, pbc-contrast and ANSI"
        ),
    )
    notify: Notify = field(
        default="bell",
        metadata=_about(
            "when a verdict arrives while the terminal is not in focus: off, bell, or desktop "
            "(OSC 9 and 777, for terminals that show them)"
        ),
    )
    terminal_title: bool = field(
        default=True, metadata=_about("project, task and state as the title of the terminal")
    )
    reduced_motion: bool = field(
        default=False, metadata=_about("no animation: no smooth scrolling, no moving bars")
    )
    vim_movement: bool = field(
        default=False,
        metadata=_about("h j k l, g G, ctrl+d ctrl+u move where no command has the key"),
    )
    turn_seconds: int = field(
        default=1800,
        metadata=_about("seconds that one turn of an agent that is run may take: 1 to 86400")
        | {"least": 1, "most": 86_400},
    )
    editor: str = field(
        default="",
        metadata=_about("the editor, with its arguments; empty: $VISUAL, else $EDITOR"),
    )
    keymap: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_about(
            "the keys of commands and movements by their ids; several keys are divided by commas; "
            "inside an entry the keys of editing stay what they are in every terminal"
        ),
    )


USUAL = Settings()
"""What counts where nothing is set."""
