"""Panes: a border around other widgets, drawn in three lines however high it is, and a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from pbc_tui.ui.commands.movement import SCROLLING, movements
from pbc_tui.ui.drawing import repeated
from pbc_tui.ui.quiet_focus import QuietFocus

if TYPE_CHECKING:
    _Base = Widget
else:
    # Styles and bindings are inherited along one line of widgets, and this is not in it.
    _Base = object


class Framed(_Base):
    """Mixed into a container, before it: all its lines but the first and the last are alike.

    What stands in the container is drawn by its children; of its own it has a border and a ground.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``, those between the edges drawn once."""
        edge = 1 if self.gutter else 0
        alike = range(edge, self.outer_size.height - edge)
        return repeated(super().render_lines, crop, alike)


class Titled(_Base):
    """Mixed into what has a border: before its title stands the key that goes there."""

    _goes = ""
    _words: Content | None = None

    def entitle(self, words: str | Content) -> None:
        """Show ``words`` as the title; a text is taken as it is, not as markup."""
        self._words = Content(words) if isinstance(words, str) else words
        key = Content.styled(f"[{self._goes}] ", "not bold") if self._goes else Content("")
        self.border_title = key + self._words

    def show_key(self, key: str) -> None:
        """Show from now on that ``key`` goes here."""
        self._goes = key
        if self._words is not None:
            self.entitle(self._words)


class Switcher(Framed, ContentSwitcher):
    """Shows one of its children, which fills it."""


class Pane(Titled, Framed, Vertical):
    """A pane whose children fill it, one below the other."""


class Scroll(VerticalScroll, inherit_bindings=False):
    """What is scrolled in by the keys of movement: at once by a line, gliding by more."""

    BINDINGS: ClassVar[list[BindingType]] = movements(SCROLLING)

    def action_line(self, x: int, y: int) -> None:
        """A line down or up, a column to the right or to the left; where it cannot, others may."""
        if not (self.allow_vertical_scroll if y else self.allow_horizontal_scroll):
            raise SkipAction
        # Where it goes to may have come to lie behind the end, since more of it is in sight.
        across = min(self.scroll_target_x, self.max_scroll_x) + x if x else None
        down = min(self.scroll_target_y, self.max_scroll_y) + y if y else None
        self.scroll_to(across, down, animate=False, immediate=True)


class Page(QuietFocus, Titled, Framed, Scroll):
    """A text to scroll in; only the border around it shows that it has the focus."""
