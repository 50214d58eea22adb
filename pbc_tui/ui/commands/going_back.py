"""Commands of the list of decisions that may be reopened."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command(
        "decisions.reopen",
        "enter",
        "reopen",
        "Reopen the decision, or the whole stage, at the cursor",
        unless="why_nothing_here",
    ),
    Command("decisions.filter", "slash", "filter", "Show only decisions that hold these letters"),
    Command(
        "decisions.undo",
        "u",
        "undo reopening",
        "Take the last reopening back: all is confirmed as it was before",
        unless="why_not_undo",
    ),
    Command("decisions.next-stage", "right_square_bracket", "next stage", "The next stage"),
    Command(
        "decisions.previous-stage",
        "left_square_bracket",
        "stage before",
        "The stage before",
        footer=False,
    ),
)
