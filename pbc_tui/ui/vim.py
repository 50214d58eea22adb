"""Movement by letters, for those who want it: where no command has the key and nobody writes."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen

from pbc_tui.ui.commands import BOUND

MOVEMENTS = {
    "j": "down",
    "k": "up",
    "h": "left",
    "l": "right",
    "g": "home",
    "G": "end",
    "ctrl+d": "pagedown",
    "ctrl+u": "pageup",
}
"""What each key stands for, as in vim; ``g`` alone goes to the beginning."""


def moved(screen: Screen[Any], event: events.Key) -> events.Key:
    """The key that an event stands for on a screen: the event itself where it is no movement."""
    wanted = MOVEMENTS.get(event.key)
    if wanted is None:
        return event
    here = screen.active_bindings
    if event.key in here:
        return event
    focused = screen.focused
    if focused is not None:
        # An entry takes what is written into it, and knows ctrl+u and ctrl+d in its own way.
        if focused.check_consume_key("j", "j"):
            return event
        # Elsewhere a letter may choose an option.
        around = focused.ancestors_with_self
        if any(node.check_consume_key(event.key, event.character) for node in around):
            return event
    # The person may have chosen another key for what this one does; the innermost comes first.
    meant = (key for key, active in here.items() if _has(active.binding.id, wanted))
    return events.Key(next(meant, wanted), None)


def _has(identifier: str | None, key: str) -> bool:
    """Whether a command or movement has a key unless the person chooses another one."""
    command = BOUND.get(identifier or "")
    return command is not None and key in command.keys.split(",")
