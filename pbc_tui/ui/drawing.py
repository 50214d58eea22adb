"""Drawing no more than what has changed."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def redraw(part: Static, content: Content, *, resizes: bool = True) -> None:
    """Show ``content`` unless it is shown already; ``resizes`` says whether the part may grow."""
    shown = part.content
    if not (isinstance(shown, Content) and shown.is_same(content)):
        part.update(content, layout=resizes)
