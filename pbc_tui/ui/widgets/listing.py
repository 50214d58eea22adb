"""A list of rows with a cursor that stays where it was when the rows change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pbc_tui.ui.commands.movement import IN_A_LIST, movements
from pbc_tui.ui.drawing import repeated
from pbc_tui.ui.quiet_focus import QuietFocus

CURSOR, CURSOR_WITH_FOCUS = "option-list--option-highlighted", "listing--cursor"
NOTE = "note: "
"""How the id of a row begins that says something about the list and is nothing to choose."""


class Listing(QuietFocus, OptionList, inherit_bindings=False):
    """Rows by their ids. Enter is left to the place around it; a click still selects.

    When the cursor moves, only the rows are drawn that it leaves and enters. The focus gives the
    cursor another class: looking rules up anew for the whole list is most of what a key costs.
    """

    DEFAULT_CSS = """
    Listing > .option-list--option-highlighted, Listing:focus > .option-list--option-highlighted {
        color: $foreground;
        background: $block-cursor-blurred-background;
        text-style: $block-cursor-blurred-text-style;
    }
    Listing > .listing--cursor {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {CURSOR_WITH_FOCUS}

    BINDINGS: ClassVar[list[BindingType]] = movements(IN_A_LIST)

    class Widened(Message):
        """The rows have more or less room than before: whoever cut them draws them anew."""

    _had_room = -1

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def watch_highlighted(  # type: ignore[override]
        self, before: int | None, highlighted: int | None
    ) -> None:
        """Draw the row that the cursor has left, and the one where it is."""
        self._draw_rows(before, highlighted)
        super().watch_highlighted(highlighted)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a part of the list; that of the cursor depends on the focus."""
        if self.has_focus and CURSOR in component_classes:
            component_classes = tuple(
                CURSOR_WITH_FOCUS if name == CURSOR else name for name in component_classes
            )
        return super().get_visual_style(*component_classes, partial=partial)

    def draw_focus(self) -> None:
        """The cursor has another look while the focus is here."""
        self._draw_rows(self.highlighted)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``; where there are no more rows they are alike."""
        rows = max(len(self._lines) - self.scroll_offset.y, 0)
        end = self.outer_size.height - self.gutter.bottom
        return repeated(super().render_lines, crop, range(self.gutter.top + rows, end))

    def _draw_rows(self, *places: int | None) -> None:
        width, top = self.content_size.width, self.scroll_offset.y
        lines, heights = self._index_to_line, self._heights
        for place in places:
            if place is not None and place in lines:
                self.refresh(Region(0, lines[place] - top, width, heights[place]))

    def on_resize(self) -> None:
        """Only here the width is that of the new layout; a screen hears of its size before."""
        if self.room != self._had_room:
            self._had_room = self.room
            self.post_message(self.Widened())
        # Fewer lines, or rows that wrap, must not take the cursor out of sight.
        self.call_after_refresh(self.scroll_to_highlight)

    def set_rows(self, rows: Sequence[tuple[str, Content]]) -> None:
        """Show these rows; the cursor stays on its id, or at the top when it stands there."""
        self.set_class(len(rows) == 1 and rows[0][0].startswith(NOTE), "-note")
        if [option.id for option in self.options] == [identifier for identifier, _ in rows]:
            for index, (_, content) in enumerate(rows):
                self.replace_option_prompt_at_index(index, content)
            return
        at, place = self.current, self.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(Option(content, id=identifier) for identifier, content in rows)
            if not rows:
                return
            ids = [identifier for identifier, _ in rows]
            if at in ids and place:
                self.highlighted = ids.index(at)
            else:
                self.highlighted = min(place or 0, len(rows) - 1)
        if self.current != at and self.highlighted is not None:
            option = self.get_option_at_index(self.highlighted)
            self.post_message(OptionList.OptionHighlighted(self, option, self.highlighted))

    @property
    def room(self) -> int:
        """The cells that a row may take, whether there is a scrollbar or not."""
        padding = self.get_component_styles("option-list--option").padding.width
        taken = padding + self.styles.scrollbar_size_vertical
        return max(self.content_size.width - taken, 0)

    @property
    def current(self) -> str:
        """The id of the row at the cursor, "" when there is none."""
        option = self.highlighted_option
        return option.id or "" if option is not None else ""

    def go_to(self, identifier: str) -> None:
        """Put the cursor on a row, if it is there."""
        ids = [option.id for option in self.options]
        if identifier in ids:
            self.highlighted = ids.index(identifier)
