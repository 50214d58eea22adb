"""Commands of the welcome, of the lists of questions and of what confirms them."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command(
        "questions.suggested",
        "ctrl+y",
        "take suggestion",
        "Answer the question at the cursor with what is suggested",
        unless="why_no_suggestion",
        # Entries bind this key and ctrl+a themselves.
        priority=True,
    ),
    Command(
        "questions.clear",
        "ctrl+x",
        "open again",
        "Take the answer of the question at the cursor back",
        footer=False,
    ),
    Command("questions.next", "down", "next", "The next option or question", footer=False),
    Command(
        "questions.previous", "up", "previous", "The previous option or question", footer=False
    ),
    Command("welcome.begin", "enter", "begin", "Begin, or go on where it stands"),
    Command(
        "welcome.answers",
        "a",
        "from an answers file",
        "Begin with an answers file; each value is a suggestion that you confirm",
        unless="why_no_answers_file",
    ),
    Command(
        "intake.confirm",
        "ctrl+s",
        "confirm stage",
        "Show all answers and confirm them",
        footer=True,
    ),
    Command(
        "architecture.confirm", "ctrl+s", "confirm stage", "Show all decisions and confirm them"
    ),
    Command("features.confirm", "ctrl+s", "confirm stage", "Show all features and confirm them"),
    Command("option.take", "enter", "choose", "Choose the option at the cursor, then go on"),
    Command(
        "option.toggle",
        "space",
        "choose",
        "Choose the option at the cursor; of several, put it in or take it out",
        footer=False,
    ),
    Command(
        "architecture.conventions",
        "ctrl+g",
        "conventions as suggested",
        "Take what is suggested for each convention that is still open, after showing them",
        unless="why_no_convention",
    ),
    Command(
        "features.add-missing",
        "ctrl+a",
        "add missing",
        "Agree to the files that the chosen features need",
        unless="why_nothing_missing",
        priority=True,
    ),
    Command("summary.confirm", "y,ctrl+s", "accurate and complete", "Confirm all of it"),
    Command("summary.revise", "enter", "change this", "Go back to the answer at the cursor"),
)
