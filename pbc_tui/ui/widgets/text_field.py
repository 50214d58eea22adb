"""Questions that are answered by typing: one line, or several."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from pbc_tui.design.catalog.question import AnswerError, Question
from pbc_tui.design.gates import Gate
from pbc_tui.design.plain_text import single_line
from pbc_tui.ui.drawing import redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.widgets.area import Area
from pbc_tui.ui.widgets.field import Field

PAUSE = 0.5
"""Seconds without a key after which what is typed is recorded."""


def text_of(value: Any) -> str:
    """A recorded answer as it was typed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    return str(value)


_SIDE_BY_SIDE = 42
"""Cells that the title of a question and what is typed need beside each other."""


class _Typed(Field):
    """What the fields for one line and for several lines share."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._pause: Timer | None = None

    @property
    def typed(self) -> str:
        """What stands in the entry."""
        raise RuntimeError("a subclass holds the entry")

    def put(self, text: str) -> None:
        """Replace what stands in the entry without recording it."""
        raise RuntimeError("a subclass holds the entry")

    def changed(self) -> None:
        """Something was typed: judge it at once, record it after a pause."""
        if self.draft is None and self.typed == text_of(self.value):
            return
        self.pbc.drafts[self.question.key] = self.typed
        self.draw()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.keep)

    def keep(self) -> None:
        """Record the draft, or open the question again when it cannot be taken."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        draft = self.draft
        if draft is None:
            return
        try:
            self.question.parse(draft)
        except AnswerError:
            if self.value is not None:
                self.give(None)
            if draft.strip():
                self.pbc.drafts[self.question.key] = draft
            else:
                self.pbc.drafts.pop(self.question.key, None)
            self.pbc.drafts.save()
            return
        try:
            self.give(draft)
        except Exception as error:
            if not self.pbc.show_refusal(error):
                raise
            self.pbc.drafts[self.question.key] = draft
        self.pbc.drafts.save()

    def submit(self) -> None:
        """Take what is written, empty or not, and go on to the next question."""
        if self.draft is None and self.value is None:
            self.pbc.drafts[self.question.key] = self.typed
        self.keep()
        self.draw()
        if not self.fault:
            self.post_message(self.Leave(1))

    def sync(self, *, force: bool = False) -> None:
        """Draw the state's answer."""
        wanted = text_of(self.value) if self.draft is None else self.draft
        untouched = self.draft is None and not self.typed
        if self.typed != wanted and (force or untouched or not self.entry.has_focus):
            self.put(wanted)
        self.draw()

    def draw(self) -> None:
        """Draw head and hint."""
        focused = self.entry.has_focus
        self.set_class(focused, "-focused")
        self.set_class(bool(self.fault), "-fault")
        redraw(self.query_one(".head", Static), self.head(focused=focused), resizes=False)
        redraw(self.query_one(".hint", Static), self.hint(), resizes=self._hint_wraps)
        self.hold(self._placeholder())

    @property
    def _hint_wraps(self) -> bool:
        """Whether the hint takes as many lines as it has, and not always one."""
        return self.has_class("-fault") or self.has_class("-stacked")

    def _placeholder(self) -> str:
        """What an empty entry shows: the suggestion, or what leaving it empty means."""
        if self.value is not None:
            return self.words(self.value) if not self.value else ""
        if (suggestion := self.open_suggestion) is not None:
            return f"suggested: {self.words(suggestion.value)}"
        gate = self.question.gate is Gate.FEATURES and self.question.number
        return "unanswered: counts as no" if gate and not self.question.required else ""

    def hold(self, placeholder: str) -> None:
        """Show what is suggested, dim, while nothing is typed."""

    def on_resize(self, event: events.Resize) -> None:
        """Where head and entry side by side leave no room to type, one stands below the other."""
        self.set_class(event.size.width < _SIDE_BY_SIDE, "-stacked")

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Tell which question is current."""
        self.draw()
        self.post_message(self.Current(self))

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        """Record what was typed."""
        self.keep()
        self.sync(force=self.draft is None)


class Entry(Input):
    """The line in which an answer is typed."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Look no rules up: its field does that, once the key is drawn."""


class TextField(_Typed):
    """One line of text, or a number."""

    DEFAULT_CSS = """
    TextField { height: auto; }
    TextField Horizontal { height: 1; }
    TextField .head { width: 28; height: 1; }
    TextField Input { width: 1fr; background: $surface; border: none; height: 1; padding: 0 1; }
    TextField Input:focus { background: $panel; }
    TextField.-fault Input { color: $error; }
    TextField .hint {
        height: 1; padding-left: 7; text-wrap: nowrap; text-overflow: ellipsis;
    }
    TextField.-fault .hint { height: auto; max-height: 3; text-wrap: wrap; }
    TextField.-stacked Horizontal { layout: vertical; height: auto; }
    TextField.-stacked .head { width: 1fr; }
    TextField.-stacked Input { margin-left: 6; }
    TextField.-stacked .hint { height: auto; max-height: 3; text-wrap: wrap; }
    """

    def compose(self) -> ComposeResult:
        """Head and entry on one line, the hint below."""
        with Horizontal():
            yield Static(classes="head")
            yield Entry(compact=True, select_on_focus=False)
        yield Static(classes="hint")

    @property
    def entry(self) -> Widget:
        """The input."""
        return self.query_one(Input)

    @property
    def typed(self) -> str:
        """What stands in the input."""
        return self.query_one(Input).value

    def put(self, text: str) -> None:
        """Replace what stands in the input."""
        entry = self.query_one(Input)
        with entry.prevent(Input.Changed):
            entry.value = text
        entry.cursor_position = len(text) if entry.has_focus else 0

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The cursor behind what stands there."""
        super().on_descendant_focus(event)
        entry = self.query_one(Input)
        entry.cursor_position = len(entry.value)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Record it, and show it from its beginning."""
        super().on_descendant_blur(event)
        self.query_one(Input).cursor_position = 0

    def hold(self, placeholder: str) -> None:
        """Show what is suggested, dim, while nothing is typed."""
        self.query_one(Input).placeholder = single_line(placeholder)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what is typed."""
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it and go on."""
        event.stop()
        self.submit()


class LinesArea(Area):
    """A text area that lets the cursor out at its ends."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """As for ``Entry``."""

    def action_cursor_down(self, select: bool = False) -> None:
        """Down, or out at the last line."""
        if not select and self.cursor_location[0] == self.document.line_count - 1:
            self.post_message(Field.Leave(1))
            return
        super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:
        """Up, or out at the first line."""
        if not select and self.cursor_location[0] == 0:
            self.post_message(Field.Leave(-1))
            return
        super().action_cursor_up(select)


class LinesField(_Typed):
    """Several lines; each is one answer."""

    DEFAULT_CSS = """
    LinesField { height: auto; }
    LinesField Horizontal { height: auto; }
    LinesField .head { width: 28; height: 1; }
    LinesField LinesArea {
        width: 1fr; height: auto; min-height: 2; max-height: 6;
        background: $surface; border: none; padding: 0 1;
    }
    LinesField LinesArea:focus { background: $panel; }
    LinesField .hint {
        height: 1; padding-left: 7; text-wrap: nowrap; text-overflow: ellipsis;
    }
    LinesField.-fault .hint { height: auto; max-height: 3; text-wrap: wrap; }
    LinesField.-stacked Horizontal { layout: vertical; }
    LinesField.-stacked .head { width: 1fr; }
    LinesField.-stacked LinesArea { margin-left: 6; }
    LinesField.-stacked .hint { height: auto; max-height: 3; text-wrap: wrap; }
    """

    def compose(self) -> ComposeResult:
        """Head and area side by side, the hint below."""
        with Horizontal():
            yield Static(classes="head")
            yield LinesArea(compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield Static(classes="hint")

    def how_to_answer(self) -> str:
        """One line each."""
        part = key_of(self.pbc, "part.next")
        return f"type one a line; it is kept as you type; ↓ on the last line, or {part}, goes on"

    @property
    def entry(self) -> Widget:
        """The area."""
        return self.query_one(LinesArea)

    @property
    def typed(self) -> str:
        """What stands in the area."""
        return self.query_one(LinesArea).text

    def put(self, text: str) -> None:
        """Replace what stands in the area."""
        area = self.query_one(LinesArea)
        with area.prevent(TextArea.Changed):
            area.text = text

    def hold(self, placeholder: str) -> None:
        """Show what is suggested, dim, while nothing is typed."""
        self.query_one(LinesArea).placeholder = Content(placeholder)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Judge what is typed."""
        event.stop()
        self.changed()
