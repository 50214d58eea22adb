"""Commands of the application and of every stage."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command("app.help", "f1,question_mark", "keys", "Show the keys that apply here", footer=True),
    Command("app.palette", "ctrl+p", "commands", "Find any command by its name", priority=True),
    Command(
        "app.go-back",
        "ctrl+b",
        "go back",
        "Reopen an earlier decision, after seeing what that touches",
        unless="why_not_go_back",
    ),
    Command("app.log", "f2", "log", "Show everything that happened, newest first", footer=False),
    Command(
        "app.commands-run",
        "at",
        "commands run",
        "Show every program that was run, with its arguments and how it ended",
        footer=False,
    ),
    Command("app.theme", "f3", "theme", "Choose another theme", footer=False),
    Command(
        "app.export",
        "f4",
        "export answers",
        "Save all answers as an answers file, to run or begin from again",
        footer=False,
        unless="why_not_export",
    ),
    Command(
        "app.quit", "ctrl+q", "quit", "Close; everything is saved", footer=False, priority=True
    ),
    Command(
        "stage.jump",
        "f6",
        "jump",
        "Put a letter on each part of the screen; the letter goes there",
        footer=False,
        # A text area would take the key for a selection.
        priority=True,
    ),
    *(
        Command(
            f"stage.panel-{number}",
            str(number),
            f"panel {number}",
            f"Go to panel {number}",
            footer=False,
        )
        for number in range(1, 6)
    ),
)
