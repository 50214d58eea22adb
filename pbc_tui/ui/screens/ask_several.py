"""A dialog that asks for any number of several things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.commands.movement import IN_A_LIST, movements
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.screens.dialog import Dialog
from pbc_tui.ui.text import clean


class Boxes(Place, SelectionList[str], inherit_bindings=False):
    """A list whose marks are told by signs, ``[x]`` and ``[ ]``, not by a colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [*movements(IN_A_LIST), *bindings("boxes")]

    def do_mark(self) -> None:
        """Mark what stands at the cursor, or unmark it."""
        self.action_select()

    def render_line(self, y: int) -> Strip:
        """The line as it is drawn otherwise, with the sign in the place of the button."""
        drawn = super().render_line(y)
        place = self.scroll_offset.y + y
        if place >= self.option_count:
            return drawn
        marked = self.get_option_at_index(place).value in self.selected
        _, button, _, *rest = drawn
        return Strip([Segment("[x]" if marked else "[ ]", button.style), *rest])


class AskSeveral(Dialog[tuple[str, ...]]):
    """Space marks; the answer holds what is marked, in the order of the list; at least one."""

    DEFAULT_CSS = """
    AskSeveral SelectionList { height: auto; max-height: 16; background: $panel; border: none;
                               margin-top: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("ask")

    def __init__(self, title: str, lead: str | Content, choices: Sequence[str]) -> None:
        super().__init__(title, lead)
        self._choices = choices

    def note(self) -> str:
        """Which keys there are."""
        mark, take, leave = (
            key_of(self.pbc, name) for name in ("boxes.mark", "ask.submit", "dialog.leave")
        )
        return f"{mark} marks, {take} takes what is marked, {leave} leaves"

    def asked(self) -> ComposeResult:
        """The list, and the line that says what is wrong."""
        rows = [Selection(clean(name), name, id=f"s{n}") for n, name in enumerate(self._choices)]
        yield Boxes(*rows, compact=True)
        yield Static(classes="fault")

    def do_submit(self) -> None:
        """Take what is marked."""
        marked = set(self.query_one(Boxes).selected)
        if not marked:
            self.query_one(".fault", Static).update(
                clean(f"mark at least one with {key_of(self.pbc, 'boxes.mark')}")
            )
            return
        self.dismiss(tuple(name for name in self._choices if name in marked))
