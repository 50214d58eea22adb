"""What is missing in the structure, pointed out and never added silently (SPEC 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from pbc_tui.ui.place import Place
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from pbc_tui.design.structure import Hint


class HintsPane(Place, Vertical):
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
        self.border_title = "Hints"
        self.found: tuple[Hint, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        yield Listing()

    def show_state(self) -> None:
        """Look at the structure as it is now."""
        from pbc_tui.design.structure import hints

        state = self.pbc.project.state
        self.found = hints(state.tree, state.answers)
        self.query_one(Listing).set_rows(
            [(str(place), _row(hint)) for place, hint in enumerate(self.found)]
        )
        nothing = "nothing is missing" if state.tree.files() else "there is no file yet"
        self.border_subtitle = f"{len(self.found)} · i accepts" if self.found else nothing

    @property
    def hint(self) -> Hint | None:
        """The hint at the cursor."""
        place = self.query_one(Listing).highlighted
        return self.found[place] if place is not None and place < len(self.found) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click goes to the entry."""
        event.stop()
        if (hint := self.hint) is not None and hint.path:
            self.post_message(self.Go(hint.path))


def _row(hint: Hint) -> Content:
    return Content.assemble(("▸ ", "$warning"), span(hint.message, "$foreground 85%", 160))
