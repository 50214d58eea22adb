"""A list of rows that a person narrows by typing what they look for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.narrowed import Narrowed


class FilteredListing(Narrowed, Listing):
    """Shows the rows that hold what was typed.

    A row that is gone to by its id is shown whatever the filter says.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("listing")

    def __init__(self, *, id: str | None = None, compact: bool = False) -> None:
        super().__init__(id=id, compact=compact)
        self._all: Sequence[tuple[str, Content]] = ()

    def set_rows(self, rows: Sequence[tuple[str, Content]]) -> None:
        """Show these rows, as far as they hold what is looked for."""
        self._all = rows
        super().set_rows([row for row in rows if self.holds(row[1].plain)])

    def go_to(self, identifier: str) -> None:
        """Put the cursor on a row; a filter that hides it goes."""
        hidden = identifier not in {option.id for option in self.options}
        if hidden and identifier in {row for row, _ in self._all}:
            self.do_all()
        super().go_to(identifier)

    def give_up(self) -> None:
        """Show all rows again, with the cursor on what was found."""
        found = self.current
        super().give_up()
        super().go_to(found)

    def narrow(self) -> None:
        """Show the rows that are looked for."""
        self.set_rows(self._all)
