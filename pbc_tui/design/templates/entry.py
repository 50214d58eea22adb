"""A proposed file, and from a list of them to a tree or to edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pbc_tui.design.answers import Answers
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles import ROLES, brief_of
from pbc_tui.design.structure import Add, Tree


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a proposal: where it lies and what kind of file it is."""

    path: str
    role: str


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries in order, each path and each role once: the first one counts."""
    paths: set[str] = set()
    roles: set[str] = set()
    kept = []
    for entry in entries:
        if entry.path not in paths and entry.role not in roles:
            kept.append(entry)
            paths.add(entry.path)
            roles.add(entry.role)
    return tuple(kept)


def tree_of(entries: Iterable[Entry], answers: Answers) -> Tree:
    """The tree that holds these files, each with its role and its purpose in one sentence."""
    kept = merged(entries)
    context = _context(kept, answers)
    return Tree.of((entry.path, _purpose(entry.role, context), entry.role) for entry in kept)


def additions(entries: Iterable[Entry], tree: Tree, answers: Answers) -> tuple[Add, ...]:
    """Edits that add these files to the tree, each with its role and its purpose."""
    kept = tuple(entries)
    present = [Entry(path, node.role) for path, node in tree.walk() if node.role]
    context = _context((*present, *kept), answers)
    return tuple(
        Add(path=entry.path, role=entry.role, purpose=_purpose(entry.role, context))
        for entry in kept
    )


def _context(entries: Iterable[Entry], answers: Answers) -> Context:
    layout: dict[str, str] = {}
    for entry in entries:
        layout.setdefault(entry.role, entry.path)
    return Context(answers=answers, layout=layout, files=tuple(layout.values()))


def _purpose(role: str, context: Context) -> str:
    if role.partition(":")[0] not in ROLES:
        return ""
    try:
        return brief_of(role, context).purpose
    except ValueError:
        # The design is not complete yet; the plan takes the purpose from the brief then.
        return ""
