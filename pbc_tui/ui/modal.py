"""What lies on top of a screen: it hides the application's keys, but for the one that tells all."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.pane_focus import PaneFocus
from pbc_tui.ui.place import Place

Result = TypeVar("Result")


class Modal(Place, ModalScreen[Result], PaneFocus[Result]):
    """A screen on top of another one, which can show its keys as any screen can."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("app.help")

    def do_help(self) -> None:
        """Show the keys that apply here."""
        self.pbc.do_help()
