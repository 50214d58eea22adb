"""Proposals for the structure, by purpose and from the guided questions (SPEC 4.1).

A proposal is a starting point: the person changes it freely before it becomes canonical.
"""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.structure import Add, EditError, Tree, apply
from pbc_tui.design.templates import features, guided, purposes
from pbc_tui.design.templates.entry import additions, merged, tree_of
from pbc_tui.design.templates.recognition import decision_role

__all__ = [
    "completed",
    "decision_role",
    "missing_for_features",
    "propose",
    "propose_guided",
    "proposed",
]


def propose(answers: Answers) -> Tree:
    """Way C: the template of the purpose, with what stage 1 and chosen features ask for.

    Raises:
        ValueError: while an answer of stages 0 or 1 is still open.
    """
    return tree_of(purposes.entries(answers), answers)


def propose_guided(answers: Answers) -> Tree:
    """Way B: what the six guided answers ask for, with what stage 1 asks for.

    Raises:
        ValueError: while an answer of stages 0 or 1 is still open.
    """
    return tree_of(guided.entries(answers), answers)


def proposed(answers: Answers) -> Tree:
    """What the chosen way in proposes; the empty tree for an own structure or no way at all.

    Features are left out: they come later and are added as they are chosen.

    Raises:
        ValueError: while an answer that the proposal needs is still open.
    """
    match answers.structure.way:
        case o.StructureWay.TEMPLATE:
            return propose(answers.before_features)
        case o.StructureWay.GUIDED:
            return propose_guided(answers.before_features)
        case _:
            return Tree()


def missing_for_features(answers: Answers, tree: Tree) -> tuple[Add, ...]:
    """The files that the features chosen in stage 3 need and the tree lacks, in order."""
    present = tree.files()
    roles = {
        node.role or decision_role(path, answers)
        for path, node in tree.walk()
        if not node.is_directory
    }
    wanted = features.entries(answers, present, frozenset(roles))
    lacking = merged(entry for entry in wanted if entry.path not in present)
    return additions(lacking, tree, answers)


def completed(answers: Answers, tree: Tree) -> tuple[Tree, str]:
    """The tree with what chosen features need, as far as the person agreed to have it added.

    The second value says why something cannot be added, "" where all of it can. It is derived and
    never stored, so a feature answered NO leaves no trace (SPEC 4.4).
    """
    fault = ""
    if answers.features.add_missing:
        for addition in missing_for_features(answers, tree):
            try:
                tree = apply(tree, addition)
            except EditError as error:
                fault = fault or str(error)
    return tree, fault
