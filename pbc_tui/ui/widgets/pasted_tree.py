"""Text that is pasted onto the tree: its entries go into the directory at the cursor (SPEC 4.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

from pbc_tui.design.structure import (
    EditError,
    Paste,
    Tree,
    TreeFault,
    TreeSyntaxError,
    apply,
    read_repository,
    read_tree,
    with_roles_of,
)
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.widgets.faults_pane import MOST

if TYPE_CHECKING:
    from pbc_tui.ui.widgets.tree_editor import TreeEditor


def paste_text(editor: TreeEditor, text: str) -> None:
    """Put a drawn tree, or a list of paths, into the directory at the cursor; z takes it back.

    What cannot be read, or cannot lie there, is shown as text with all its faults, to be mended.
    For a whole repository it is asked whether it takes the place of this one.
    """
    if not text.strip():
        return
    row = editor.view.row
    directory = "" if row is None else row.path if row.node.is_directory else row.parent
    name = editor.pbc.project.state.answers.intake.repository_name or ""
    whole = read_repository(text, name)
    if whole is not None and editor.structure:
        editor.pbc.run_flow(_ask(editor, directory, text, whole))
    elif whole is not None:
        _take(editor, lambda: _paste(editor, "", whole))
    else:
        _put(editor, directory, text)


def _put(editor: TreeEditor, directory: str, text: str) -> None:
    try:
        tree = read_for(editor.structure, directory, text)
    except TreeSyntaxError:
        editor.pbc.run_flow(_mend(editor, directory, text))
        return
    _take(editor, lambda: _paste(editor, directory, tree))


def _take(editor: TreeEditor, edit: Callable[[], None]) -> None:
    try:
        edit()
    except Exception as error:
        if not editor.pbc.show_refusal(error):
            raise


async def _ask(editor: TreeEditor, directory: str, text: str, whole: Tree) -> None:
    from pbc_tui.ui.adopting import adopt, extent
    from pbc_tui.ui.screens.dialog import AskChoice

    here = counted(editor.structure.file_count, "file")
    chosen = await editor.app.push_screen_wait(
        AskChoice(
            "A whole repository was pasted",
            f"It draws {extent(whole)}. Where does it belong?",
            [
                ("r", "Replace the structure", f"in the place of the {here} that are here"),
                ("b", "Add it below", f"as entries of {directory or 'the repository'}/"),
            ],
        )
    )
    if chosen == "r":
        tree = with_roles_of(whole, editor.structure)
        adopt(editor.pbc, tree, said=f"{extent(tree)} taken.")
    elif chosen == "b":
        _put(editor, directory, text)


def read_for(structure: Tree, directory: str, text: str) -> Tree:
    """The entries that a text draws, such as can lie in a directory of the structure.

    Raises:
        TreeSyntaxError: with every line that cannot be read, or with what cannot lie there.
    """
    tree = read_tree(text, rooted=False)
    try:
        apply(structure, Paste(entries=tree, directory=directory))
    except EditError as error:
        raise TreeSyntaxError(_faults(structure, directory, tree, text, str(error))) from error
    return tree


def _faults(
    structure: Tree, directory: str, tree: Tree, text: str, first: str
) -> tuple[TreeFault, ...]:
    """Everything that cannot lie there, each at the line that names it.

    An edit is refused for the first entry at fault and speaks of paths, so that each entry is tried
    by itself, and its line looked for behind that of the entry before.
    """
    rows = text.splitlines()
    faults: dict[str, TreeFault] = {}
    line = 0
    for path, node in tree.walk():
        line = _line_of(node.name, rows, line)
        if node.children or len(faults) >= MOST:
            continue
        entry = Tree.of([(f"{path}/" if node.is_directory else path, "", "")])
        try:
            apply(structure, Paste(entries=entry, directory=directory))
        except EditError as error:
            faults.setdefault(str(error), TreeFault(line + 1, rows[line].strip(), str(error)))
    return tuple(faults.values()) or (TreeFault(1, rows[0].strip(), first),)


def _line_of(name: str, rows: list[str], begin: int) -> int:
    """The place of the first row that names an entry, from ``begin`` on, else from the top."""
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")
    for place in chain(range(begin, len(rows)), range(begin)):
        if word.search(rows[place]):
            return place
    return begin


def _paste(editor: TreeEditor, directory: str, tree: Tree) -> None:
    if not tree:
        return
    first = tree.entries[0].name
    editor.change(
        Paste(entries=tree, directory=directory),
        then=f"{directory}/{first}" if directory else first,
    )
    where = f" into {directory}" if directory else ""
    key = key_of(editor.app, "tree.undo")
    editor.pbc.say(f"{counted(tree.file_count, 'file')} pasted{where}; {key} takes it back")


async def _mend(editor: TreeEditor, directory: str, text: str) -> None:
    from pbc_tui.ui.screens.structure.tree_text import TreeTextScreen

    def read(typed: str) -> Tree:
        return read_for(editor.structure, directory, typed)

    title = f"Pasted into {directory or 'the repository'}/, and not taken yet"
    taken = await editor.app.push_screen_wait(TreeTextScreen(text, read, title=title))
    if taken is not None:
        _paste(editor, directory, read(taken))
