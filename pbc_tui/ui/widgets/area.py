"""A text of several lines, to be edited."""

from __future__ import annotations

from textual._types import WatchCallbackType
from textual.dom import DOMNode
from textual.widgets import TextArea


class Area(TextArea):
    """A text area that goes when it is closed, with its text and all the steps of its undo.

    Textual's own watches the application's theme, and stays until another one is chosen. There is
    no need: its colours are asked for whenever it is drawn, and a theme has everything drawn anew.
    """

    def watch(
        self, obj: DOMNode, attribute_name: str, callback: WatchCallbackType, init: bool = True
    ) -> None:
        """Call back when a value of another part changes, but for the application's theme."""
        if obj is not self.app or attribute_name != "theme":
            super().watch(obj, attribute_name, callback, init)
