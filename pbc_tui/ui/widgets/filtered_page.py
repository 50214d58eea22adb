"""A text to scroll in that a person narrows by typing what they look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from pbc_tui.ui.commands import Command, bindings
from pbc_tui.ui.text import lines, span
from pbc_tui.ui.widgets.narrowed import Narrowed
from pbc_tui.ui.widgets.pane import Scroll

LaidOut = Callable[[int], Sequence[Content]]
"""The entries of a text for a width in cells; at any width they are the same ones."""

_UNBROKEN = 4000
"""A width at which no entry is broken, so that words are found that stand on two lines."""
_ABOVE = 3
"""Lines that are seen above what was found when all is shown again."""


class FilteredPage(Narrowed, Scroll):
    """Shows the entries of a text that hold what was typed, each of them whole.

    A text that is given as it is has an entry a line. ``narrows`` says whether there is a filter.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("listing")

    def __init__(self, text: Content | LaidOut, *, narrows: bool = True) -> None:
        super().__init__()
        self._laid_out = None if isinstance(text, Content) else text
        self._entries: Sequence[Content] = _of_lines(text) if isinstance(text, Content) else ()
        self._searched: Sequence[str] | None = None
        self._shown: Sequence[int] = range(len(self._entries))
        self._narrows = narrows
        self._width = 0

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(lines(self._entries))

    @property
    def shown(self) -> Content:
        """What is shown, without what a filter hides."""
        return lines(self._entries[place] for place in self._shown)

    def set_text(self, text: Content) -> None:
        """Show another text, as far as it holds what is looked for."""
        self._entries, self._searched = _of_lines(text), None
        self._show()

    def in_footer(self, command: Command) -> bool:
        """Beside a text there is room for the keys of the filter."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a filter there are no keys of one."""
        if not self._narrows and parameters and str(parameters[0]).startswith("listing."):
            return False
        return super().check_action(action, parameters)

    def narrow(self) -> None:
        """Show the entries that are looked for, from the first one."""
        self._show()
        self.scroll_home(animate=False)

    def do_all(self) -> None:
        """Show all entries again, and among them what was found."""
        found = self._in_sight() if self._wanted else None
        super().do_all()
        if found is not None:
            above = sum(map(self._height, range(found)))
            # Only after its layout a page can be scrolled further than it was.
            self.call_after_refresh(self.scroll_to, y=max(above - _ABOVE, 0), animate=False)

    def on_resize(self) -> None:
        """What is laid out for a width is laid out anew."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = max(self._text.content_size.width, 20)
        if self._laid_out is not None and width != self._width:
            self._width = width
            self._entries, self._searched = self._laid_out(width), None
            self._show()

    def _show(self) -> None:
        self._shown = range(len(self._entries))
        if self._wanted:
            if self._searched is None:
                self._searched = self._search_in()
            self._shown = [at for at, text in enumerate(self._searched) if self.holds(text)]
        none = self._wanted and not self._shown
        self._text.update(span(f"nothing here holds {self._wanted}") if none else self.shown)

    def _search_in(self) -> Sequence[str]:
        """What the entries say, line breaks aside."""
        if self._laid_out is not None:
            # What it tells may have changed since then.
            self._entries = self._laid_out(self._width)
            return [entry.plain for entry in self._laid_out(_UNBROKEN)]
        return [entry.plain for entry in self._entries]

    def _in_sight(self) -> int | None:
        """The first entry that is seen, None when there is none."""
        end = 0
        for place in self._shown:
            end += self._height(place)
            if end > self.scroll_offset.y:
                return place
        return None

    def _height(self, place: int) -> int:
        return self._entries[place].get_height({}, self._text.content_size.width)

    @property
    def _text(self) -> Static:
        return self.query_one(Static)


def _of_lines(text: Content) -> Sequence[Content]:
    return text.split("\n", allow_blank=True)
