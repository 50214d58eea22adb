"""What is missing in the structure, pointed out and never added silently (SPEC 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from pbc_tui.design.structure import Hint

MOST_SHOWN = 200
"""How many hints are listed at a time."""


class HintsPane(Place, Pane):
    """One line a hint; ``i`` accepts what it proposes."""

    class Go(Message):
        """The person wants to see the entry that a hint is about."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    DEFAULT_CSS = """
    HintsPane { height: 12; }
    HintsPane Listing { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="hints", classes="pane")
        self.entitle("Hints")
        self.found: tuple[Hint, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        yield FilteredListing()

    def show_hints(self, found: tuple[Hint, ...]) -> None:
        """Show the hints on the structure; of very many, the first."""
        self.found = found
        rows = [(str(place), _row(hint)) for place, hint in enumerate(found[:MOST_SHOWN])]
        if len(found) > MOST_SHOWN:
            more = f"… and {len(found) - MOST_SHOWN} more: they come when these are mended"
            rows.append((str(MOST_SHOWN), span(more, "$dim")))
        words = {str(place): hint.message for place, hint in enumerate(found)}
        self.query_one(FilteredListing).set_rows(rows, words)
        nothing = "nothing is missing" if self.pbc.project.state.tree else "there is no file yet"
        key = key_of(self.pbc, "structure.mend")
        self.border_subtitle = f"{len(found)} · {key} accepts" if found else nothing

    @property
    def why_none(self) -> str:
        """Why there is no hint at the cursor."""
        return self.query_one(FilteredListing).hides_all or "no hint is open"

    @property
    def hint(self) -> Hint | None:
        """The hint at the cursor."""
        shown = {str(place): hint for place, hint in enumerate(self.found[:MOST_SHOWN])}
        return shown.get(self.query_one(Listing).current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click goes to the entry."""
        event.stop()
        if (hint := self.hint) is not None and hint.path:
            self.post_message(self.Go(hint.path))


def _row(hint: Hint) -> Content:
    return Content.assemble(("▸ ", "$warning"), span(hint.message, "$foreground 85%", 160))
