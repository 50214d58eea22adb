"""Keys go to what the keys before them have brought about, however fast they come.

A command that opens a dialog, or moves the focus, takes a few turns of the event loop. Who types on
meanwhile means the dialog, not the commands of the screen below.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import NoActiveWorker, Worker, get_current_worker

from pbc_tui.ui.commands import COMMANDS
from pbc_tui.ui.vim import moved

LONGEST = 2.0
"""Seconds after which keys go through although a command has shown no screen."""

LONGEST_FOR_FOCUS = 20.0
"""Seconds after which keys go through although nothing in a new screen has taken the focus."""

LONGEST_TO_QUIT = 0.3
"""Seconds for which the key that quits waits for what stands before it, and no screen any more."""


class Release(Message):
    """Let the held keys through; keys that queue before this message are held too."""


class _Watch:
    """Sees how far up a key gets: to somebody who takes it, or back to the application."""

    def __init__(self, app: TypeAhead, event: events.Key, node: MessagePump) -> None:
        self._app, self._event, self._node = app, event, node

    def begin(self) -> None:
        """Queue behind the key at its node, to run when the key has been dealt with there."""
        # A method that is known: Textual looks up what a new function wants each time.
        if not self._node.post_message(events.Callback(callback=self.passed)):
            self._app.arrived(self._event)

    def passed(self) -> None:
        """Go up with the key, unless it was taken."""
        app, event, node = self._app, self._event, self._node
        above = node._parent
        # A screen stops every key that it hands back, so what it took is seen from here.
        taken = above is not app and event._stop_propagation
        if node is app or above is None or taken or not node.is_parent_active:
            app.arrived(event)
        else:
            self._node = above
            self.begin()


class _Follow:
    """Goes up behind what a key in an entry has brought about, and then has it settled.

    What was typed is taken by messages: the entry sends one to what is around it, which may send
    another, until the focus is moved. So it queues twice at each node on the way up.
    """

    LAPS = 2

    def __init__(self, app: TypeAhead, event: events.Key, node: MessagePump) -> None:
        self._app, self._event, self._node = app, event, node
        self._laps = 0

    def go(self) -> None:
        """One step further."""
        if self._laps == self.LAPS:
            above = self._node._parent
            if self._node is self._app or above is None or not self._node.is_parent_active:
                self._app.settled(self._event)
                return
            self._node, self._laps = above, 0
        self._laps += 1
        if not self._node.post_message(events.Callback(callback=self.go)):
            self._app.settled(self._event)


class TypeAhead(App[int]):
    """An application in which each key finds what the keys before it have brought about.

    A key goes to what has the focus, and comes back when nothing there wants it; only then is it a
    command. So the next key waits until the last one was taken or has come back: it may belong to
    what that one opens.

    Beyond that, keys are held back from the moment when a command begins to its screen. Several may
    wait at once, each for itself: what one of them ends does not end the others. A screen that has
    the focus ends them all, for it is what the person types into.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._under_way: events.Key | None = None
        self._target: MessagePump = self
        self._late: Timer | None = None
        self._held: deque[events.Key | events.Paste] = deque()
        self._waiting: dict[object, Timer] = {}
        self._shown_by: WeakKeyDictionary[Screen[Any], Worker[Any]] = WeakKeyDictionary()
        self.vim_movement = False
        self.quit_keys = tuple(COMMANDS["app.quit"].keys.split(","))

    @property
    def holds_keys(self) -> bool:
        """Whether keys are held back at this moment."""
        return bool(self._waiting)

    @property
    def has_keys(self) -> bool:
        """Whether keys are on their way, or wait."""
        return bool(self._held) or self._under_way is not None

    def hold_keys(self, waiting: object, longest: float = LONGEST) -> None:
        """Hold keys back for ``waiting``: until a screen comes, its release, or ``longest``."""
        if waiting in self._waiting:
            self._waiting[waiting].stop()
        self._waiting[waiting] = self.set_timer(longest, lambda: self.release_keys(waiting))

    def release_keys(self, waiting: object = None) -> None:
        """Hold no longer for ``waiting`` (None is everybody); held keys go on in their order."""
        for each in list(self._waiting) if waiting is None else [waiting]:
            if timer := self._waiting.pop(each, None):
                timer.stop()
        if not self._waiting:
            self.post_message(Release())

    async def on_event(self, event: events.Event) -> None:
        """Let a key or pasted text wait its turn; what comes back goes on at once."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            if event is self._under_way:
                self.arrived(event)
        elif self._waiting or self._held or self._under_way is not None:
            self._held.append(event)
            if isinstance(event, events.Key) and event.key in self.quit_keys:
                self.set_interval(LONGEST_TO_QUIT, self.release_keys)
        else:
            await self._send(event)

    @on(Release)
    async def hand_on(self) -> None:
        """Hand on the next key that was held, unless something makes it wait again."""
        if not self.screen_stack:
            # The application ends: nobody is there to take a key.
            self._held.clear()
        if self._held and not self._waiting and self._under_way is None:
            await self._send(self._held.popleft())

    async def _send(self, event: events.Key | events.Paste) -> None:
        """Give it to what has the focus, and watch a key until it is taken or comes back."""
        target = self.focused or self.screen
        if self.vim_movement and isinstance(event, events.Key):
            event = moved(self.screen, event)
        await super().on_event(event)
        if not isinstance(event, events.Key):
            self._go_on(at_once=True)
            return
        self._under_way, self._target = event, target
        self._late = self.set_timer(LONGEST, lambda: self.settled(event))
        if event.is_forwarded:
            _Watch(self, event, target).begin()
        else:
            # A binding that comes before what has the focus was all that wanted it.
            self.arrived(event)

    def arrived(self, event: events.Key) -> None:
        """Hear that a key was taken, or has come back and was a command."""
        if event is not self._under_way:
            return
        typed = event.is_printable and event._stop_propagation
        if not typed and _takes_letters(self._target):
            _Follow(self, event, self._target).go()
        else:
            self.settled(event)

    def settled(self, event: events.Key) -> None:
        """Hear that a key has been dealt with: the next one may go."""
        if event is not self._under_way:
            return
        # What had the focus may go, and is not kept from it.
        self._under_way, self._target = None, self
        if self._late is not None:
            self._late.stop()
        # What a command brings about takes some turns more; a letter in a text is all there is.
        self._go_on(at_once=event.is_printable and event._stop_propagation)

    def _go_on(self, *, at_once: bool) -> None:
        """Have the next of the held keys sent."""
        if not self._held:
            return
        at_once = at_once or not self.screen_stack
        if at_once or not self.screen.call_after_refresh(self.post_message, Release()):
            self.post_message(Release())

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Show a screen on top; keys go through as soon as something in it has the focus."""
        outcome = super().push_screen(screen, *args, **more)
        with suppress(NoActiveWorker):
            self._shown_by[self.screen] = get_current_worker()
        self.hold_keys(self.screen, LONGEST_FOR_FOCUS)
        self._release_when_focused(self.screen)
        return outcome

    def pop_screen(self) -> AwaitComplete:
        """Take the topmost screen away; what showed it may show another one right behind it."""
        leaving = self.screen
        outcome: AwaitComplete = super().pop_screen()
        flow = self._shown_by.pop(leaving, None)
        if flow is not None and flow.is_running:
            self.hold_keys(flow)
        self.release_keys(leaving)
        if self._under_way is not None:
            # What it was given last is dealt with; nothing in it can say so any more.
            self.settled(self._under_way)
        return outcome

    def _release_when_focused(self, screen: Screen[Any]) -> None:
        if screen not in self._waiting:
            return
        if screen.is_current and screen.focused is None and not _settled(screen):
            screen.call_after_refresh(self._release_when_focused, screen)
        else:
            screen.call_after_refresh(self.release_keys)


def _takes_letters(node: MessagePump) -> bool:
    # To ask for the classes of entries would import them before the first painting.
    return isinstance(node, Widget) and node.check_consume_key("a", "a")


def _settled(screen: Screen[Any]) -> bool:
    """Whether a screen is there and wants no focus."""
    wanted = screen.app.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
    return screen.is_mounted and not (
        wanted and any(widget.focusable for widget in screen.query(wanted))
    )
