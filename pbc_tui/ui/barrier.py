"""The last thing before the terminal: no character that is not drawn gets past it.

Entries and text areas hold what was typed, pasted or read from a file as it is, so that nothing is
changed unasked; only what is shown of it is made harmless, in as many cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from pbc_tui.design.plain_text import JOINERS

if TYPE_CHECKING:
    from textual.color import Color

_STAND_IN = "\ufffd"


class Barrier(LineFilter):
    """Drops what has no width and is no joiner; what has one and is not printable gets a stand-in.

    Escape sequences lose the character that begins them, text that turns direction does not turn.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where all of them are printable."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            segment
            if segment.text.isprintable()
            else Segment("".join(map(_drawn, segment.text)), segment.style, segment.control)
            for segment in segments
        ]


def _drawn(character: str) -> str:
    if character.isprintable() or character in JOINERS:
        return character
    width = cell_len(character)
    # A blank of another width is no deceit, and is drawn as blanks.
    stand_in = "" if character.isspace() else _STAND_IN
    return stand_in.ljust(width)[:width]
