"""Commands of the generation, and of the report that follows."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command("build.accept", "a", "accept", "Accept the file and go on", unless="why_not_accept"),
    Command(
        "build.modify",
        "b",
        "modify",
        "Request a modification: you say what to change",
        unless="why_no_task",
    ),
    Command(
        "build.regenerate",
        "c",
        "regenerate",
        "Ask for the file anew, with what failed so far",
        unless="why_no_task",
    ),
    Command("build.defer", "d", "defer", "Put the task off for now", unless="why_no_task"),
    Command("build.abort", "E", "abort", "End the workflow; everything is kept", footer=False),
    Command(
        "build.copy-prompt",
        "y",
        "copy prompt",
        "Copy the prompt for the agent",
        unless="why_no_task",
    ),
    Command(
        "build.copy-form",
        "Y",
        "copy in another form",
        "Copy the task short, or as direct questions, with the length of each",
        footer=False,
        unless="why_no_task",
    ),
    Command("build.fix", "f", "fix", "See the automatic fixes as diffs", unless="why_no_verdict"),
    Command("build.recheck", "R", "re-check", "Run the checks again", unless="why_no_task"),
    Command(
        "build.dismiss",
        "n",
        "dismiss",
        "Dismiss the security finding at the cursor, with a reason; once more takes that back",
        footer=False,
        unless="why_not_dismiss",
    ),
    Command(
        "build.scope",
        "o",
        "out of scope",
        "Decide on what was written outside the task",
        unless="why_no_scope",
    ),
    Command(
        "build.attempts",
        "h",
        "attempts",
        "Everything that happened to the task at the cursor, verdict by verdict",
        footer=False,
    ),
    Command(
        "build.output",
        "t",
        "tool output",
        "What the tools said of the file, as they said it",
        footer=False,
    ),
    Command("build.editor", "e", "editor", "Open the file in $EDITOR", unless="why_no_editor"),
    Command("build.begin", "enter", "begin", "Begin the task at the cursor", footer=False),
    Command("build.agent", "g", "agent", "Choose who writes the files", footer=False),
    Command(
        "build.run-agent",
        "x",
        "run agent",
        "Run the agent's own program for the open task, after showing exactly what is run",
        unless="why_no_task",
        footer=False,
        when_next="agent_is_awaited",
    ),
    Command(
        "build.stop-agent",
        "X",
        "stop agent",
        "End the agent that is being run, with everything that it started",
        footer=False,
        unless="why_not_stop_agent",
        when_next="agent_is_at_work",
    ),
    Command(
        "build.constrain",
        "m",
        "constraints",
        "Add a constraint or allow an import",
        footer=False,
        unless="why_no_task",
    ),
    Command(
        "build.sandbox", "s", "sandbox", "What confines the tests, and why not more", footer=False
    ),
    Command("build.reopen", "O", "reopen task", "Do the task at the cursor again", footer=False),
    Command("build.next-tab", "right_square_bracket", "next tab", "The next tab", footer=False),
    Command(
        "build.previous-tab",
        "left_square_bracket",
        "previous tab",
        "The previous tab",
        footer=False,
    ),
    Command("build.report", "ctrl+s", "report", "Go to the report", unless="why_no_report"),
    Command("report.read", "v", "read it", "Read the report here, as plain text"),
    Command("report.write", "w", "write", "Measure anew and write the report in a format"),
    Command("report.reopen", "O", "reopen task", "Do a task again"),
    Command(
        "report.carry-on", "c", "carry on", "Take the workflow up again", unless="why_not_ended"
    ),
    Command("report.leave", "enter", "quit", "Close; everything is saved"),
    Command("fix.accept", "ctrl+s", "apply", "Apply what is shown"),
    Command("again.accept", "ctrl+s", "ask again", "Ask the agent once more"),
)
