"""One declaration per command: its key, footer entry, palette entry, help and keymap id.

The part of an id before the dot is the *place*: the screen or widget that carries the command out
by its method ``do_<rest>``. ``unless`` names a method of that place which says why the command
cannot be run now ("" when it can); a key pressed then shows that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do by a key, by the footer, by the palette."""

    id: str
    keys: str
    label: str
    help: str
    footer: bool = True
    unless: str = ""
    priority: bool = False

    @property
    def place(self) -> str:
        """The screen or widget that it belongs to."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The method of the place that carries it out."""
        return "do_" + self.id.partition(".")[2].replace("-", "_")


_ALL = (
    # Everywhere
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
    # Every stage
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
    # A list of questions
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
    # Welcome
    Command("welcome.begin", "enter", "begin", "Begin, or go on where it stands"),
    Command(
        "welcome.answers",
        "a",
        "from an answers file",
        "Begin with an answers file; each value is a suggestion that you confirm",
    ),
    # Stages 0, 1, 3
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
    Command(
        "architecture.conventions",
        "ctrl+g",
        "conventions as suggested",
        "Take what is suggested for each convention that is still open, after showing them",
        unless="why_no_convention",
    ),
    Command("features.confirm", "ctrl+s", "confirm stage", "Show all features and confirm them"),
    # The critic's panel and checkpoints
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
    Command("checkpoint.clarify", "c", "Clarify", "Explain the concern at the cursor in full"),
    Command(
        "checkpoint.opinion",
        "o",
        "second opinion",
        "Ask the agent what it thinks of the design, or read what it wrote; it counts for nothing",
    ),
    # Structure
    Command("structure.confirm", "ctrl+s", "approve", "Show the whole tree and approve it"),
    Command("structure.way", "w", "way in", "Begin differently: own tree, guided, template"),
    Command("tree.add-file", "a", "add file", "Add a file; a path makes its directories"),
    Command("tree.add-directory", "A", "add dir", "Add a directory"),
    Command("tree.rename", "r", "rename", "Rename in place", unless="why_no_entry"),
    Command("tree.delete", "d,delete", "delete", "Delete what is marked, or the entry"),
    Command("tree.cut", "x", "cut", "Cut what is marked, or the entry, to paste it elsewhere"),
    Command("tree.paste", "v", "paste", "Paste what was cut here", unless="why_not_paste"),
    Command("tree.purpose", "p", "purpose", "Say in one sentence what it is for"),
    Command("tree.down", "J", "move down", "Move the entry down", footer=False),
    Command("tree.up", "K", "move up", "Move the entry up", footer=False),
    Command("tree.out", "H", "move out", "Move the entry out of its directory", footer=False),
    Command(
        "tree.into", "L", "move in", "Move the entry into the directory above it", footer=False
    ),
    Command("tree.duplicate", "D", "duplicate", "Duplicate the entry", footer=False),
    Command("tree.mark", "space", "mark", "Mark or unmark the entry", footer=False),
    Command("tree.undo", "z", "undo", "Take the last change back", unless="why_not_undo"),
    Command("tree.redo", "Z", "redo", "Make it again", footer=False, unless="why_not_redo"),
    Command("tree.filter", "slash", "filter", "Show only what holds these letters"),
    Command("tree.as-text", "t", "as text", "See, copy or replace the tree as text"),
    Command("tree.fold", "enter", "fold", "Fold or unfold the directory", footer=False),
    Command("tree.fold-all", "minus", "fold all", "Fold all directories", footer=False),
    Command("tree.unfold-all", "plus", "unfold all", "Unfold all directories", footer=False),
    Command("tree.clear", "escape", "clear", "Clear filter and marks", footer=False),
    Command(
        "structure.compare",
        "equals_sign",
        "compare",
        "What differs from the template of this purpose, or from the guided proposal",
        footer=False,
    ),
    Command(
        "structure.keep",
        "S",
        "keep as template",
        "Keep this structure as a template of your own, for any project",
        footer=False,
    ),
    Command(
        "comparison.next",
        "n",
        "next difference",
        "Go to the next entry that differs",
        unless="why_nothing_differs",
    ),
    Command(
        "comparison.previous",
        "N",
        "difference before",
        "Go to the entry before that differs",
        unless="why_nothing_differs",
    ),
    Command(
        "guided.preview",
        "ctrl+t",
        "tree or questions",
        "Go to the tree that follows from the answers, and back to the questions",
        priority=True,
    ),
    Command("structure.mend", "i", "mend", "Accept what the hint at hand proposes"),
    # Features
    Command(
        "features.add-missing",
        "ctrl+a",
        "add missing",
        "Agree to the files that the chosen features need",
        unless="why_nothing_missing",
        priority=True,
    ),
    # Plan
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
    # Build
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
        unless="why_no_prompt",
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
    ),
    Command(
        "build.stop-agent",
        "X",
        "stop agent",
        "End the agent that is being run, with everything that it started",
        footer=False,
        unless="why_not_stop_agent",
    ),
    Command(
        "build.constrain", "m", "constraints", "Add a constraint or allow an import", footer=False
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
    # Report
    Command("report.write", "w", "write again", "Measure and write the report anew"),
    Command("report.reopen", "O", "reopen task", "Do a task again"),
    Command(
        "report.carry-on", "c", "carry on", "Take the workflow up again", unless="why_not_ended"
    ),
    Command("report.leave", "enter", "quit", "Close; everything is saved"),
    # What lies on top
    Command("summary.confirm", "y,ctrl+s", "accurate and complete", "Confirm all of it"),
    Command("summary.revise", "enter", "change this", "Go back to the answer at the cursor"),
    Command("approval.approve", "y,ctrl+s", "approve", "Approve this structure explicitly"),
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
    Command("graph.go", "enter", "go there", "Go to the task at the cursor"),
    Command("yes-no.yes", "y", "yes", "Agree"),
    Command("yes-no.no", "n", "no", "Do not agree"),
    Command("choice.take", "enter", "choose", "Choose what stands at the cursor"),
    Command("ask.submit", "ctrl+s", "done", "Take what is written"),
    Command("text.copy", "y", "copy", "Copy all of it to the clipboard"),
    Command("fix.accept", "ctrl+s", "apply", "Apply what is shown"),
    Command("again.accept", "ctrl+s", "ask again", "Ask the agent once more"),
    Command("dialog.leave", "escape", "back", "Close this and change nothing", priority=True),
    Command(
        "tree-text.submit",
        "ctrl+s",
        "take it",
        "Replace the tree by this text; a text that was pasted onto the tree goes where it was",
    ),
    Command(
        "tree-text.all",
        "ctrl+a",
        "select all",
        "Select the whole text, to paste another in its place",
        # The text area goes to the start of the line by this key.
        priority=True,
    ),
    Command("tree-text.copy", "ctrl+o", "copy", "Copy the text to the clipboard"),
    Command("tree-text.notation", "ctrl+t", "notation", "Show it in the next notation"),
    Command("faults.go", "enter", "go to the line", "Go to the line that is at fault"),
    Command("contract.take", "tab", "take the name", "Take the name in the list", priority=True),
    Command(
        "contract.next-name", "down", "next name", "The next name", footer=False, priority=True
    ),
    Command(
        "contract.previous-name", "up", "previous", "The name before", footer=False, priority=True
    ),
    Command("contract.save", "ctrl+s", "set contract", "Check the stub text and set it"),
    Command(
        "contract.import",
        "ctrl+o",
        "add import",
        "Import the first name that is used and not imported",
        unless="why_no_import",
        priority=True,
    ),
    Command(
        "contract.existing",
        "ctrl+l",
        "existing code",
        "Draw the contract from a Python file that exists",
        priority=True,
    ),
    Command(
        "contract.reset",
        "ctrl+r",
        "as it is set",
        "Put the contract in force in the place of the draft",
        unless="why_not_reset",
        priority=True,
    ),
    # Contracts
    Command("contracts.edit", "enter", "edit", "Edit the contract of the file at the cursor"),
    Command(
        "contracts.next", "n", "next missing", "The next file that needs one", unless="why_no_next"
    ),
    Command(
        "contracts.ask",
        "p",
        "ask the agent",
        "Hand over a prompt that asks for a proposal of this contract",
        unless="why_not_ask",
    ),
    Command(
        "contracts.proposal",
        "v",
        "proposal",
        "See the proposed contract as a diff; approve it or not",
        unless="why_no_proposal",
    ),
    Command("proposal.accept", "ctrl+s", "approve", "Set the contract as it is shown"),
    Command("proposal.refuse", "r", "do not approve", "Say why; it comes back when it changes"),
    Command("proposal.edit", "e", "edit", "Take it into the editor, to set it as your own"),
)

COMMANDS: dict[str, Command] = {command.id: command for command in _ALL}
"""All commands by their ids."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of some places, for the ``BINDINGS`` of the class that carries them out."""
    return [
        Binding(
            command.keys,
            f"command('{command.id}')",
            command.label,
            show=command.footer,
            priority=command.priority,
            id=command.id,
            tooltip=command.help,
        )
        for command in COMMANDS.values()
        if command.place in places
    ]
