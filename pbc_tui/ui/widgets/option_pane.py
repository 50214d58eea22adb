"""What the option at the cursor is, when it fits, what it costs, what it changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from pbc_tui.ui.drawing import redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.text import lines, span
from pbc_tui.ui.widgets.choice_field import ChoiceField
from pbc_tui.ui.widgets.field import Field


class OptionPane(Static):
    """Follows the cursor of a list of questions."""

    DEFAULT_CSS = """
    OptionPane { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__(id="option", classes="pane")

    def show_field(self, field: Field) -> None:
        """Explain what stands at the cursor."""
        rows: list[Content] = []
        suggestion = field.open_suggestion
        if isinstance(field, ChoiceField) and (choice := field.row.choice) is not None:
            letter = choice.letter or "No"
            self.border_title = f"What {letter} changes in your repository"
            rows.append(span(choice.title, "bold"))
            for label, words in (
                ("fits", choice.fits),
                ("costs", choice.costs),
                ("changes", choice.changes),
            ):
                if words:
                    rows.append(
                        Content.assemble((f"{label:<9}", "$accent"), span(words, "$foreground 85%"))
                    )
        else:
            self.border_title = field.question.title
            rows.append(span(field.question.text, "$foreground 85%"))
        if suggestion is not None:
            rows.append(
                Content.assemble(
                    ("suggested", "$accent"),
                    ": ",
                    span(field.words(suggestion.value), "bold", 60),
                    ", ",
                    span(suggestion.reason, "$foreground 70%"),
                    (f"   {key_of(self.app, 'questions.suggested')} takes it", "$dim"),
                )
            )
        redraw(self, lines(rows), resizes=False)
