"""The tree editor: every edit by a key, each one an event of the project (SPEC 4.2)."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from pbc_tui.design.structure import (
    Add,
    Duplicate,
    Rename,
    SetPurpose,
    name_problem,
)
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.widgets.inline_entry import InlineEntry
from pbc_tui.ui.widgets.pasted_tree import paste_text
from pbc_tui.ui.widgets.tree_moving import TreeMoving
from pbc_tui.ui.widgets.tree_rows import TreeRow
from pbc_tui.ui.widgets.tree_view import NoteOn, TreeView
from pbc_tui.ui.widgets.typed_path import path_problem


class TreeEditor(TreeMoving):
    """The view, the place where names are typed, and the filter."""

    class AsText(Message):
        """The person wants the tree as text."""

    DEFAULT_CSS = """
    TreeEditor { layers: base above; height: 1fr; }
    TreeEditor #filter {
        dock: bottom; display: none; background: $surface; height: 1; border: none;
    }
    TreeEditor.-filtering #filter { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")

    def __init__(self) -> None:
        super().__init__()
        self._directory = ""
        self._behind: str | None = None

    def compose(self) -> ComposeResult:
        """View below, entry above it, filter at the bottom."""
        yield TreeView()
        yield InlineEntry()
        yield Input(placeholder="filter: only what holds these letters", id="filter", compact=True)

    @property
    def entry(self) -> InlineEntry:
        """Where names are typed."""
        return self.query_one(InlineEntry)

    def show_state(self, note_on: NoteOn) -> None:
        """Draw the structure, with what ``note_on`` says of an entry at the end of its line."""
        self.view.note_on = note_on
        self.view.show_tree(self.structure)
        self._cut = tuple(path for path in self._cut if path in self.structure)

    # Conditions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed in place, keys belong to that."""
        if action == "command" and str(parameters[0]).startswith("tree."):
            return not (self.is_mounted and self.entry.display)
        return True

    def why_not_undo(self) -> str:
        """Why nothing can be undone."""
        return "" if self.pbc.project.state.done else "there is nothing to undo"

    def why_not_redo(self) -> str:
        """Why nothing can be redone."""
        return "" if self.pbc.project.state.undone else "there is nothing to redo"

    # Adding and naming

    def do_add_file(self) -> None:
        """Type a file's name, or a path."""
        self._begin_adding("file", "a name, or a path such as rules/base.py")

    def do_add_directory(self) -> None:
        """Type a directory's name, or a path."""
        self._begin_adding("directory", "a directory's name, or a path")

    def _begin_adding(self, kind: str, lead: str) -> None:
        view = self.view
        row = view.row
        inside = row is not None and row.node.is_directory and not row.folded
        parent = "" if row is None else row.path if inside else row.parent
        place = view.cursor + 1 if row is not None else 0
        view.open_gap(place)
        depth = 0 if not parent else parent.count("/") + 1
        where = f"{lead}, in {parent or 'the repository'}/"

        def problem(text: str) -> str:
            return path_problem(self.structure, parent, text, directory=kind == "directory")

        self._directory = parent
        self._behind = None if inside or row is None else row.node.name
        self.entry.open(
            kind,
            at=(2 + depth * 3 + 3, view.line_of(place)),
            width=min(72, view.size.width - depth * 3 - 6),
            pane=view.size,
            lead=where,
            problem=problem,
        )

    def do_rename(self) -> None:
        """Type another name in place."""
        self._begin_renaming(select=False)

    def _begin_renaming(self, *, select: bool) -> None:
        row = self._row()
        view = self.view
        takes, leaves = key_of(self.app, "entry.take"), key_of(self.app, "entry.leave")

        def problem(text: str) -> str:
            if text == row.node.name:
                return ""
            return name_problem(
                self.structure,
                row.parent,
                text,
                directory=row.node.is_directory,
                instead_of=row.node.name,
            )

        self.entry.open(
            "rename",
            at=(2 + len(row.guides), view.line_of(view.cursor)),
            width=max(len(row.node.name) + 12, 32),
            pane=view.size,
            value=row.node.name,
            select=select,
            lead=f"another name; {takes} takes it, {leaves} leaves",
            problem=problem,
        )

    def do_purpose(self) -> None:
        """Type what the entry is for."""
        row = self._row()
        view = self.view
        column = min(view.name_width + 2, max(view.size.width - 30, 0))
        self.entry.open(
            "purpose",
            at=(column, view.line_of(view.cursor)),
            width=view.size.width - column,
            pane=view.size,
            value=row.node.purpose,
            lead="what it is for, in one sentence; empty takes it away",
            valid_empty=True,
        )

    def on_inline_entry_taken(self, event: InlineEntry.Taken) -> None:
        """Make the edit for what was typed."""
        event.stop()
        self.view.open_gap(None)
        self.view.focus()
        row = self.view.row
        try:
            self._take(event.purpose, event.text, row)
        except Exception as error:
            if not self.pbc.show_refusal(error):
                raise

    def _take(self, purpose: str, text: str, row: TreeRow | None) -> None:
        if purpose in ("file", "directory"):
            name = text.strip().rstrip("/")
            path = f"{self._directory}/{name}" if self._directory else name
            directory = purpose == "directory" or text.strip().endswith("/")
            self.change(Add(path=path, directory=directory, index=self._index(name)), then=path)
        elif row is not None and purpose == "rename" and text != row.node.name:
            parent = f"{row.parent}/" if row.parent else ""
            self.change(Rename(path=row.path, name=text), then=f"{parent}{text}")
        elif row is not None and purpose == "purpose" and text.strip() != row.node.purpose:
            self.change(SetPurpose(path=row.path, purpose=text.strip()))

    def _index(self, name: str) -> int | None:
        if "/" in name:
            return None
        if self._behind is None:
            return 0
        names = [node.name for node in self.structure.children(self._directory)]
        return names.index(self._behind) + 1 if self._behind in names else None

    def on_inline_entry_left(self, event: InlineEntry.Left) -> None:
        """Nothing was taken."""
        event.stop()
        self.view.open_gap(None)
        if self.screen.focused is None or self.screen.focused in self.query("*"):
            self.view.focus()

    def do_duplicate(self) -> None:
        """A copy right after the entry; what is typed then replaces the name that it was given."""
        row = self._row()
        hidden = self.hidden(row.path)
        before = {node.name for node in self.structure.children(row.parent)}
        self.change(Duplicate(path=row.path))
        made = next(n.name for n in self.structure.children(row.parent) if n.name not in before)
        self.view.go_to(f"{row.parent}/{made}" if row.parent else made)
        if hidden:
            entries = counted(hidden, "entry", "entries")
            back = f"{key_of(self.app, 'tree.undo')} takes it back"
            self.pbc.say(f"{made}: copied with {entries} that the filter hides; {back}")
        self._begin_renaming(select=True)

    def on_paste(self, event: events.Paste) -> None:
        """Text that comes from outside becomes entries at the cursor."""
        event.stop()
        paste_text(self, event.text)

    def do_undo(self) -> None:
        """Take the last change back."""
        from pbc_tui.workflow import design_desk

        design_desk.undo(self.pbc.project)

    def do_redo(self) -> None:
        """Make it again."""
        from pbc_tui.workflow import design_desk

        design_desk.redo(self.pbc.project)

    # Seeing

    def do_fold(self) -> None:
        """Fold or unfold the directory at the cursor."""
        row = self._row()
        if row.node.is_directory:
            self.view.folded ^= {row.path}
            self.view.rebuild()
        else:
            self.do_purpose()

    def do_fold_all(self) -> None:
        """Fold all directories."""
        self.view.folded = frozenset(self.structure.directories())
        self.view.rebuild()

    def do_unfold_all(self) -> None:
        """Unfold all directories."""
        self.view.folded = frozenset()
        self.view.rebuild()

    def do_as_text(self) -> None:
        """Let the screen show the tree as text."""
        self.post_message(self.AsText())

    def do_filter(self) -> None:
        """Type what to look for."""
        self.add_class("-filtering")
        self.query_one("#filter", Input).focus()

    def do_clear(self) -> None:
        """Clear the filter and the marks."""
        self.remove_class("-filtering")
        entry = self.query_one("#filter", Input)
        with entry.prevent(Input.Changed):
            entry.value = ""
        self._cut = ()
        self.view.marked = frozenset()
        self.view.words = ""
        self.view.rebuild()
        self.view.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        if event.input.id == "filter":
            event.stop()
            self.view.words = event.value
            self.view.rebuild()
            self.view.go_to_match()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back into the tree; escape clears the filter."""
        if event.input.id == "filter":
            event.stop()
            self.view.focus()

    def on_tree_view_pressed(self, event: TreeView.Pressed) -> None:
        """A double click folds, or describes."""
        event.stop()
        self.do_fold()
