"""The summary of a stage: all answers in one table, then "accurate and complete?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean, hanging, lines
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing

CONFIRMED = "confirmed"
"""What the screen returns when the person confirmed."""


class SummaryScreen(Modal["str | None"]):
    """Returns ``CONFIRMED``, the key of an answer to go back to, or None."""

    DEFAULT_CSS = """
    SummaryScreen .page { width: 110; max-width: 98%; height: auto; max-height: 96%;
        border: round $border; background: $surface; padding: 0 1;
        border-title-color: $accent; border-title-style: bold; }
    SummaryScreen OptionList { background: $surface; height: auto; max-height: 1fr; }
    SummaryScreen .notes { height: auto; max-height: 14; padding: 1 1 0 1; }
    SummaryScreen .question { height: auto; padding: 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "summary")

    def __init__(
        self,
        title: str,
        rows: Sequence[tuple[str, str, str]],
        *,
        notes: Sequence[Content] = (),
        question: str = "Is all of this accurate and complete?",
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._notes = notes
        self._question = question

    def compose(self) -> ComposeResult:
        """The table, what follows from it, the question."""
        with Vertical(classes="page") as page:
            page.border_title = clean(self._title)
            yield Listing()
            if self._notes:
                yield Static(lines(self._notes), classes="notes")
            yield Static(
                Content.assemble(
                    (self._question, "bold"),
                    "   ",
                    (key_of(self.pbc, "summary.confirm"), "bold $accent"),
                    " yes, confirm   ",
                    (key_of(self.pbc, "summary.revise"), "bold $accent"),
                    " change the one at the cursor   ",
                    (key_of(self.pbc, "dialog.leave"), "bold $accent"),
                    " back",
                ),
                classes="question",
            )
        yield KeysBar()

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Answers are wrapped beside their titles."""
        longest = min(max((len(title) for _, title, _ in self._rows), default=0), 30)
        listing = self.query_one(Listing)
        width = max(listing.room, 24)
        listing.set_rows(
            [
                (key, hanging(clean(title.ljust(longest + 2), "$dim"), words, width))
                for key, title, words in self._rows
            ]
        )

    def do_confirm(self) -> None:
        """Confirm all of it."""
        self.dismiss(CONFIRMED)

    def do_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back to the answer at the cursor."""
        self.dismiss(event.option_id)

    def do_revise(self) -> None:
        """Go back to the answer at the cursor."""
        self.dismiss(self.query_one(Listing).current or None)
