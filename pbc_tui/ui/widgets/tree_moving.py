"""Taking entries away and moving them, one or all that are marked (SPEC 4.2)."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.containers import Container

from pbc_tui.design.structure import (
    Delete,
    Direction,
    Edit,
    Move,
    Tree,
    moved_path,
    outermost,
    shift,
)
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.widgets.tree_rows import TreeRow
from pbc_tui.ui.widgets.tree_view import TreeView


class TreeMoving(Place, Container):
    """What acts on the entries that are there; every edit is an event of the project."""

    def __init__(self) -> None:
        super().__init__(id="editor")
        self._cut: tuple[str, ...] = ()

    @property
    def view(self) -> TreeView:
        """The rows."""
        return self.query_one(TreeView)

    @property
    def structure(self) -> Tree:
        """The structure that is being edited."""
        return self.pbc.project.state.tree

    def change(self, edit: Edit, *, then: str = "") -> None:
        """Let an edit happen and put the cursor on ``then``.

        Raises:
            Refused: in the edit's own words.
        """
        from pbc_tui.workflow import design_desk

        design_desk.edit(self.pbc.project, edit)
        self.view.show_tree(self.structure)
        if then:
            self.view.go_to(then)

    def why_no_entry(self) -> str:
        """Why there is no entry to work on."""
        if self.view.row is not None:
            return ""
        return f"the tree is empty: {key_of(self.app, 'tree.add-file')} adds a file"

    def why_not_paste(self) -> str:
        """Why nothing can be pasted."""
        return "" if self._cut else f"nothing was cut: {key_of(self.app, 'tree.cut')} cuts"

    def _row(self) -> TreeRow:
        row = self.view.row
        if row is None:
            from pbc_tui.workflow.refused import Refused

            raise Refused(self.why_no_entry())
        return row

    def _chosen(self) -> tuple[str, ...]:
        marked = self.view.marked
        if marked:
            return tuple(path for path, _ in self.structure.walk() if path in marked)
        return (self._row().path,)

    # Commands

    def hidden(self, *paths: str) -> int:
        """How many entries the filter hides of these and of what is in them."""
        return self.view.rows.hidden(outermost(paths)) if self.view.words else 0

    def do_delete(self) -> Awaitable[None] | None:
        """Delete what is marked, or the entry; z takes it back. What is hidden is asked about."""
        chosen = self._chosen()
        if hidden := self.hidden(*chosen):
            return self._delete_hidden(chosen, hidden)
        self._delete(chosen)
        return None

    async def _delete_hidden(self, chosen: tuple[str, ...], hidden: int) -> None:
        from pbc_tui.ui.screens.dialog import AskYesNo

        what = chosen[0] if len(chosen) == 1 else f"{len(chosen)} entries"
        agreed = await self.app.push_screen_wait(
            AskYesNo(
                "Delete what the filter hides, too?",
                f"With {what} {counted(hidden, 'entry goes', 'entries go')} that the filter hides.",
                yes="delete all of it",
                no="keep it",
            )
        )
        if agreed:
            self._delete(chosen)

    def _delete(self, chosen: tuple[str, ...]) -> None:
        place = self.view.cursor
        self.change(Delete(paths=chosen))
        self.view.cursor = min(place, len(self.view.rows) - 1)
        what = chosen[0] if len(chosen) == 1 else f"{len(chosen)} entries"
        self.pbc.say(f"{what} deleted; {key_of(self.app, 'tree.undo')} takes it back")

    def do_cut(self) -> None:
        """Remember what is to be pasted elsewhere; it stays until then."""
        self._cut = self._chosen()
        self.view.marked = frozenset(self._cut)
        self.view.refresh()
        what = self._cut[0] if len(self._cut) == 1 else f"{len(self._cut)} entries"
        key = key_of(self.app, "tree.paste")
        self.pbc.say(f"{what} cut: {key} pastes into the directory at the cursor")

    def do_paste(self) -> None:
        """Move what was cut to the cursor."""
        row = self.view.row
        inside = row is not None and row.node.is_directory and row.path not in self._cut
        directory = "" if row is None else row.path if inside else row.parent
        after = "" if row is None or inside or row.path in self._cut else row.node.name
        first = self._cut[0].rpartition("/")[2]
        self.change(
            Move(paths=self._cut, directory=directory, after=after),
            then=f"{directory}/{first}" if directory else first,
        )
        self._cut = ()
        self.view.marked = frozenset()
        self.view.refresh()

    def do_down(self) -> None:
        """Let the entries change places with the next one."""
        self._shift("down")

    def do_up(self) -> None:
        """Let the entries change places with the one before."""
        self._shift("up")

    def do_out(self) -> None:
        """Move the entries out of their directory, behind it."""
        self._shift("out")

    def do_into(self) -> None:
        """Move the entries into the directory above them, or into the one below."""
        self._shift("in")

    def _shift(self, direction: Direction) -> None:
        from pbc_tui.workflow.refused import refusing

        row = self._row()
        with refusing():
            move = shift(self.structure, self._chosen(), direction)
        self.view.folded -= {move.directory}
        marked = frozenset(moved_path(move, path) for path in self.view.marked)
        self.change(move, then=moved_path(move, row.path))
        self.view.marked = marked
        self.view.refresh()

    def do_mark(self) -> None:
        """Mark or unmark the entry and go on."""
        row = self._row()
        self.view.marked ^= {row.path}
        self.view.action_go(1)
        self.view.refresh()
