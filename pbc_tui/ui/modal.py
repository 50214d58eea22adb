"""What lies on top of a screen: it hides the application's keys, but for the one that tells all."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import keys_of
from pbc_tui.ui.pane_focus import PaneFocus
from pbc_tui.ui.place import Place
from pbc_tui.ui.widgets.narrowed import Narrowed

Result = TypeVar("Result")


class Modal(Place, ModalScreen[Result], PaneFocus[Result]):
    """A screen on top of another one, which can show its keys as any screen can."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("app.help")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who types a filter, or is in what it narrows, ends it before this is left."""
        if parameters == ("dialog.leave",):
            leaving, ending = (
                set(keys_of(self.app, name)) for name in (*parameters, "listing.all")
            )
            shared = not leaving.isdisjoint(ending)
            narrowed = self.query(".-narrowed")
            return not any(
                isinstance(each, Narrowed) and each.takes_escape(shared=shared) for each in narrowed
            )
        return True

    def do_help(self) -> None:
        """Show the keys that apply here."""
        self.pbc.do_help()
