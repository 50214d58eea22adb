"""Which pane holds the focus: its border and its title say so.

A key that moves the focus has to be drawn at once. Textual would draw the whole screen anew for
each change of focus, and style all that a pane holds for each change of the pane's own look; only
the border changes, so only the border is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.color import Color
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.theme import Theme
from textual.widget import Widget

from pbc_tui.ui.commands.movement import ON_A_SCREEN, movements

_EDGES = ("border_top", "border_right", "border_bottom", "border_left")


class PaneFocus(Screen[ScreenResultType], inherit_bindings=False):
    """A screen whose panes (class ``pane``) show which of them holds the focus."""

    BINDINGS: ClassVar[list[BindingType]] = movements(ON_A_SCREEN)

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    _marked: AbstractSet[Widget] = frozenset()

    def watch_focused(self, _: Widget | None, focused: Widget | None) -> None:
        """Mark the panes around the focus; without a focus the last ones stay marked."""
        if focused is None:
            return
        around = {node for node in _widgets(focused) if node.has_class("pane")}
        for pane in self._marked - around:
            if pane.is_attached:
                mark(pane, active=False)
        for pane in around - self._marked:
            mark(pane, active=True)
        self._marked = around

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, self._mark_anew)

    @on(events.Unmount)
    def _forget_the_theme(self) -> None:
        # Its signal would keep a screen that is closed until another theme is chosen.
        self.app.theme_changed_signal.unsubscribe(self)

    def _mark_anew(self, _: Theme) -> None:
        for pane in self._marked:
            mark(pane, active=True)


def mark(pane: Widget, *, active: bool) -> None:
    """Give a pane the look of one that holds the focus, or take it back.

    The rules of ``.pane`` give the usual look; a pane of class ``-alert`` keeps its title's colour.
    """
    pane.set_class(active, "-active", update=False)
    rules = dict.fromkeys(_EDGES) | {"border_title_color": None}
    if active:
        colours = pane.app.theme_variables
        kind = "heavy" if pane.app.no_color else "round"
        rules = dict.fromkeys(_EDGES, (kind, Color.parse(colours["border"])))
        if not pane.has_class("-alert"):
            rules["border_title_color"] = Color.parse(colours["accent"])
    for name, value in rules.items():
        pane.styles.set_rule(name, value)
    width, height = pane.outer_size
    left, top = pane.content_offset
    border = (
        Region(0, 0, width, 1),
        Region(0, height - 1, width, 1),
        Region(0, 0, 1, height),
        Region(width - 1, 0, 1, height),
    )
    pane.refresh(*(region.translate((-left, -top)) for region in border))


def _widgets(focused: Widget) -> Iterable[Widget]:
    return (node for node in focused.ancestors_with_self if isinstance(node, Widget))
