"""Commands of the tree editor, of the ways into it, and of its approval."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
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
    # The input would take the key itself.
    Command("entry.take", "enter", "take it", "Take what is typed", priority=True),
    Command("entry.leave", "escape", "leave", "Take nothing of it"),
    Command("structure.mend", "i", "mend", "Accept what the hint at hand proposes"),
    Command("approval.approve", "y,ctrl+s", "approve", "Approve this structure explicitly"),
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
)
