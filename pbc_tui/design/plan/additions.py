"""Files that the plan has beside the approved structure: for features, or added to it (SPEC 5)."""

from __future__ import annotations

from collections.abc import Mapping

from pbc_tui.design.answers import Answers
from pbc_tui.design.structure import Add, EditError, SetPurpose, Tree, apply
from pbc_tui.design.templates import completed


def whole_tree(answers: Answers, tree: Tree, added: Mapping[str, str]) -> tuple[Tree, str]:
    """The structure with what features need and with the files that were added to the plan.

    ``added`` maps paths to purposes; one that the structure has by now is left as it is. The second
    value says why something that a feature needs cannot be added, "" where all of it can.
    """
    whole, fault = completed(answers, tree)
    return with_added(whole, added), fault


def with_added(tree: Tree, added: Mapping[str, str]) -> Tree:
    """The tree with some further files, as far as they fit."""
    for path, purpose in added.items():
        if path in tree:
            continue
        try:
            tree = add(tree, path, purpose)
        except EditError:
            # The structure was changed since, and has no place for it any more.
            continue
    return tree


def add(tree: Tree, path: str, purpose: str) -> Tree:
    """The tree with one further file.

    Raises:
        EditError: when no file can be there, in its own words.
    """
    return apply(apply(tree, Add(path=path)), SetPurpose(path=path, purpose=purpose))
