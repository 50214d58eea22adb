"""Questions that are answered by choosing: one option, several, or yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.drawing import Drawn, Rows, within_its_size
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.quiet_focus import QuietFocus
from pbc_tui.ui.text import fit, hanging
from pbc_tui.ui.widgets.field import Field

HEAD = 28
"""Cells that the head of a question takes when its answer stands on the same line."""
NARROW_HEAD = 22
FOLDED = "-folded"
"""The class of a list of questions that has no room for the options of all."""
_KEPT = 64
"""Rows that are kept as they were drawn: each with the cursor and without, chosen and not."""
WIDE_ENOUGH = 50
"""From this width on the head has its full cells."""


@dataclass(frozen=True)
class Row:
    """One line that can be chosen."""

    key: str
    value: Any
    title: str
    choice: Choice | None = None


class ChoiceField(QuietFocus, Field, can_focus=True):
    """The head with the answer; below it the options, while the field has the focus or stays open.

    A letter chooses; so do space and enter at the cursor; enter on what is chosen goes on.
    """

    DEFAULT_CSS = """
    ChoiceField { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "option", "questions.next", "questions.previous"
    )

    cursor = reactive(0)
    virtual_size = within_its_size()
    _measured_at = 0

    def __init__(
        self, question: Question, *, stays_open: bool = False, details: bool = False
    ) -> None:
        super().__init__(question)
        self.stays_open = stays_open
        self.details = details
        self.rows = rows_of(question)
        self._drawn = Drawn(_KEPT)

    @property
    def expanded(self) -> bool:
        """Whether the options are shown."""
        return self.has_focus or not self.folds

    @property
    def folds(self) -> bool:
        """Whether only the field with the focus shows its options."""
        return not self.stays_open or any(above.has_class(FOLDED) for above in self.ancestors)

    def chosen(self, row: Row) -> bool:
        """Whether the row is (part of) the answer."""
        value = self.value
        if self.question.kind is Kind.SEVERAL:
            return value is not None and row.value in value
        return value is not None and row.value == value

    def how_to_answer(self) -> str:
        """A letter, or the option at the cursor."""
        take = key_of(self.pbc, "option.take")
        up, down = (key_of(self.pbc, f"questions.{name}") for name in ("previous", "next"))
        return (
            f"its letter chooses an option; {up} {down} go from one to the next, {take} chooses "
            f"the one at the cursor, and {take} on what is chosen goes on"
        )

    def options_in_words(self) -> list[tuple[str, str]]:
        """Every option: when it fits, what it costs, what it changes."""
        told = []
        for row in self.rows:
            words = [row.title]
            if (choice := row.choice) is not None:
                known = (
                    ("fits", choice.fits),
                    ("costs", choice.costs),
                    ("changes", choice.changes),
                )
                words += [f"{label} {text}" for label, text in known if text]
            told.append((row.key.upper() if row.key not in "yn" else row.key, "; ".join(words)))
        return told

    def sync(self, *, force: bool = False) -> None:
        """Draw the state's answer."""
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Other colours: every row is drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def render(self) -> Rows:
        """Head, and the options below it."""
        width = max(self.content_size.width, 20)
        expanded = self.expanded
        lines = [self._head_line(width, expanded)]
        if expanded:
            if self._question_below(width):
                lines.append(hanging(" " * 6, self.question.text, width, "$dim"))
            lines += [self._option(index, row, width) for index, row in enumerate(self.rows)]
            suggestion = self.open_suggestion
            if suggestion is not None and self.value is None and self.has_focus:
                lines.append(Content.assemble("      ", fit(self.hint(), max(width - 6, 10))))
        return Rows(lines, self._drawn, self.app.theme)

    def _question_below(self, width: int) -> bool:
        """Whether the question is too long to stand beside the head, and may take a line."""
        room = max(width - _head_width(width), 4)
        unanswered = self.value is None and not self.stays_open
        return unanswered and Content(self.question.text).cell_length > room

    def _head_line(self, width: int, expanded: bool) -> Content:
        head_width = _head_width(width)
        head = fit(self.head(focused=self.has_focus), head_width)
        room = max(width - head_width, 4)
        if expanded and (self.value is None or self.stays_open):
            if self._question_below(width):
                return head
            return head + fit(Content.styled(self.question.text, "$dim"), room)
        if self.value is None:
            words = "open" if self.question.required else "unanswered: counts as no"
            line = Content.styled(words, "$dim")
            if (suggestion := self.open_suggestion) is not None:
                line = Content.assemble(
                    line,
                    ("   suggested: ", "$accent"),
                    (self.words(suggestion.value), "$dim"),
                )
            return head + fit(line, room)
        return head + fit(Content.styled(self.words(self.value), "$foreground"), room)

    def _option(self, index: int, row: Row, width: int) -> Content:
        at_cursor = self.has_focus and index == self.cursor
        chosen = self.chosen(row)
        suggestion = self.open_suggestion
        suggested = suggestion is not None and self.value is None and suggestion.value == row.value
        if self.question.kind is Kind.SEVERAL:
            mark = ("■", "$success") if chosen else ("□", "$faint")
        else:
            mark = ("●", "$success") if chosen else ("○", "$faint")
        title = Content.styled(row.title, "bold $foreground" if chosen else "$foreground 85%")
        if suggested:
            title = Content.assemble(title, ("  suggested", "$accent"))
        line = Content.assemble(
            "    ",
            ("▸ " if at_cursor else "  ", "$accent"),
            mark,
            " ",
            (row.key.upper() if row.key not in "yn" else row.key, "bold $accent"),
            "  ",
        )
        room = max(width - line.cell_length, 4)
        note = (row.choice.fits or row.choice.changes or row.choice.costs) if row.choice else ""
        longest = min(max(len(other.title) for other in self.rows) + 2, 40)
        if note and room > longest + (18 if self.details else 30):
            title = fit(title, max(longest, title.cell_length + 2))
            title = Content.assemble(title, (note, "$dim"))
        line = Content.assemble(line, fit(title, room))
        if at_cursor and (self.app.native_ansi_color or self.app.no_color):
            # The terminal may write in the very colour that would lie below.
            line = line.stylize("bold underline")
        elif at_cursor:
            line = line.stylize_before("on $block-cursor-background")
        return line.stylize(Style.from_meta({"row": index}))

    # What keys and mouse do

    def on_resize(self, event: events.Resize) -> None:
        """What is drawn depends on the width, so at another one the height may be another, too."""
        if event.size.width != self._measured_at:
            self._measured_at = event.size.width
            self.refresh(layout=True)

    def on_focus(self, event: events.Focus) -> None:
        """Begin at what is chosen, and show the options."""
        chosen = next((i for i, row in enumerate(self.rows) if self.chosen(row)), None)
        if chosen is not None and self.question.kind is not Kind.SEVERAL:
            self.cursor = chosen
        super().on_focus(event)
        self.call_after_refresh(self.scroll_visible, animate=False)
        self.post_message(self.Current(self))

    def draw_focus(self) -> None:
        """Open or close it: in its old place, unless the number of rows may be another one."""
        open_suggestion = self.open_suggestion is not None and self.value is None
        self.refresh(layout=self.folds or open_suggestion)

    def watch_cursor(self) -> None:
        """Tell what stands at the cursor."""
        if self.is_attached and self.has_focus:
            self.post_message(self.Current(self))

    @property
    def row(self) -> Row:
        """The row at the cursor."""
        return self.rows[min(self.cursor, len(self.rows) - 1)]

    def do_next(self) -> None:
        """One option down, out of the field at the last one."""
        self._move(1)

    def do_previous(self) -> None:
        """One option up, out of the field at the first one."""
        self._move(-1)

    def _move(self, step: int) -> None:
        target = self.cursor + step
        if 0 <= target < len(self.rows):
            self.cursor = target
        else:
            self.post_message(self.Leave(step))

    def do_toggle(self) -> None:
        """Choose what stands at the cursor."""
        self.choose(self.cursor)

    def do_take(self) -> None:
        """Choose what stands at the cursor; go on when it is chosen already."""
        several = self.question.kind is Kind.SEVERAL and self.value is not None
        if self.chosen(self.row) or several:
            self.post_message(self.Leave(1))
        else:
            self.choose(self.cursor)

    def choose(self, index: int) -> None:
        """Answer with a row; of several, put it in or take it out."""
        row = self.rows[index]
        self.cursor = index
        if self.question.kind is Kind.SEVERAL:
            kept = [other.value for other in self.rows if self.chosen(other) != (other is row)]
            value: Any = [item.value for item in kept] or None
        elif self.question.kind is Kind.YES_NO:
            value = row.value
        else:
            value = row.value.value
        try:
            self.give(value)
        except Exception as error:
            if not self.pbc.show_refusal(error):
                raise

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A letter that chooses an option is no other key here."""
        return any((character or "").lower() == row.key for row in self.rows)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses its option."""
        character = event.character or ""
        for index, row in enumerate(self.rows):
            if character and character.lower() == row.key:
                event.stop()
                self.choose(index)
                return

    def on_click(self, event: events.Click) -> None:
        """A click on an option chooses it."""
        index = event.style.meta.get("row")
        if index is not None:
            self.choose(int(index))


def _head_width(width: int) -> int:
    """Cells of the head in a field of ``width`` cells."""
    return HEAD if width >= WIDE_ENOUGH else NARROW_HEAD


def rows_of(question: Question) -> tuple[Row, ...]:
    """The lines of a question that can be chosen; () where it is written."""
    if question.kind is Kind.YES_NO:
        return (Row("y", True, "Yes"), Row("n", False, "No"))
    return tuple(
        Row(choice.letter.lower() or "n", choice.option, choice.title, choice)
        for choice in question.choices
    )
