"""Widgets that draw no more on a change of focus than what looks different with it.

Textual draws a widget as a whole whenever it gets the focus or loses it; for a list or a long text
that is most of what a key costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Widget
else:
    # Styles and bindings are inherited along one line of widgets, and this is not in it.
    _Base = object


class QuietFocus(_Base):
    """Mixed into a widget, before it: on a change of focus it draws what ``draw_focus`` says.

    So no rule of style may make another difference to it.
    """

    _changes_focus = False

    def on_focus(self, event: events.Focus) -> None:
        """Take the focus, in place of Textual's own way."""
        event.prevent_default()
        self._hold_focus(True, events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Give it back."""
        event.prevent_default()
        self._hold_focus(False, events.DescendantBlur(self))

    def _hold_focus(self, held: bool, news: Message) -> None:
        self._changes_focus = True
        try:
            self.has_focus = held
        finally:
            self._changes_focus = False
        self.draw_focus()
        if self.parent is not None:
            self.parent.post_message(news)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Look no rules of style up."""

    def refresh(self, *regions: Any, layout: bool = False, **more: Any) -> Any:
        """Draw anew, but not as a whole because of the focus."""
        if self._changes_focus and not layout:
            return self
        return super().refresh(*regions, layout=layout, **more)

    def draw_focus(self) -> None:
        """Draw what shows that the focus is here, or is not; nothing, as long as no one says so."""
