"""The small list of names that may stand at the cursor of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pbc_tui.ui.text import span

if TYPE_CHECKING:
    from pbc_tui.design.plan.completion import Choice

_MOST_ROWS = 7
_MARKS = {"class": "C", "function": "f", "constant": "=", "module": "m"}


class Completions(OptionList, can_focus=False):
    """Lies over everything, below the cursor where there is room; the text keeps the focus."""

    DEFAULT_CSS = """
    Completions { overlay: screen; position: absolute; constrain: inside inflect; display: none;
        width: auto; min-width: 24; max-width: 64; height: auto; max-height: 9;
        scrollbar-size-vertical: 1; }
    Completions.-open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to take."""
        return self.has_class("-open")

    @property
    def chosen(self) -> Choice | None:
        """What stands at the list's own cursor."""
        if not self.is_open or self.highlighted is None:
            return None
        return self._choices[self.highlighted]

    def show(self, choices: Sequence[Choice]) -> None:
        """List these; nothing to list closes it."""
        self._choices = tuple(choices)
        self.clear_options()
        self.set_class(bool(choices), "-open")
        if choices:
            width = min(max(len(choice.text) for choice in choices), 40)
            self.add_options(Option(_row(choice, width)) for choice in choices)
            self.highlighted = 0

    def stand_at(self, place: Offset, bottom: int) -> None:
        """Stand below a place of the screen, or above it where ``bottom`` is too near."""
        if not self._choices:
            return
        height = min(len(self._choices), _MOST_ROWS) + 2
        below = place.y + 1
        above = place.y - height
        x = max(place.x - self._choices[0].typed - 3, 0)
        self.absolute_offset = Offset(x, above if below + height > bottom and above >= 0 else below)


def _row(choice: Choice, width: int) -> Content:
    return Content.assemble(
        (_MARKS[choice.kind], "$accent"),
        " ",
        span(choice.text.ljust(width)) if choice.text.isascii() else span(choice.text),
        "  ",
        span(choice.source, "$dim", 40),
        (" +import" if choice.statement else "", "$dim"),
    )
