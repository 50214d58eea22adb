"""A name or a sentence typed in place, with the line that says what is wrong while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import hanging

LEAST_WIDTH = 36
"""Cells that entry and note have at least, however deep the entry lies."""
MOST_LINES = 2
"""How many lines a note may take."""


class InlineEntry(Place, Vertical):
    """Lies over the place where the text belongs; while it is open, its two commands apply."""

    class Taken(Message):
        """The text was taken."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Left(Message):
        """Nothing was taken."""

    DEFAULT_CSS = """
    InlineEntry { layer: above; height: auto; width: auto; display: none; }
    InlineEntry Input { background: $panel; border: none; height: 1; padding: 0; }
    InlineEntry Static { height: auto; background: $surface; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("entry")

    def __init__(self) -> None:
        super().__init__()
        self._purpose = ""
        self._problem: Callable[[str], str] = lambda _: ""
        self._lead = ""
        self._valid_empty = False
        self._at = (0, 0)
        self._pane = Size(0, 0)

    def compose(self) -> ComposeResult:
        """The input, and its lead or what is wrong with it."""
        yield Input(compact=True, select_on_focus=False)
        yield Static()

    def open(
        self,
        purpose: str,
        *,
        at: tuple[int, int],
        width: int,
        pane: Size,
        value: str = "",
        select: bool = False,
        lead: str = "",
        problem: Callable[[str], str] = lambda _: "",
        valid_empty: bool = False,
    ) -> None:
        """Begin typing ``purpose`` at a place of the surrounding editor, which is ``pane`` large.

        The entry has ``width`` cells, its note all up to the edge of the pane. ``select`` selects
        what stands there, without a suffix, so that typing replaces it.
        """
        self._purpose, self._problem, self._lead = purpose, problem, lead
        self._valid_empty = valid_empty
        self._pane = pane
        self._at = (max(min(at[0], pane.width - LEAST_WIDTH), 0), at[1])
        room = max(pane.width - self._at[0], 1)
        self.styles.width = room
        entry = self.query_one(Input)
        entry.styles.width = min(max(width, 24), room)
        with entry.prevent(Input.Changed):
            entry.value = value
        self.display = True
        entry.focus()
        stem = value.rpartition(".")[0]
        end = len(stem or value) if purpose == "rename" else len(value)
        entry.selection = Selection(0 if select else end, end)
        self._judge(value)

    def close(self) -> None:
        """End typing."""
        self.display = False

    def _judge(self, text: str) -> str:
        fault = self._problem(text) if text.strip() or not self._valid_empty else ""
        room = max(self._pane.width - self._at[0] - 2, 1)
        words = hanging("", self._lead, room, "$dim", most=MOST_LINES)
        if fault and text.strip():
            words = hanging(Content.styled("✗ ", "$error"), fault, room, "$error", most=MOST_LINES)
        note = self.query_one(Static)
        note.update(words)
        self._place_note(note, str(words).count("\n") + 1)
        return fault

    def _place_note(self, note: Static, height: int) -> None:
        """Below the entry, or above it where the pane ends."""
        column, line = self._at
        above = line + height >= self._pane.height and line >= height
        note.styles.dock = "top" if above else "bottom"
        self.styles.height = height + 1
        self.styles.offset = (column, line - height if above else line)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what is typed."""
        event.stop()
        self._judge(event.value)

    def do_take(self) -> None:
        """Take what is typed, unless something is wrong."""
        text = self.query_one(Input).value
        if (not text.strip() and not self._valid_empty) or self._judge(text):
            return
        self.close()
        self.post_message(self.Taken(self._purpose, text))

    def do_leave(self) -> None:
        """Take nothing."""
        self.close()
        self.post_message(self.Left())

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        """Going elsewhere leaves it."""
        if self.display:
            self.do_leave()
