"""A list of rows that a person narrows by typing what they look for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from pbc_tui.ui.commands import Command, bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.text import span
from pbc_tui.ui.widgets.listing import NOTE, Listing
from pbc_tui.ui.widgets.narrowed import Narrowed


class FilteredListing(Narrowed, Listing):
    """Shows the rows that hold what was typed.

    A row that is gone to by its id is shown whatever the filter says.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("listing")

    def __init__(self, *, id: str | None = None, compact: bool = False) -> None:
        super().__init__(id=id, compact=compact)
        self._all: Sequence[tuple[str, Content]] = ()
        self._words: Mapping[str, str] = {}

    def set_rows(
        self, rows: Sequence[tuple[str, Content]], words: Mapping[str, str] | None = None
    ) -> None:
        """Show these rows, as far as they hold what is looked for.

        ``words`` is what is looked in, by their ids, for rows that do not show all that they are.
        """
        self._all, self._words = rows, words or {}
        found = [row for row in rows if self.holds(self._words.get(row[0]) or row[1].plain)]
        if self._wanted and not found:
            found = [(f"{NOTE}nothing", span(self._nothing, "$dim"))]
        super().set_rows(found)

    def set_paths(self, rows: Sequence[tuple[str, Content]]) -> None:
        """Show rows whose ids are the paths that they show, cut where there is no room."""
        self.set_rows(rows, {path: f"{row.plain} {path}" for path, row in rows})

    @property
    def _nothing(self) -> str:
        return f"nothing here holds {self._wanted}"

    @property
    def hides_all(self) -> str:
        """Why nothing can be done with a row while the filter hides each; "" when it does not."""
        if self.current != f"{NOTE}nothing":
            return ""
        return f"{self._nothing}: {key_of(self.pbc, 'listing.all')} shows all again"

    def in_footer(self, command: Command) -> bool:
        """How to begin is told where there is room, as on a page of a list."""
        return command.id == "listing.filter" or command.footer

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
        self.set_rows(self._all, self._words)
