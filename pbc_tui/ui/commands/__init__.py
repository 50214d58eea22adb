"""One declaration per command: its key, footer entry, palette entry, help and keymap id.

The part of an id before the dot is the *place*: the screen or widget that carries the command out
by its method ``do_<rest>``. ``unless`` names a method of that place which says why the command
cannot be run now ("" when it can); a key pressed then shows that sentence.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from pbc_tui.ui.commands import (
    agents,
    build,
    contracts,
    critic,
    dialogs,
    everywhere,
    going_back,
    plan,
    questions,
    structure,
)
from pbc_tui.ui.commands.command import Command
from pbc_tui.ui.commands.movement import MOVEMENTS

__all__ = ["BOUND", "COMMANDS", "Command", "bindings"]

_PLACES = (
    everywhere,
    agents,
    questions,
    critic,
    structure,
    contracts,
    plan,
    build,
    going_back,
    dialogs,
)

COMMANDS: dict[str, Command] = {
    command.id: command for place in _PLACES for command in place.COMMANDS
}
"""All commands by their ids."""

BOUND: dict[str, Command] = COMMANDS | MOVEMENTS
"""Whatever has a key, by its id: a person may choose another one for each."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of places, or single commands, for the class that carries them out."""
    return [
        Binding(
            command.keys,
            f"command('{command.id}')",
            command.label,
            show=command.footer,
            priority=command.priority,
            id=command.id,
            tooltip=command.help,
        )
        for command in COMMANDS.values()
        if command.place in places or command.id in places
    ]
