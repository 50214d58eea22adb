"""The critic beside the work, live: scores with what moved them, and the concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList, Static

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import (
    Concern,
    concern_of,
    concern_rows,
    concerns_of,
    counted,
    explanation,
    score_lines,
    words_of_concerns,
)
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import lines
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from pbc_tui.design.critic import Review


class CriticPanel(Place, Pane):
    """Shows the review of the state; keeps only the earlier scores."""

    class Go(Message):
        """The person wants to go to the decision at fault."""

        def __init__(self, decision: str) -> None:
            super().__init__()
            self.decision = decision

    DEFAULT_CSS = """
    CriticPanel { width: 40; height: 1fr; }
    CriticPanel #scores { height: auto; }
    CriticPanel #concerns { height: 1fr; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("critic")

    def __init__(self) -> None:
        super().__init__(id="critic", classes="pane side")
        self.entitle("Critic · live")
        self._before: Review | None = None
        self._now: Review | None = None

    def compose(self) -> ComposeResult:
        """Scores above, concerns below."""
        yield Static(id="scores")
        yield FilteredListing(id="concerns")

    def show_state(self) -> None:
        """Review the design as it is now."""
        from pbc_tui.workflow import design_desk

        self.show_review(design_desk.live_review(self.pbc.project))

    def show_review(self, review: Review) -> None:
        """Show a review of the design, and what moved since the one before."""
        if self._now is None or review != self._now:
            self._before, self._now = self._now, review
        self.query_one("#scores", Static).update(lines(score_lines(review, self._before)))
        listing = self._listing
        listing.set_rows(concern_rows(review, max(listing.room, 20)), words_of_concerns(review))
        self.border_subtitle = counted(len(concerns_of(review)), "concern")

    def on_listing_widened(self, event: Listing.Widened) -> None:
        """Lines are wrapped to the width."""
        event.stop()
        if self._now is not None:
            self.show_review(self._now)

    @property
    def concern(self) -> Concern | None:
        """The concern at the cursor."""
        return concern_of(self._now, self._listing.current) if self._now else None

    @property
    def _listing(self) -> FilteredListing:
        return self.query_one(FilteredListing)

    def _say_what_is_hidden(self) -> None:
        if why := self._listing.hides_all:
            self.pbc.say(why, "warning")

    def do_go(self) -> None:
        """Go to the decision at fault."""
        if (concern := self.concern) is not None:
            self.post_message(self.Go(concern.decision))
        else:
            self._say_what_is_hidden()

    async def do_clarify(self) -> None:
        """Explain the concern at the cursor in full."""
        from pbc_tui.ui.screens.reading import Reading

        concern = self.concern
        if concern is not None and self._now is not None:
            content = explanation(self._now, concern)
            await self.app.push_screen_wait(Reading("A concern, in full", content))
        else:
            self._say_what_is_hidden()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click goes there."""
        event.stop()
        self.do_go()
