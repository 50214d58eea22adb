"""A small Textual application on which the terminal of these tests is tried."""

from __future__ import annotations

import os
import sys
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input, Label


class SmallApp(App[int]):
    """Shows the last key, what was typed and pasted, its size, and a button."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "say('saved')", priority=True),
        Binding("ctrl+x", "leave", priority=True),
        Binding("f8", "crash", priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Label("ready", id="said")
        yield Label("", id="key")
        yield Label("", id="size")
        yield Input(placeholder="type here")
        yield Button("press me")

    def on_event_key(self, event: events.Key) -> None:
        self.query_one("#key", Label).update(f"key={event.key};")

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.on_event_key(event)
        await super().on_event(event)

    def on_input_changed(self, event: Input.Changed) -> None:
        shown = (
            event.value if len(event.value) < 40 else f"{len(event.value)} ... {event.value[-5:]}"
        )
        self.action_say(f"typed <{shown}>")

    def on_button_pressed(self) -> None:
        self.action_say("pressed")

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#size", Label).update(f"{event.size.width} by {event.size.height}")

    def action_say(self, words: str) -> None:
        """Show some words."""
        self.query_one("#said", Label).update(words)

    def action_leave(self) -> None:
        """End with a status of its own."""
        self.exit(return_code=7)

    def action_crash(self) -> None:
        """End without saying goodbye."""
        os._exit(3)


if __name__ == "__main__":
    app = SmallApp()
    app.run()
    sys.exit(app.return_code)
