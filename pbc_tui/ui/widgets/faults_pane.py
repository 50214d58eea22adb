"""The lines of a text that cannot be read: all of them, each one to jump to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from pbc_tui.design.structure import TreeFault
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.listing import Listing

MOST = 1000
"""How many are listed at once: a list is drawn anew at every key that is typed."""


class FaultsPane(Place, Vertical):
    """Lies below the text and is not there while nothing is at fault."""

    class Go(Message):
        """The person wants to see a line; it counts from 1."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    DEFAULT_CSS = """
    FaultsPane { height: auto; max-height: 40%; border: round $error;
        border-title-color: $error; display: none; }
    FaultsPane Listing { height: auto; max-height: 100%; background: $surface; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("faults")

    def __init__(self) -> None:
        super().__init__(id="faults")
        self._faults: tuple[TreeFault, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        goes = key_of(self.pbc, "faults.go")
        self.border_subtitle = f"tab comes here, {goes} goes to the line"
        yield Listing()

    def show(self, faults: Sequence[TreeFault]) -> None:
        """Show these faults; none lets the pane go."""
        self._faults = tuple(faults)
        self.display = bool(faults)
        rows = [
            (str(place), Content.assemble(("✗ ", "$error"), span(str(fault))))
            for place, fault in enumerate(self._faults[:MOST])
        ]
        more = len(self._faults) - len(rows)
        self.border_title = counted(len(self._faults), "line at fault", "lines at fault") + (
            f", the first {MOST} of them" if more > 0 else ""
        )
        self.query_one(Listing).set_rows(rows)

    def focus_list(self) -> None:
        """Put the cursor into the list."""
        self.query_one(Listing).focus()

    def do_go(self) -> None:
        """Go to the line at fault."""
        place = self.query_one(Listing).highlighted
        if place is not None and place < len(self._faults):
            self.post_message(self.Go(self._faults[place].line))

    def on_option_list_option_selected(self, event: Listing.OptionSelected) -> None:
        """A click goes there, too."""
        event.stop()
        self.do_go()
