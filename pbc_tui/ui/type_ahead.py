"""Keys that are pressed while a screen is on its way: they wait for it instead of going astray.

A command that opens a dialog takes a few turns of the event loop until the dialog has the focus.
Who types on meanwhile means the dialog, not the commands of the screen below.
"""

from __future__ import annotations

from typing import Any

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

LONGEST = 2.0
"""Seconds after which keys go through although no screen came."""

_TURNS = 50
"""How often a screen is asked again whether something in it has the focus."""


class Release(Message):
    """Let the held keys through; keys that queue before this message are held too."""


class TypeAhead(App[int]):
    """An application that holds keys back from the moment when a command begins to its screen."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._held: list[events.Key | events.Paste] | None = None
        self._longest: Timer | None = None

    @property
    def holds_keys(self) -> bool:
        """Whether keys are held back at this moment."""
        return self._held is not None

    def hold_keys(self) -> None:
        """Hold keys back until a screen comes, ``release_keys``, or the longest wait."""
        if self._held is None:
            self._held = []
        if self._longest is not None:
            self._longest.stop()
        self._longest = self.set_timer(LONGEST, self.release_keys)

    def release_keys(self) -> None:
        """Let the keys through that were held back, in their order."""
        if self._held is not None:
            self.post_message(Release())

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pasted text aside while they are held back."""
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
            return
        await super().on_event(event)

    @on(Release)
    async def hand_on(self) -> None:
        """Hand on what was held, before any key that came later."""
        if self._longest is not None:
            self._longest.stop()
            self._longest = None
        held, self._held = self._held, None
        for event in held or ():
            await self.on_event(event)

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Show a screen on top; keys go through as soon as something in it has the focus."""
        outcome = super().push_screen(screen, *args, **more)
        self._release_when_focused(self.screen, _TURNS)
        return outcome

    def _release_when_focused(self, screen: Screen[Any], turns: int) -> None:
        if turns and screen.is_current and screen.focused is None and not _settled(screen):
            screen.call_after_refresh(self._release_when_focused, screen, turns - 1)
        else:
            screen.call_after_refresh(self.release_keys)


def _settled(screen: Screen[Any]) -> bool:
    """Whether a screen is there and wants no focus."""
    wanted = screen.app.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
    return screen.is_mounted and not (
        wanted and any(widget.focusable for widget in screen.query(wanted))
    )
