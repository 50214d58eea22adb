"""Commands of what lies on top of a screen."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command("yes-no.yes", "y", "yes", "Agree"),
    Command("yes-no.no", "n", "no", "Do not agree"),
    Command("choice.take", "enter", "choose", "Choose what stands at the cursor"),
    Command("boxes.mark", "space,enter", "mark", "Mark or unmark what stands at the cursor"),
    Command("ask.submit", "ctrl+s", "done", "Take what is written"),
    Command(
        "listing.filter",
        "slash",
        "filter",
        "Show only the rows that hold these letters",
        footer=False,
    ),
    Command(
        "listing.all",
        "escape",
        "all rows",
        "Show all rows again",
        footer=False,
        when_next="shows_less",
    ),
    # The input would take enter itself.
    Command(
        "filter.keep", "enter,down", "keep it", "Go into the list as it is narrowed", priority=True
    ),
    Command("filter.all", "escape", "all rows", "Give the filter up and show all rows"),
    Command("text.copy", "y", "copy", "Copy what is shown to the clipboard"),
    Command("dialog.leave", "escape", "back", "Close this and change nothing", priority=True),
)
