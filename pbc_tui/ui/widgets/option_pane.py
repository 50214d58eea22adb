"""What the option at the cursor is, when it fits, what it costs, what it changes."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from pbc_tui.ui.drawing import redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.text import lines, span
from pbc_tui.ui.widgets.choice_field import ChoiceField
from pbc_tui.ui.widgets.field import Field

_LABEL = 9
"""Cells of the labels, where each has a line of its own."""


class OptionPane(Static):
    """Follows the cursor of a list of questions; says the same on fewer lines where room lacks."""

    DEFAULT_CSS = """
    OptionPane { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__(id="option", classes="pane")
        self._field: Field | None = None

    def on_resize(self) -> None:
        """More or fewer lines fit now."""
        if self._field is not None:
            self.show_field(self._field)

    def show_field(self, field: Field) -> None:
        """Explain what stands at the cursor."""
        self._field = field
        choice = field.row.choice if isinstance(field, ChoiceField) else None
        self.border_title = (
            field.question.title
            if choice is None
            else f"What {choice.letter or 'No'} changes in your repository"
        )
        told = [lines(rows) for rows in self._ways_to_tell(field)]
        fitting = next((each for each in told if self._fits(each)), told[-1])
        redraw(self, fitting, resizes=False)

    def _fits(self, content: Content) -> bool:
        width, height = self.content_size
        return not width or len(content.wrap(width)) <= height

    def _ways_to_tell(self, field: Field) -> Iterator[list[Content]]:
        """From the roomiest to the tightest; the title also stands at the cursor of the list."""
        suggested = self._suggested(field)
        choice = field.row.choice if isinstance(field, ChoiceField) else None
        if choice is None:
            yield [span(field.question.text, "$foreground 85%"), *suggested]
            return
        parts = [
            (label, span(words, "$foreground 85%"))
            for label, words in (
                ("fits", choice.fits),
                ("costs", choice.costs),
                ("changes", choice.changes),
            )
            if words
        ]
        columns = [
            Content.assemble((f"{label:<{_LABEL}}", "$accent"), words) for label, words in parts
        ]
        flowing = [Content.assemble((label, "$accent"), " ", words) for label, words in parts]
        yield [span(choice.title, "bold"), *columns, *suggested]
        yield [*columns, *suggested]
        yield [*flowing, *suggested]
        yield [Content("  ").join(flowing), *suggested]

    def _suggested(self, field: Field) -> list[Content]:
        suggestion = field.open_suggestion
        if suggestion is None:
            return []
        return [
            Content.assemble(
                ("suggested", "$accent"),
                ": ",
                span(field.words(suggestion.value), "bold", 60),
                ", ",
                span(suggestion.reason, "$foreground 70%"),
                (f"   {key_of(self.app, 'questions.suggested')} takes it", "$dim"),
            )
        ]
