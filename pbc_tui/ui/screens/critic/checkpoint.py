"""A critic checkpoint: the score table with its reasons, and one of three answers (SPEC 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from pbc_tui.design.critic import LEAST_TOTAL
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import (
    FULL,
    Concern,
    colour_of,
    concern_of,
    concern_rows,
    concerns_of,
    counted,
    explanation,
    words_of_concerns,
)
from pbc_tui.ui.drawing import redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import Part
from pbc_tui.ui.screens.building.agent_turn import turn_rows
from pbc_tui.ui.screens.critic.opinion import opinion_rows, second_opinion
from pbc_tui.ui.screens.dialog import AskText
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.text import bar, lines, span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Page, Pane

if TYPE_CHECKING:
    from pbc_tui.design.critic import Review
    from pbc_tui.ui.app import PbcApp


_LOOK_EVERY = 0.5
"""Seconds between looks at whether an opinion has come; only one file is looked at."""


_WIDE_CHOICES = 114
"""Columns of the screen from which on each answer says what it is about."""
_ALL_CHOICES = 64
"""Columns from which on the line of answers has room for all three; the footer always has it."""


class CheckpointScreen(StageScreen):
    """Left the scores with their justification, right the concerns; below the three answers."""

    CSS_PATH = "checkpoint.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("checkpoint")
    PANELS = ("#table", "#concerns-pane")
    PARTS: ClassVar[Mapping[str, Part]] = {
        "table": Part("scores", "Five dimensions of five points, each with its justification."),
        "concerns-pane": Part(
            "concerns",
            "Each point that is taken off: how many, the rule, and what would give it back. "
            "The same design always scores the same.",
        ),
    }
    AUTO_FOCUS = "#concerns"
    CHECKPOINT: Literal[1, 2] = 1
    GATE = Gate.CRITIC_1
    _turn = (False, "")

    def body(self) -> ComposeResult:
        """Scores and concerns side by side."""
        with Horizontal(id="sides"):
            with Page(classes="pane", id="table") as table:
                table.entitle(f"Critic, checkpoint {self.CHECKPOINT}")
                yield Static(id="scores")
            with Pane(classes="pane", id="concerns-pane") as pane:
                pane.entitle("Concerns")
                yield FilteredListing(id="concerns")
            with Page(classes="pane", id="explained") as explained:
                explained.entitle("The concern at the cursor")
                yield Static(id="explanation")
        yield Static(id="choices")

    @property
    def review(self) -> Review:
        """The critic's view of the design as it is."""
        from pbc_tui.workflow import design_desk

        return design_desk.checkpoint_review(self.pbc.project, self.CHECKPOINT)

    def show_live(self) -> None:
        """The agent that gives an opinion has begun or ended."""
        aside = self.pbc.aside
        stands = (aside.under_way, aside.outcome)
        if stands != self._turn:
            self._turn = stands
            self.show_state()

    def show_state(self) -> None:
        """Scores, concerns and what may be answered."""
        from pbc_tui.workflow.second_opinion import about

        review = self.review
        opinion = opinion_rows(self.pbc, self.CHECKPOINT, review)
        turn = turn_rows(self.pbc, about(self.CHECKPOINT))
        self.query_one("#scores", Static).update(lines([_table(review), *opinion, *turn]))
        pane = self.query_one("#concerns-pane")
        listing = self._listing
        listing.set_rows(concern_rows(review, max(listing.room, 24)), words_of_concerns(review))
        pane.border_subtitle = counted(len(concerns_of(review)), "concern")
        choices = self.query_one("#choices", Static)
        choices.set_class(review.may_proceed and not review.needs_reason, "-plain")
        choices.update(_choices(self.pbc, review, self.size.width))
        self._explain()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the concern at the cursor, where there is room beside it."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        if not self.has_class("-full"):
            return
        review, concern = self.review, self.concern
        said = explanation(review, concern) if concern else Content("")
        redraw(self.query_one("#explanation", Static), said)

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Lines are wrapped to the width."""
        self.show_state()

    @property
    def concern(self) -> Concern | None:
        """The concern at the cursor."""
        return concern_of(self.review, self._listing.current)

    @property
    def _listing(self) -> FilteredListing:
        return self.query_one(FilteredListing)

    def why_not_proceed(self) -> str:
        """Under 10 the design must be revised."""
        review = self.review
        if not review.may_proceed:
            return f"a total of {review.total} must be revised: {LEAST_TOTAL} is the least"
        return ""

    async def do_proceed(self) -> None:
        """Go on with the design; between 10 and 14 with a written reason."""
        from pbc_tui.workflow import design_desk

        review = self.review
        reason: str | None = ""
        if review.needs_reason:
            reason = await self.app.push_screen_wait(
                AskText(
                    f"Proceed with {review.total}/{FULL}?",
                    "Revising is recommended. Why do you proceed all the same? "
                    "The reason goes into the report.",
                )
            )
        if reason is not None:
            design_desk.confirm(self.pbc.project, self.GATE, reason=reason)

    async def do_revise(self) -> None:
        """Open the decision at fault again and go there."""
        from pbc_tui.ui.screens.everywhere.going_back import go_back
        from pbc_tui.workflow import design_desk
        from pbc_tui.workflow.refused import Refused

        concern = self.concern
        if concern is None:
            if why := self._listing.hides_all:
                raise Refused(why)
            await go_back(self.pbc)
            return
        self.pbc.jump = concern.decision
        design_desk.revise(self.pbc.project, self.CHECKPOINT, concern.decision, concern.rule)

    async def do_clarify(self) -> None:
        """Explain the concern at the cursor in full; that it was asked for is recorded."""
        from pbc_tui.workflow import design_desk

        if (concern := self.concern) is not None:
            design_desk.clarify(self.pbc.project, self.CHECKPOINT, concern.rule)
            content = explanation(self.review, concern)
            await self.app.push_screen_wait(Reading("A concern, in full", content))

    def why_no_concern(self) -> str:
        """Why there is nothing to explain."""
        if self.concern is not None:
            return ""
        return self._listing.hides_all or "there is no concern to explain"

    async def do_opinion(self) -> None:
        """Ask for a second opinion, or read the one that came."""
        await second_opinion(self.pbc, self.CHECKPOINT)

    def on_mount(self) -> None:
        """An opinion is shown as soon as it is there."""
        super().on_mount()
        self._seen = self._opinion_on_disk()
        self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        now = self._opinion_on_disk()
        if now != self._seen:
            self._seen = now
            self.show_state()

    def _opinion_on_disk(self) -> tuple[int, int] | None:
        from pbc_tui.workflow.second_opinion import signature

        return signature(self.pbc.project, self.CHECKPOINT)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click explains."""
        event.stop()
        self.pbc.run_flow(self.do_clarify())


class FirstCheckpoint(CheckpointScreen):
    """After stage 1."""


class SecondCheckpoint(CheckpointScreen):
    """After stage 3."""

    CHECKPOINT = 2
    GATE = Gate.CRITIC_2


def _table(review: Review) -> Content:
    colour = colour_of(review.total)
    rows = [
        Content.assemble(
            (f"{review.total}", f"bold {colour}"),
            f" / {FULL}   ",
            bar(review.total, FULL, 25, colour),
        ),
        Content.assemble(
            (str(review.assessment), f"bold {colour}"),
            (f": {review.assessment.consequence}", "$foreground 70%"),
        ),
        Content(""),
    ]
    for dimension in review.dimensions:
        score = dimension.score
        rows.append(
            Content.assemble(
                (f"{dimension.name!s:<17}", "bold"),
                bar(score, 5, 10, colour_of(score * 5)),
                (f"  {score}", "bold"),
            )
        )
        rows += [span(dimension.justification, "$dim", 600), Content("")]
    for title, entries in (
        ("Risks", review.risks),
        ("Missing or ambiguous", review.missing),
        ("Recommendations", review.recommendations),
    ):
        if entries:
            rows.append(Content.styled(title, "bold $accent"))
            rows += [Content.assemble("· ", span(str(entry), "", 400)) for entry in entries]
            rows.append(Content(""))
    return lines(rows)


def _choices(app: PbcApp, review: Review, width: int) -> Content:
    """The three answers, in so few words that all of them are on the line."""
    wide = width >= _WIDE_CHOICES
    gap = "     " if wide else "   "
    proceed = review.may_proceed
    reason = " (asks for your reason)" if review.needs_reason else ""
    first = Content.assemble(
        (f"{key_of(app, 'checkpoint.proceed')} ", "bold $accent" if proceed else "$faint"),
        (
            f"Proceed{reason}" if proceed else f"Proceed is not offered under {LEAST_TOTAL}",
            "" if proceed else "$faint",
        ),
    )
    if width < _ALL_CHOICES:
        return first
    any_concern = bool(concerns_of(review))
    revised = "the decision at the cursor" if any_concern else "an earlier decision"
    return Content.assemble(
        first,
        gap,
        (f"{key_of(app, 'checkpoint.revise')} ", "bold $accent"),
        f"Revise {revised}" if wide else "Revise",
        gap,
        (f"{key_of(app, 'checkpoint.clarify')} ", "bold $accent" if any_concern else "$faint"),
        (
            "Clarify the concern at the cursor" if wide else "Clarify",
            "" if any_concern else "$faint",
        ),
    )
