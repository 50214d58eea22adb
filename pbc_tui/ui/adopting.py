"""Another tree in place of the whole one, said in words: what went, and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of

if TYPE_CHECKING:
    from pbc_tui.design.options import StructureWay
    from pbc_tui.design.structure import Tree
    from pbc_tui.ui.app import PbcApp


def extent(tree: Tree) -> str:
    """How much a tree holds: ``1 file, 2 directories``."""
    files = tree.file_count
    return f"{counted(files, 'file')}, {counted(len(tree) - files, 'directory', 'directories')}"


def adopt(app: PbcApp, tree: Tree, way: StructureWay | None = None, *, said: str) -> None:
    """Make ``tree`` the structure, and say so; a tree that was there is named with its files.

    Raises:
        Refused: when the structure is approved already.
    """
    from pbc_tui.workflow import design_desk

    before = app.project.state.tree
    design_desk.adopt(app.project, tree, way)
    if before and before != tree:
        gone = counted(before.file_count, "file") if before.file_count else "the directories"
        said = f"{said} {gone} replaced; {key_of(app, 'tree.undo')} takes it back."
    app.say(said)
