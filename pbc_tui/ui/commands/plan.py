"""Commands of the plan and of its graph."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command(
        "plan.confirm",
        "ctrl+s",
        "approve plan",
        "Approve the plan; generation then begins",
        unless="why_not_confirm",
    ),
    Command("plan.contract", "c", "contract", "Edit the contract of the task at the cursor"),
    Command("plan.contracts", "C", "all contracts", "Which files have a contract, which need one"),
    Command("plan.down", "J", "move down", "Let the task come later, with a reason"),
    Command("plan.up", "K", "move up", "Let the task come earlier, with a reason"),
    Command("plan.remove", "d,delete", "remove", "Leave the file out of the plan"),
    Command("plan.restore", "R", "restore", "Take a removed file back", unless="why_not_restore"),
    Command("plan.view", "enter", "in full", "See the task in full with its prompt"),
    Command("plan.add", "a", "add", "Add a file that the structure lacks"),
    Command(
        "plan.split",
        "s",
        "split",
        "Move a part of the contract at the cursor to a file of its own",
        footer=False,
    ),
    Command(
        "plan.group",
        "G",
        "group",
        "Hand small files that belong together over at once, or no longer",
        footer=False,
    ),
    Command("plan.graph", "v", "graph", "The dependencies as a drawing, with the critical path"),
    Command("plan.constrain", "m", "constraints", "Add a constraint or allow an import"),
    Command("plan.agent", "g", "agent", "Choose who writes the files"),
    Command("graph.go", "enter", "go there", "Go to the task at the cursor"),
)
