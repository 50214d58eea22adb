"""A list of questions in sections; the cursor goes from one to the next, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog.question import Kind, Question
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.drawing import within_its_size
from pbc_tui.ui.place import Place
from pbc_tui.ui.widgets.choice_field import FOLDED, ChoiceField, rows_of
from pbc_tui.ui.widgets.field import Field
from pbc_tui.ui.widgets.pane import Framed, Scroll
from pbc_tui.ui.widgets.text_field import LinesField, TextField

Section = tuple[str, Sequence[Question]]
BESIDE = 120
"""Columns of the screen from which on columns of questions stand side by side."""
_WRITTEN = (Kind.LINES, Kind.TEXT, Kind.NUMBER)
CLOSE = "-close"
"""The class without hints and titles, but for the question with the focus."""
AROUND = 4
"""Lines of the screen that questions never have: rail, footer, and the border of their pane."""


class _Column(Framed, Vertical):
    """Questions one below the other."""

    virtual_size = within_its_size()


class Questions(Place, Scroll, can_focus=False):
    """Sections of questions, in one column or several."""

    DEFAULT_CSS = """
    Questions { height: 1fr; width: 1fr; layout: vertical; }
    Questions .column { height: auto; width: 1fr; }
    Questions .section-title { color: $accent; text-style: bold; padding: 0 1; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("questions")

    def __init__(
        self,
        *columns: Sequence[Section],
        stays_open: bool = False,
        details: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="-columns" if len(columns) > 1 else "")
        self._columns = columns
        self._stays_open = stays_open
        self._details = details

    def compose(self) -> ComposeResult:
        """A column of sections each."""
        for column in self._columns:
            with _Column(classes="column"):
                for title, questions in column:
                    if title:
                        yield Static(title, classes="section-title", markup=False)
                    for question in questions:
                        yield self._field(question)

    def _field(self, question: Question) -> Field:
        if question.kind is Kind.LINES:
            return LinesField(question)
        if question.kind in (Kind.TEXT, Kind.NUMBER):
            return TextField(question)
        return ChoiceField(question, stays_open=self._stays_open, details=self._details)

    @property
    def fields(self) -> Iterable[Field]:
        """All fields, also those that do not apply now."""
        return self.query(Field)

    @property
    def asked(self) -> list[Field]:
        """The fields that apply now, in order."""
        return [field for field in self.fields if field.display]

    @property
    def current(self) -> Field | None:
        """The field with the focus."""
        focused = self.screen.focused
        if focused is None or self not in focused.ancestors:
            return None
        return next((node for node in focused.ancestors_with_self if isinstance(node, Field)), None)

    def on_mount(self) -> None:
        """Begin as it will be, as far as that is known: nothing jumps after the first paint."""
        self._fit(self.app.size.height - AROUND)

    def on_resize(self) -> None:
        """Open or fold; fields that fold are measured anew."""
        self._fit(self.size.height)
        for field in self.query(ChoiceField):
            field.refresh(layout=True)

    def _fit(self, height: int) -> None:
        """Fold options, then hide hints and titles, until all is seen together (SPEC 1)."""
        narrow = self.screen.has_class("-narrow")
        self.set_class(narrow or self._needed(folded=False) > height, FOLDED)
        self.set_class(narrow or self._needed(folded=True) > height, CLOSE)

    def _needed(self, *, folded: bool) -> int:
        """Lines of all questions with their hints, with the options of all or of one at a time."""
        lines = [sum(self._lines_of(each, folded=folded) for each in c) for c in self._columns]
        opened = [max(map(_options, column), default=0) * folded for column in self._columns]
        if self.app.size.width >= BESIDE:
            return max(map(sum, zip(lines, opened, strict=True)))
        return sum(lines) + max(opened)

    def _lines_of(self, section: Section, *, folded: bool) -> int:
        title, questions = section
        hint = 0 if self._details else 1
        lines = 2 if title else 0
        for question in questions:
            if question.kind is Kind.LINES:
                lines += 2 + hint
            elif question.kind in (Kind.TEXT, Kind.NUMBER):
                lines += 1 + hint
            else:
                lines += 1 if folded else 1 + len(rows_of(question))
        return lines

    def sync(self, answers: Answers | None = None) -> None:
        """Draw the state's answers; show only the questions that apply to them or ``answers``."""
        answers = answers or self.pbc.project.state.answers
        for field in self.fields:
            field.display = field.question.asked(answers)
            field.sync()

    def keep(self) -> None:
        """Record what was typed everywhere."""
        for field in self.fields:
            field.keep()

    def go_to(self, key: str) -> bool:
        """Put the focus on a question; False when it is not here."""
        for field in self.asked:
            if field.question.key == key:
                field.entry.focus()
                field.scroll_visible(animate=False)
                return True
        return False

    def step(self, by: int) -> None:
        """Put the focus on the next or the previous question."""
        asked = self.asked
        current = self.current
        place = asked.index(current) + by if current in asked else 0
        if 0 <= place < len(asked):
            field = asked[place]
            if isinstance(field, ChoiceField):
                field.cursor = 0 if by > 0 else len(field.rows) - 1
            field.entry.focus()

    @property
    def left(self) -> int:
        """How many of the questions that must be answered are open."""
        return sum(field.waits for field in self.asked)

    def first_open(self) -> str:
        """The key of the first question that is open or holds a faulty draft; "" if none."""
        for field in self.asked:
            if field.fault or field.waits:
                return field.question.key
        return ""

    def on_field_leave(self, event: Field.Leave) -> None:
        """The cursor goes out of a field at one of its ends."""
        event.stop()
        self.step(event.step)

    def why_no_suggestion(self) -> str:
        """Why the suggestion cannot be taken."""
        current = self.current
        if current is None:
            return "go to a question first"
        if current.suggestion is None:
            return f"{current.question.title}: nothing is suggested; it is yours to say"
        return ""

    def do_suggested(self) -> None:
        """Take what is suggested for the question at the cursor."""
        current = self.current
        if current is None or not current.take_suggestion():
            return
        if isinstance(current, ChoiceField):
            chosen = [i for i, row in enumerate(current.rows) if current.chosen(row)]
            current.cursor = chosen[0] if chosen else 0

    def do_clear(self) -> None:
        """Open the question at the cursor again."""
        if (current := self.current) is not None:
            current.clear()

    def do_next(self) -> None:
        """Go to the next question."""
        self.step(1)

    def do_previous(self) -> None:
        """Go to the previous question."""
        self.step(-1)


def _options(section: Section) -> int:
    """The most options that a question of a section has."""
    choices = [each for each in section[1] if each.kind not in _WRITTEN]
    return max((len(rows_of(each)) for each in choices), default=0)
