"""Movement by letters, for those who want it: where no command has the key and nobody writes."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen

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
    if wanted is None or event.key in screen.active_bindings:
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
    return events.Key(wanted, None)
