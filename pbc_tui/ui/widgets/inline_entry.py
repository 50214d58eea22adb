"""A name or a sentence typed in place, with the line that says what is wrong while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pbc_tui.ui.text import clean, span


class InlineEntry(Vertical):
    """Lies over the place where the text belongs; enter takes it, escape leaves."""

    class Taken(Message):
        """The text was taken."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Left(Message):
        """Nothing was taken."""

    DEFAULT_CSS = """
    InlineEntry { layer: above; height: 2; width: auto; display: none; }
    InlineEntry Input { background: $panel; border: none; height: 1; padding: 0; }
    InlineEntry Static { height: 1; background: $surface; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._purpose = ""
        self._problem: Callable[[str], str] = lambda _: ""
        self._lead = ""
        self._valid_empty = False

    def compose(self) -> ComposeResult:
        """Input above, its fault below."""
        yield Input(compact=True, select_on_focus=False)
        yield Static()

    def open(
        self,
        purpose: str,
        *,
        at: tuple[int, int],
        width: int,
        value: str = "",
        lead: str = "",
        problem: Callable[[str], str] = lambda _: "",
        valid_empty: bool = False,
    ) -> None:
        """Begin typing ``purpose`` at a place of the surrounding editor."""
        self._purpose, self._problem, self._lead = purpose, problem, lead
        self._valid_empty = valid_empty
        self.styles.offset = at
        self.styles.width = max(width, 24)
        entry = self.query_one(Input)
        with entry.prevent(Input.Changed):
            entry.value = value
        self.display = True
        entry.focus()
        stem = value.rpartition(".")[0]
        entry.cursor_position = len(stem or value) if purpose == "rename" else len(value)
        self._judge(value)

    def close(self) -> None:
        """End typing."""
        self.display = False

    def _judge(self, text: str) -> str:
        fault = self._problem(text) if text.strip() or not self._valid_empty else ""
        words = clean(self._lead, "$foreground 55%")
        if fault and text.strip():
            words = Content.assemble(("✗ ", "$error"), span(fault, "$error"))
        self.query_one(Static).update(words)
        return fault

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what is typed."""
        event.stop()
        self._judge(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, unless something is wrong."""
        event.stop()
        text = event.value
        if (not text.strip() and not self._valid_empty) or self._judge(text):
            return
        self.close()
        self.post_message(self.Taken(self._purpose, text))

    def on_key(self, event: events.Key) -> None:
        """Escape leaves."""
        if event.key == "escape":
            event.stop()
            self.close()
            self.post_message(self.Left())

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        """Going elsewhere leaves it."""
        if self.display:
            self.close()
            self.post_message(self.Left())
