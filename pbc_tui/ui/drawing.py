"""Drawing no more than what has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


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


def repeated(draw: Callable[[Region], list[Strip]], crop: Region, alike: range) -> list[Strip]:
    """The lines of ``crop`` as ``draw`` draws them.

    Those in ``alike`` look as the first of them does, and only that one is drawn.
    """
    if len(alike) < 2:
        return draw(crop)
    begin, end = min(crop.y, alike.start), min(crop.bottom, alike.start + 1)
    upper = draw(Region(crop.x, begin, crop.width, end - begin))
    lower: list[Strip] = []
    if crop.bottom > alike.stop:
        stop = max(crop.y, alike.stop)
        lower = draw(Region(crop.x, stop, crop.width, crop.bottom - stop))
    places = range(crop.y, crop.bottom - len(lower))
    return [upper[min(y, alike.start) - begin] for y in places] + lower


_FORMS = 16
Drawn = LRUCache[Hashable, list[Strip]]
"""Rows as they were drawn, by their width, their text and their styles."""


class Rows(Visual):
    """Rows of text, of which only those are drawn that look different from one time to the next.

    ``drawn`` is kept by the widget for them, and emptied by it when its styles change. Rows name
    colours that ``theme`` says, be the widget's own the same in another one.
    """

    def __init__(self, rows: Sequence[Content], drawn: Drawn, theme: str = "") -> None:
        self._rows = [line for row in rows for line in row.split("\n", allow_blank=True)]
        self._drawn = drawn
        self._theme = theme

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, wrapped to ``width`` cells."""
        if options.selection is not None:
            return Content("\n").join(self._rows).render_strips(width, height, style, options)
        strips: list[Strip] = []
        for number, row in enumerate(self._rows):
            key = (self._theme, width, style, row.plain, tuple(row.spans))
            if key not in self._drawn:
                self._drawn[key] = row.render_strips(width, None, style, options)
            strips += (_at(strip, number) for strip in self._drawn[key])
        return strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The cells of the longest row."""
        return max((row.cell_length for row in self._rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines at a width."""
        return sum(row.get_height(rules, width) for row in self._rows)


class Recurring(Static):
    """Text that takes one of a few forms again and again: each is drawn once."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._drawn = Drawn(_FORMS)

    def notify_style_update(self) -> None:
        """Other colours: each form is drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def render(self) -> RenderResult:
        """What is shown."""
        shown = self.content
        if not isinstance(shown, Content):
            return super().render()
        return Rows([shown], self._drawn, self.app.theme)


def _at(strip: Strip, number: int) -> Strip:
    """A strip of one row as that of row ``number``, which is what a selection by mouse goes by."""
    first = next(iter(strip), None)
    if number == 0 or first is None or first.style is None:
        return strip
    left, _ = first.style.meta["offset"]
    return strip.apply_offsets(left, number)
