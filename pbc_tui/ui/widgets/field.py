"""What every field of a question has: its draft, its suggestion, the way an answer is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from pbc_tui.design import catalog
from pbc_tui.design.catalog.question import AnswerError, Kind, Question, Suggestion
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import PartHelp
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import clean, span

if TYPE_CHECKING:
    from pbc_tui.session.state import State


class Field(Place, Widget):
    """One question: it shows the state's answer, or the draft that cannot be taken yet."""

    class Current(Message):
        """The field got the focus."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Leave(Message):
        """The cursor leaves the field at its end (1) or its beginning (-1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, question: Question) -> None:
        super().__init__(id=question.key.replace(".", "-"))
        self.question = question

    @property
    def state(self) -> State:
        """The state of the project."""
        return self.pbc.project.state

    @property
    def value(self) -> Any:
        """The answer that is recorded, None while the question is open."""
        return self.state.answers.get(self.question.key)

    @property
    def draft(self) -> str | None:
        """What was typed and cannot be taken yet."""
        return self.pbc.drafts.get(self.question.key)

    @property
    def fault(self) -> str:
        """Why the draft cannot be taken, in one line; "" when it can or there is none."""
        draft = self.draft
        if draft is None or not draft.strip():
            return ""
        try:
            self.question.parse(draft)
        except AnswerError as error:
            return error.message
        return ""

    @property
    def suggestion(self) -> Suggestion | None:
        """What is suggested: by the answers file that was read, else by the application."""
        if self.question.key in self.pbc.suggested:
            try:
                value = self.question.parse(self.pbc.suggested[self.question.key])
            except AnswerError:
                return None
            return Suggestion(value, "from the answers file")
        return self.question.suggestion(self.state.answers)

    @property
    def open_suggestion(self) -> Suggestion | None:
        """The suggestion, while it differs from the answer."""
        suggestion = self.suggestion
        return suggestion if suggestion and suggestion.value != self.value else None

    @property
    def answered(self) -> bool:
        """Whether an answer is recorded and no faulty draft stands over it."""
        return self.value is not None and not self.fault

    def give(self, value: Any) -> None:
        """Record an answer; None opens the question again.

        Raises:
            Refused: with one line.
        """
        from pbc_tui.workflow import design_desk

        self.pbc.drafts.pop(self.question.key, None)
        design_desk.answer(self.pbc.project, self.question.key, value)

    def take_suggestion(self) -> bool:
        """Answer with what is suggested; False when nothing is."""
        suggestion = self.suggestion
        if suggestion is None:
            return False
        self.give(catalog.plain(suggestion.value))
        self.sync(force=True)
        return True

    def clear(self) -> None:
        """Take the answer and the draft back."""
        self.give(None)
        self.sync(force=True)

    def sync(self, *, force: bool = False) -> None:
        """Draw the state's answer; ``force`` replaces even what is being typed."""

    def keep(self) -> None:
        """Record what was typed, as far as it can be taken."""

    @property
    def entry(self) -> Widget:
        """The widget that takes the focus."""
        return self

    def part_help(self) -> PartHelp:
        """The question in full: what can be answered, what is suggested, which keys do it."""
        question = self.question
        rows = [("how", self.how_to_answer())]
        rows += [("answer", self.words(self.value))] if self.value is not None else []
        rows += self.options_in_words()
        if (suggestion := self.suggestion) is not None:
            rows.append(("suggested", f"{self.words(suggestion.value)}, {suggestion.reason}"))
        if question.example and question.kind in (Kind.TEXT, Kind.LINES):
            rows.append(("example", question.example))
        return PartHelp(question.title, question.text, rows)

    def how_to_answer(self) -> str:
        """Which keys answer, in one sentence."""
        down = key_of(self.pbc, "questions.next")
        return f"type it; it is kept as you type; {down} goes on to the next question"

    def options_in_words(self) -> list[tuple[str, str]]:
        """Every option with all that is known of it, by its key."""
        return []

    @property
    def waits(self) -> bool:
        """Whether it must be answered and is not."""
        return self.question.required and not self.answered

    def mark(self) -> tuple[str, str]:
        """Answered, open, or not takeable: as a sign and its colour."""
        if self.fault:
            return "✗", "$error"
        if self.answered:
            return "✓", "$success"
        if not self.question.required:
            return "·", "$dim"
        return "○", "$warning"

    def head(self, *, focused: bool) -> Content:
        """Mark, number and title."""
        sign, colour = self.mark()
        number = f"{self.question.number}" if self.question.number else ""
        if self.question.key == "intake.concurrency_resolved":
            number = ""
        return Content.assemble(
            ("▎" if focused else " ", "$accent"),
            (sign, colour),
            (f" {number:>2} ", "$dim"),
            (self.question.title, "bold $foreground" if focused else "$foreground 85%"),
        )

    def hint(self) -> Content:
        """One line under the field: what is wrong, what is suggested, or the question itself."""
        if fault := self.fault:
            return Content.assemble(("✗ ", "$error"), span(fault, "$error"))
        suggestion = self.open_suggestion
        if suggestion is not None and self.value is None:
            words = self.words(suggestion.value)
            return Content.assemble(
                ("suggested: ", "$accent"),
                span(words, "bold $foreground 90%", 60),
                span(f", {suggestion.reason}", "$dim"),
                (f"  {key_of(self.pbc, 'questions.suggested')} takes it", "$dim"),
            )
        example = self.question.example
        text = self.question.text
        if example and self.value is None and self.question.kind is not Kind.ONE:
            return Content.assemble(span(text, "$dim"), "  ", span(f"e.g. {example}", "$faint"))
        return clean(text, "$dim")

    def words(self, value: Any) -> str:
        """A value as summaries show it."""
        return catalog.display(self.question.key, value)
