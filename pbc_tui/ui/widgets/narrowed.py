"""What a person narrows by typing what they look for, and the line where that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place

if TYPE_CHECKING:
    _Base = Widget
else:
    # Styles and bindings are inherited along one line of widgets, and this is not in it.
    _Base = object


class FilterEntry(Place, Input):
    """Where the filter is typed, below what it narrows; the keys that end it are commands."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    DEFAULT_CSS = """
    FilterEntry, FilterEntry:focus {
        height: 1; border-left: outer $accent !important; padding: 0 1; background: $panel;
    }
    """

    def __init__(self, narrowed: Narrowed, value: str) -> None:
        keep, whole = (key_of(narrowed.pbc, f"filter.{name}") for name in ("keep", "all"))
        hint = f"filter: {keep} keeps it, {whole} shows all"
        super().__init__(value, placeholder=hint, compact=True, select_on_focus=False)
        self._narrowed = narrowed

    def on_unmount(self) -> None:
        """Let the screen go, which would keep this entry for as long as itself."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow with each letter; nobody else has typed anything."""
        event.stop()
        self._narrowed.look_for(event.value)

    def do_keep(self) -> None:
        """Back to what is narrowed, as it is."""
        self._narrowed.focus()
        # Not even by chance is anything typed here now, be it that the list is hidden.
        self.can_focus = False

    async def on_click(self) -> None:
        """Go on typing."""
        await self._narrowed.do_filter()

    def do_all(self) -> None:
        """Back to all of it."""
        self._narrowed.do_all()


class Narrowed(Place, _Base):
    """Mixed into a widget, before it: it shows what holds the letters that were typed.

    The widget has the bindings of ``listing`` and says in ``narrow`` what it shows. The filter
    stays while one moves in it, and goes with escape.
    """

    _wanted = ""
    entry: FilterEntry | None = None
    """Where the filter is typed, None when there is none."""

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is there, be it an empty one that waits for letters."""
        return bool(self._wanted) or self.entry is not None

    @property
    def is_typed_into(self) -> bool:
        """Whether what is typed now is the filter."""
        return self.entry is not None and self.entry.has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is ours only while a filter is there."""
        return self.is_narrowed if parameters == ("listing.all",) else True

    def takes_escape(self, *, shared: bool) -> bool:
        """Whether the filter is to be ended before the place around it is left.

        ``shared`` says whether one key does both.
        """
        return self.is_typed_into or (shared and self.has_focus and self.is_narrowed)

    def holds(self, text: str) -> bool:
        """Whether a text has in it what is looked for, whatever its case."""
        return self._wanted in " ".join(text.casefold().split())

    def shows_less(self) -> bool:
        """Whether a filter is there that may be ended next."""
        return self.is_narrowed

    def narrow(self) -> None:
        """Show what is looked for, or all again."""
        raise NotImplementedError

    async def do_filter(self) -> None:
        """Type what to look for."""
        if self.entry is None:
            self.entry = FilterEntry(self, self._wanted)
            row: Widget = self
            while isinstance(row.parent, Widget) and row.parent.layout.name != "vertical":
                row = row.parent
            assert isinstance(row.parent, Widget)
            await row.parent.mount(self.entry, after=row)
        self.add_class("-narrowed", update=False)
        self.entry.can_focus = True
        self.entry.focus()

    def do_all(self) -> None:
        """Show all again."""
        self.focus()
        self.give_up()

    def give_up(self) -> None:
        """Let the filter go, wherever the focus is; that of its line comes here."""
        if not self.is_narrowed:
            return
        if self.is_typed_into:
            self.focus()
        entry, self.entry = self.entry, None
        self.remove_class("-narrowed", update=False)
        if entry is not None:
            entry.remove()
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show only what holds a text."""
        self._wanted = " ".join(text.casefold().split())
        self.narrow()
        self.refresh_bindings()
