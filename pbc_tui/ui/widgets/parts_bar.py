"""Which parts a narrow screen has, of which it shows one at a time, and the number of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pbc_tui.ui.drawing import redraw
from pbc_tui.ui.keymap import key_of

if TYPE_CHECKING:
    from pbc_tui.ui.screens.stage import StageScreen

_GAP = "  "


class PartsBar(Static):
    """Stands above the footer under 80 columns; a click on a part goes there."""

    DEFAULT_CSS = """
    PartsBar { height: 1; padding: 0 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, int]] = []

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_resize(self) -> None:
        """It is seen now, and was not before."""
        self.show_parts()

    def _changed(self, _: Screen[Any]) -> None:
        self.show_parts()

    def show_parts(self) -> None:
        """Name the parts, the one that is shown in bold."""
        if not self.size:
            return
        screen = cast("StageScreen", self.screen)
        current = screen.panel_shown
        self._places, parts, at = [], [], 0
        for number, panel in enumerate(screen.PANELS, 1):
            name = screen.PARTS[panel.removeprefix("#")].name
            style = "bold $accent underline" if panel == current else "$dim"
            key = key_of(self.app, f"stage.panel-{number}")
            part = Content.assemble((f"{key} ", "$faint"), (name, style))
            self._places.append((at, at + part.cell_length, number))
            at += part.cell_length + len(_GAP)
            parts.append(part)
        redraw(self, Content(_GAP).join(parts), resizes=False)

    def on_click(self, event: events.Click) -> None:
        """Go to the part that stands there."""
        for start, end, number in self._places:
            if start <= event.x - 1 < end:
                cast("StageScreen", self.screen).focus_panel(number)
