"""A list of rows that a person narrows by typing what they look for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.widgets.listing import Listing


class _Entry(Place, Input):
    """Where the filter is typed, below its list; the keys that end it are commands."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    DEFAULT_CSS = """
    _Entry { height: 1; border: none; padding: 0 1; background: $panel; }
    _Entry:focus { border: none; }
    """

    def __init__(self, listing: FilteredListing, value: str) -> None:
        keep, whole = (key_of(listing.pbc, f"filter.{name}") for name in ("keep", "all"))
        hint = f"filter: {keep} keeps it, {whole} shows all"
        super().__init__(value, placeholder=hint, compact=True, select_on_focus=False)
        self._listing = listing

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list with each letter; nobody else has typed anything."""
        event.stop()
        self._listing.look_for(event.value)

    def do_keep(self) -> None:
        """Back to the list, narrowed."""
        self._listing.focus()

    def do_all(self) -> None:
        """Back to the list, whole."""
        self._listing.do_all()


class FilteredListing(Place, Listing):
    """Shows the rows that hold what was typed, whatever its case; ``/`` asks for it.

    The filter stays while one moves in the list, and goes with escape. A row that is gone to by its
    id is shown whatever the filter says.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("listing")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all: Sequence[tuple[str, Content]] = ()
        self._wanted = ""
        self._entry: _Entry | None = None

    def set_rows(self, rows: Sequence[tuple[str, Content]]) -> None:
        """Show these rows, as far as they hold what is looked for."""
        self._all = rows
        super().set_rows([row for row in rows if self._wanted in row[1].plain.casefold()])

    def go_to(self, identifier: str) -> None:
        """Put the cursor on a row; a filter that hides it goes."""
        hidden = identifier not in {option.id for option in self.options}
        if hidden and identifier in {row for row, _ in self._all}:
            self.do_all()
        super().go_to(identifier)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is ours only while a filter is there."""
        if parameters == ("listing.all",):
            return bool(self._wanted) or self._entry is not None
        return True

    async def do_filter(self) -> None:
        """Type what to look for."""
        if self._entry is None:
            parent = self.parent
            assert isinstance(parent, Widget)
            self._entry = _Entry(self, self._wanted)
            await parent.mount(self._entry, after=self)
        self._entry.focus()

    def do_all(self) -> None:
        """Show all rows again, with the cursor on what was found."""
        found = self.current
        entry, self._entry = self._entry, None
        self.focus()
        if entry is not None:
            entry.remove()
        self.look_for("")
        super().go_to(found)

    def look_for(self, text: str) -> None:
        """Show only the rows that hold a text."""
        self._wanted = text.strip().casefold()
        self.set_rows(self._all)
        self.refresh_bindings()
