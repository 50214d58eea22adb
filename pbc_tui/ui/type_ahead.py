"""Keys that are pressed while a screen is on its way: they wait for it instead of going astray.

A command that opens a dialog takes a few turns of the event loop until the dialog has the focus.
Who types on meanwhile means the dialog, not the commands of the screen below.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App

LONGEST = 1.0
"""Seconds after which keys go through although no screen came."""


class TypeAhead(App[int]):
    """An application that holds keys back from the moment when a command begins to its screen."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._held: list[events.Key | events.Paste] | None = None

    @property
    def holds_keys(self) -> bool:
        """Whether keys are held back at this moment."""
        return self._held is not None

    def hold_keys(self) -> None:
        """Hold keys back until a screen comes, ``release_keys``, or the longest wait."""
        if self._held is None:
            self._held = []
            self.set_timer(LONGEST, self.release_keys)

    def release_keys(self) -> None:
        """Let the keys through that were held back, in their order."""
        held, self._held = self._held, None
        for event in held or ():
            self.post_message(event)

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pasted text aside while they are held back."""
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
            return
        await super().on_event(event)

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Show a screen on top; keys go through as soon as it is there."""
        outcome = super().push_screen(screen, *args, **more)
        self.screen.call_after_refresh(self.release_keys)
        return outcome
