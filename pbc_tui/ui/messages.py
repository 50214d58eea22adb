"""The messages that tell screens of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pbc_tui.session.events import Event


@dataclass
class StateChanged(Message):
    """Something happened in the project."""

    happened: tuple[Event, ...]
    """The events, in order."""


class LiveChanged(Message):
    """Something moved in the building: a file is being written, a check ended."""

    def can_replace(self, message: Message) -> bool:
        """One redraw is enough for several of them."""
        return isinstance(message, LiveChanged)
