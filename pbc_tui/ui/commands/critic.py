"""Commands of the critic's panel and of the checkpoints."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command("critic.go", "enter", "go there", "Go to the decision that this concern is about"),
    Command("critic.clarify", "c", "clarify", "Explain this concern in full"),
    Command(
        "checkpoint.proceed",
        "p,ctrl+s",
        "Proceed",
        "Accept the design as it stands and go on",
        unless="why_not_proceed",
    ),
    Command("checkpoint.revise", "r", "Revise", "Go to the decision that the concern is about"),
    Command(
        "checkpoint.clarify",
        "c",
        "Clarify",
        "Explain the concern at the cursor in full",
        unless="why_no_concern",
    ),
    Command(
        "checkpoint.opinion",
        "o",
        "second opinion",
        "Ask the agent what it thinks of the design, or read what it wrote; it counts for nothing",
    ),
)
