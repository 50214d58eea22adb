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
"""Seconds after which keys go through although a command has shown no screen."""

LONGEST_FOR_FOCUS = 20.0
"""Seconds after which keys go through although nothing in a new screen has taken the focus."""


class Release(Message):
    """Let the held keys through; keys that queue before this message are held too."""


class TypeAhead(App[int]):
    """An application that holds keys back from the moment when a command begins to its screen.

    Several may wait at once, each for itself: what one of them ends does not end the others. A
    screen that has the focus ends them all, for it is what the person types into.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._held: list[events.Key | events.Paste] | None = None
        self._waiting: dict[object, Timer] = {}

    @property
    def holds_keys(self) -> bool:
        """Whether keys are held back at this moment."""
        return self._held is not None

    def hold_keys(self, waiting: object, longest: float = LONGEST) -> None:
        """Hold keys back for ``waiting``: until a screen comes, its release, or ``longest``."""
        if self._held is None:
            self._held = []
        if waiting in self._waiting:
            self._waiting[waiting].stop()
        self._waiting[waiting] = self.set_timer(longest, lambda: self.release_keys(waiting))

    def release_keys(self, waiting: object = None) -> None:
        """Hold no longer for ``waiting`` (None is everybody); held keys go on in their order."""
        for each in list(self._waiting) if waiting is None else [waiting]:
            if timer := self._waiting.pop(each, None):
                timer.stop()
        if self._held is not None and not self._waiting:
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
        if self._waiting:
            return
        held, self._held = self._held, None
        # One that was on its way through the screen below comes back later than it was pressed.
        for event in sorted(held or (), key=lambda event: event.time):
            await self.on_event(_anew(event))

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Show a screen on top; keys go through as soon as something in it has the focus."""
        outcome = super().push_screen(screen, *args, **more)
        self.hold_keys(self.screen, LONGEST_FOR_FOCUS)
        self._release_when_focused(self.screen)
        return outcome

    def pop_screen(self) -> Any:
        """Take the topmost screen away; nothing waits for it any more."""
        leaving = self.screen
        outcome = super().pop_screen()
        self.release_keys(leaving)
        return outcome

    def _release_when_focused(self, screen: Screen[Any]) -> None:
        if screen not in self._waiting:
            return
        if screen.is_current and screen.focused is None and not _settled(screen):
            screen.call_after_refresh(self._release_when_focused, screen)
        else:
            screen.call_after_refresh(self.release_keys)


def _anew(event: events.Key | events.Paste) -> events.Key | events.Paste:
    """The event as if it were pressed now; what another screen let pass would else go nowhere."""
    if not event.is_forwarded:
        return event
    if isinstance(event, events.Paste):
        return events.Paste(event.text)
    return events.Key(event.key, event.character)


def _settled(screen: Screen[Any]) -> bool:
    """Whether a screen is there and wants no focus."""
    wanted = screen.app.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
    return screen.is_mounted and not (
        wanted and any(widget.focusable for widget in screen.query(wanted))
    )
