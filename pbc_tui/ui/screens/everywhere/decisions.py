"""Everything that was decided: to find one, see what it touches, reopen it (SPEC 4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from pbc_tui.design.decisions import Decision, holding
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.in_pauses import InPauses
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import fit, hanging, lines, span
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from pbc_tui.session.state import State

UNDO = "undo"
"""What the screen returns when the last reopening is to be taken back."""
GATE = "gate:"
"""Begins what it returns for a stage as a whole, before the name of its gate."""

_MOST_PATHS = 40
_SETTLED = 0.12
"""Seconds that the cursor rests on a row before what it touches is worked out."""
_TITLE = 30

Impact = tuple[str, tuple[tuple[str, str], ...]]
"""The row that it is of, and what reopening it touches."""


class DecisionsScreen(Modal[str]):
    """Returns the key of a decision, ``GATE`` with a gate, ``UNDO``, or "" when it was left."""

    DEFAULT_CSS = """
    DecisionsScreen .page { width: 98%; max-width: 130; height: 94%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold;
        border-subtitle-color: $dim; }
    DecisionsScreen Listing { height: 1fr; width: 3fr; background: $surface; padding: 0 1; }
    DecisionsScreen VerticalScroll { width: 2fr; border-left: solid $border; padding: 0 1;
                                     scrollbar-gutter: stable; }
    DecisionsScreen VerticalScroll Static { height: auto; }
    DecisionsScreen Input { display: none; height: 1; padding: 0 1; background: $panel; }
    DecisionsScreen.-filtering Input { display: block; }
    DecisionsScreen.-middle Listing, DecisionsScreen.-middle VerticalScroll { width: 1fr; }
    DecisionsScreen.-narrow Horizontal { layout: vertical; }
    DecisionsScreen.-narrow Listing { width: 1fr; }
    DecisionsScreen.-narrow VerticalScroll { width: 1fr; height: 1fr; border-left: none;
                                             border-top: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "decisions")
    AUTO_FOCUS = "#decisions"

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}
        self._looking: InPauses[str, Impact] = InPauses(
            self, self._work_out, self._show, self._known.__contains__, pause=_SETTLED
        )

    def compose(self) -> ComposeResult:
        """The decisions, what the one at the cursor touches, the filter."""
        with Vertical(classes="page") as page:
            page.border_title = "Go back: which decision do you want to reopen?"
            page.border_subtitle = "nothing on disk is deleted"
            with Horizontal():
                yield Listing(id="decisions")
                with Scroll():
                    yield Static(id="impact")
            yield Input(placeholder="filter: a decision, an answer, a stage", compact=True)
        yield KeysBar()

    def on_mount(self) -> None:
        """Draw, the last stage that was confirmed at the cursor: most go back a short way."""
        self._draw()
        confirmed = [gate for gate, _ in self._decided]
        if confirmed:
            self._listing.go_to(f"{GATE}{confirmed[-1].value}")

    @property
    def _state(self) -> State:
        return self.pbc.project.state

    @property
    def _decided(self) -> tuple[tuple[Gate, tuple[Decision, ...]], ...]:
        from pbc_tui.workflow.going_back import decided

        return decided(self._state)

    @property
    def _listing(self) -> Listing:
        return self.query_one(Listing)

    def _draw(self) -> None:
        words = self.query_one(Input).value
        room = max(self._listing.room, 20)
        rows: list[tuple[str, Content]] = []
        for gate, decisions in self._decided:
            found = holding(decisions, words)
            if found or words.casefold() in gate.words.casefold():
                rows.append((f"{GATE}{gate.value}", _stage(gate, room)))
                rows += [(each.key, _decision(each, room)) for each in found]
        self._listing.set_rows(rows)
        if not rows:
            self.query_one("#impact", Static).update(
                span(f"nothing that was decided holds {words!r}")
            )

    def on_listing_widened(self, event: Listing.Widened) -> None:
        """Answers are cut to the width."""
        event.stop()
        self._draw()
        self._look()
        self.call_after_refresh(self._listing.scroll_to_highlight)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what reopening this one touches."""
        event.stop()
        self._look()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows what it touches, as the cursor does."""
        event.stop()

    def _look(self) -> None:
        if key := self._listing.current:
            self._looking.look(key)
            if self._looking.pending:
                self._preview(key, (("What it touches", "looking …"),))

    def _work_out(self, key: str) -> Impact:
        from pbc_tui.workflow.going_back import impact_of

        gate, decision = meant(key)
        return key, self._known.get(key) or impact_of(self._state, gate, decision, _MOST_PATHS)

    def _show(self, impact: Impact) -> None:
        key, rows = impact
        self._known[key] = rows
        self._preview(key, rows)

    def _preview(self, key: str, rows: tuple[tuple[str, str], ...]) -> None:
        pane = self.query_one(Scroll)
        pane.scroll_home(animate=False)
        width = max(pane.scrollable_content_region.width, 24)
        shown = [hanging("", self._words_of(key), width, "bold"), Content("")]
        for title, words in rows:
            shown.append(Content.styled(title, "$dim"))
            shown.append(hanging("  ", words, width, most=12))
        self.query_one("#impact", Static).update(lines(shown))

    def _words_of(self, key: str) -> str:
        for gate, decisions in self._decided:
            if key == f"{GATE}{gate.value}":
                return f"Reopen {gate.words}"
            for decision in decisions:
                if decision.key == key:
                    return f"Reopen {gate.words} for: {decision.title}"
        return ""

    def why_not_undo(self) -> str:
        """Why no reopening can be taken back."""
        return "" if self._state.reopenings else "nothing was reopened that could be taken back"

    def why_nothing_here(self) -> str:
        """Why there is nothing to reopen at the cursor."""
        return "" if self._listing.current else "no decision is at the cursor"

    def do_reopen(self) -> None:
        """Reopen what is at the cursor; what it touches is asked about once more."""
        self.dismiss(self._listing.current)

    def do_undo(self) -> None:
        """Take the last reopening back."""
        self.dismiss(UNDO)

    def do_filter(self) -> None:
        """Type what to look for."""
        self.add_class("-filtering")
        self.query_one(Input).focus()

    def do_next_stage(self) -> None:
        """The next stage."""
        self._step(1)

    def do_previous_stage(self) -> None:
        """The stage before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = [option.id or "" for option in self._listing.options]
        place = self._listing.highlighted or 0
        stages = [at for at, key in enumerate(keys) if key.startswith(GATE)]
        ahead = [at for at in stages if (at - place) * by > 0]
        if ahead:
            self._listing.highlighted = ahead[0] if by > 0 else ahead[-1]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing; the cursor stands on the first decision that fits."""
        event.stop()
        self._draw()
        keys = [option.id or "" for option in self._listing.options]
        if found := [key for key in keys if not key.startswith(GATE)] or keys:
            self._listing.go_to(found[0] if event.value else keys[0])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list, filtered."""
        event.stop()
        self._listing.focus()

    def do_leave(self) -> None:
        """Clear the filter; without one, close and change nothing."""
        entry = self.query_one(Input)
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            entry.value = ""
            self._listing.focus()
        else:
            self.dismiss("")


def meant(key: str) -> tuple[Gate, str]:
    """What a row stands for: the gate, and the decision, "" for the stage as a whole."""
    from pbc_tui.workflow.going_back import gate_of

    if key.startswith(GATE):
        return Gate(key.removeprefix(GATE)), ""
    return gate_of(key), key


def _stage(gate: Gate, room: int) -> Content:
    return fit(Content.styled(gate.words, "bold $accent"), room)


def _decision(decision: Decision, room: int) -> Content:
    title = min(_TITLE, max(room // 2, 12))
    if decision.title.startswith("Contract of"):
        title = room - 12
    return fit(
        Content.assemble(
            "  ",
            fit(span(decision.title, "$foreground 70%"), title),
            " ",
            span(decision.value),
        ),
        room,
    )
