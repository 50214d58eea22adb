"""Movement: what lists, trees, pages and every screen do by keys that need no word in the footer.

A movement has an id and keys as a command has, and the person chooses other keys in the same way;
but the widget that moves carries it out by an action of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from pbc_tui.ui.commands.command import Command

MOVEMENTS: dict[str, Command] = {
    movement.id: movement
    for movement in (
        Command("move.up", "up,k", "up", "One row up", footer=False),
        Command("move.down", "down,j", "down", "One row down", footer=False),
        Command("move.page-up", "pageup", "page up", "As many rows up as are seen", footer=False),
        Command(
            "move.page-down", "pagedown", "page down", "As many rows down as are seen", footer=False
        ),
        Command("rows.first", "home", "first", "To the first row", footer=False),
        Command("rows.last", "end", "last", "To the last row", footer=False),
        Command("rows.left", "left", "left", "To the left, where a text is wider", footer=False),
        Command("rows.right", "right", "right", "To the right", footer=False),
        Command("branch.first", "home,g", "first", "To the first entry of a tree", footer=False),
        Command("branch.last", "end,G", "last", "To the last entry of a tree", footer=False),
        Command(
            "branch.fold", "left,h", "fold", "Fold the directory, or go to that above", footer=False
        ),
        Command(
            "branch.unfold",
            "right,l",
            "unfold",
            "Unfold the directory, or go into it",
            footer=False,
        ),
        Command("part.next", "tab", "next part", "Go to the next part", footer=False),
        Command("part.previous", "shift+tab", "part before", "Go to the part before", footer=False),
        Command(
            "screen.copy",
            "ctrl+c,super+c",
            "copy",
            "Copy what the mouse has selected",
            footer=False,
        ),
    )
}
"""All movements by their ids."""

SCROLLING: Mapping[str, str] = {
    "move.up": "line(0, -1)",
    "move.down": "line(0, 1)",
    "move.page-up": "page_up",
    "move.page-down": "page_down",
    "rows.first": "scroll_home",
    "rows.last": "scroll_end",
    "rows.left": "line(-1, 0)",
    "rows.right": "line(1, 0)",
}
"""The actions of a page."""

IN_A_LIST: Mapping[str, str] = {
    "move.up": "cursor_up",
    "move.down": "cursor_down",
    "move.page-up": "page_up",
    "move.page-down": "page_down",
    "rows.first": "first",
    "rows.last": "last",
}
"""The actions of a list."""

IN_A_TREE: Mapping[str, str] = {
    "move.up": "go(-1)",
    "move.down": "go(1)",
    "move.page-up": "page(-1)",
    "move.page-down": "page(1)",
    "branch.first": "edge(0)",
    "branch.last": "edge(1)",
    "branch.fold": "fold",
    "branch.unfold": "unfold",
}
"""The actions of a tree."""

ON_A_SCREEN: Mapping[str, str] = {
    "part.next": "app.focus_next",
    "part.previous": "app.focus_previous",
    "screen.copy": "screen.copy_text",
}
"""The actions of every screen."""


def movements(actions: Mapping[str, str]) -> list[BindingType]:
    """The bindings of a widget that moves by these actions."""
    return [
        Binding(
            movement.keys,
            actions[movement.id],
            movement.label,
            show=False,
            id=movement.id,
            tooltip=movement.help,
        )
        for movement in MOVEMENTS.values()
        if movement.id in actions
    ]
