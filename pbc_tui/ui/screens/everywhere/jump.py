"""Jump mode: a letter on each part that can have the focus; the letter goes there."""

from __future__ import annotations

import string
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal

LETTERS = string.ascii_lowercase + string.digits
"""What the parts are marked with, in reading order; no screen has more parts at a time."""


def targets(screen: Screen[Any]) -> list[tuple[Widget, Region]]:
    """The parts of a screen that can have the focus, with what is visible of each.

    They come in reading order: from the top, then from the left.
    """
    found = []
    for widget in screen.query("*").results(Widget):
        if not widget.focusable or not widget.is_on_screen:
            continue
        region = screen.find_widget(widget).visible_region
        if region.area:
            found.append((widget, region))
    found.sort(key=lambda entry: (entry[1].y, entry[1].x))
    return found[: len(LETTERS)]


class JumpScreen(Modal[Widget | None]):
    """Lies over a screen; ends with the part that was chosen, or with None."""

    DEFAULT_CSS = """
    JumpScreen { background: $background 40%; }
    JumpScreen .letter {
        position: absolute; width: 3; height: 1;
        background: $accent; color: $background; text-style: bold; text-align: center;
    }
    JumpScreen .words { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    """
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._targets = targets(below)

    def compose(self) -> ComposeResult:
        """A letter at the beginning of each part."""
        for letter, (_, region) in zip(LETTERS, self._targets, strict=False):
            label = Static(Content(letter), classes="letter")
            label.styles.offset = (region.x, region.y)
            yield label
        yield Static(
            Content(f"a letter goes there, {key_of(self.pbc, 'dialog.leave')} leaves"),
            classes="words",
        )

    def on_key(self, event: events.Key) -> None:
        """Go where the letter stands."""
        place = LETTERS.find(event.character or " ")
        if 0 <= place < len(self._targets):
            event.stop()
            self.dismiss(self._targets[place][0])

    def on_click(self, event: events.Click) -> None:
        """A click goes where it is, or leaves."""
        here = [widget for widget, region in self._targets if region.contains(*event.screen_offset)]
        self.dismiss(here[-1] if here else None)

    def do_leave(self) -> None:
        """Go nowhere."""
        self.dismiss(None)
