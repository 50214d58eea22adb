"""Drawing no more than what has changed."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static


def within_its_size() -> Reactive[Size]:
    """A ``virtual_size`` for a widget that never scrolls what is in it.

    Textual lays the screen out once more whenever it changes, for a scrollbar may come or go.
    """
    return Reactive(Size(0, 0), repaint=False)


class Told(Static):
    """Text that is as high as it needs and scrolls with what is around it."""

    virtual_size = within_its_size()


def redraw(part: Static, content: Content, *, resizes: bool = True) -> None:
    """Show ``content`` unless it is shown already; ``resizes`` says whether the part may grow."""
    shown = part.content
    if not (isinstance(shown, Content) and shown.is_same(content)):
        part.update(content, layout=resizes)
