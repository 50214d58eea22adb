"""Text that is pasted onto the tree: its entries go into the directory at the cursor (SPEC 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.design.structure import Paste, TreeSyntaxError, read_tree
from pbc_tui.ui.concerns import counted

if TYPE_CHECKING:
    from pbc_tui.ui.widgets.tree_editor import TreeEditor


def paste_text(editor: TreeEditor, text: str) -> None:
    """Put a drawn tree, or a list of paths, into the directory at the cursor; z takes it back.

    What cannot be read, or cannot lie there, is said with its line, and then nothing is changed.
    """
    if not text.strip():
        return
    row = editor.view.row
    directory = "" if row is None else row.path if row.node.is_directory else row.parent
    try:
        tree = read_tree(text, rooted=False)
    except TreeSyntaxError as error:
        more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
        editor.pbc.say(f"not pasted: {error}{more}", "warning")
        return
    if not tree:
        return
    first = tree.entries[0].name
    try:
        editor.change(
            Paste(entries=tree, directory=directory),
            then=f"{directory}/{first}" if directory else first,
        )
    except Exception as error:
        if not editor.pbc.show_refusal(error):
            raise
        return
    where = f" into {directory}" if directory else ""
    editor.pbc.say(f"{counted(tree.file_count, 'file')} pasted{where}; z takes it back")
