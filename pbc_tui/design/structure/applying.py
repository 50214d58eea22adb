"""Carrying out an edit: from one tree to the next, refusing whatever would not be a repository."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pbc_tui.design.paths import path_fault
from pbc_tui.design.structure import edits as e
from pbc_tui.design.structure.edits import Edit, EditError
from pbc_tui.design.structure.entries import (
    Nodes,
    changed,
    check_all_free,
    check_depth,
    check_free,
    check_levels,
    check_name,
    checked_entries,
    found,
    inserted,
    merged,
    parts_of,
    taken_out,
    without_roles,
)
from pbc_tui.design.structure.names import same_file_key
from pbc_tui.design.structure.tree import Node, Tree, plain_purpose


def apply(tree: Tree, edit: Edit) -> Tree:
    """The tree after an edit.

    Raises:
        EditError: when the edit is not possible; the tree is unchanged, as it always is.
    """
    return Tree(_APPLIED[type(edit)](tree.entries, edit))


def free_name(siblings: Iterable[Node], name: str) -> str:
    """A name for a copy that nothing beside it has: ``core.py`` gives ``core_copy.py``."""
    taken = {same_file_key(node.name) for node in siblings}
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    number = 1
    while True:
        copy = f"{stem}_copy{number if number > 1 else ''}{dot}{suffix}"
        if same_file_key(copy) not in taken:
            return copy
        number += 1


def outermost(paths: Iterable[str]) -> frozenset[str]:
    """The paths that lie in none of the others; their directories bring them along."""
    chosen = frozenset(paths)
    return frozenset(
        path
        for path in chosen
        if not any(path[:place] in chosen for place, letter in enumerate(path) if letter == "/")
    )


def _add(entries: Nodes, edit: e.Add) -> Nodes:
    path = edit.path.removesuffix("/")
    if fault := path_fault(path):
        raise EditError(f"{edit.path}: {fault}")
    parts = path.split("/")
    check_depth(path, len(parts))
    is_directory = edit.directory or path != edit.path
    node = Node(parts[-1], is_directory, plain_purpose(edit.purpose), edit.role)
    there: list[str] = []
    level = entries
    while len(there) < len(parts) - 1:
        below = next((child for child in level if child.name == parts[len(there)]), None)
        if below is None:
            break
        if not below.is_directory:
            raise EditError(f"{path}: {'/'.join([*there, below.name])} is a file")
        there.append(below.name)
        level = below.children
    missing = parts[len(there) :]
    for count in range(1, len(missing) + 1):
        parent = "/".join(parts[: len(there) + count - 1])
        last = count == len(missing)
        check_name(parent, missing[count - 1], directory=is_directory or not last)
    check_free(level, missing[0], path)
    for name in reversed(missing[:-1]):
        node = Node(name, True, children=(node,))
    index = edit.index if len(missing) == 1 else None
    return changed(entries, there, lambda nodes: inserted(nodes, (node,), index))


def _rename(entries: Nodes, edit: e.Rename) -> Nodes:
    parent, node = found(entries, edit.path)
    if edit.name == node.name:
        return entries
    check_name(parent, edit.name, directory=node.is_directory)

    def renamed(nodes: Nodes) -> Nodes:
        check_free((other for other in nodes if other is not node), edit.name, edit.path)
        return tuple(replace(o, name=edit.name) if o is node else o for o in nodes)

    return changed(entries, parts_of(parent), renamed)


def _delete(entries: Nodes, edit: e.Delete) -> Nodes:
    return taken_out(entries, outermost(edit.paths))[0]


def _move(entries: Nodes, edit: e.Move) -> Nodes:
    chosen = outermost(edit.paths)
    for path in chosen:
        if edit.directory == path or edit.directory.startswith(f"{path}/"):
            raise EditError(f"{path}: a directory cannot be moved into itself")
    if sum(place not in (None, "") for place in (edit.index, edit.before, edit.after)) > 1:
        raise EditError("a move has one of index, before and after")
    rest, moved = taken_out(entries, chosen)
    depth = len(parts_of(edit.directory))
    for path, node in moved:
        if path.rpartition("/")[0] != edit.directory:
            check_name(edit.directory, node.name, directory=node.is_directory)
            check_levels(path, node, depth)

    def placed(nodes: Nodes) -> Nodes:
        index = edit.index
        if beside := edit.before or edit.after:
            places = [place for place, node in enumerate(nodes) if node.name == beside]
            if not places:
                raise EditError(f"{beside!r} is not in {edit.directory or 'the repository'}")
            index = places[0] + bool(edit.after)
        new = tuple(node for _, node in moved)
        check_all_free(nodes, new, edit.directory)
        return inserted(nodes, new, index)

    return changed(rest, parts_of(edit.directory), placed)


def _duplicate(entries: Nodes, edit: e.Duplicate) -> Nodes:
    parent, node = found(entries, edit.path)

    def doubled(nodes: Nodes) -> Nodes:
        name = edit.name or free_name(nodes, node.name)
        check_name(parent, name, directory=node.is_directory)
        check_free(nodes, name, edit.path)
        copy = replace(without_roles(node), name=name)
        return inserted(nodes, (copy,), nodes.index(node) + 1)

    return changed(entries, parts_of(parent), doubled)


def _set_purpose(entries: Nodes, edit: e.SetPurpose) -> Nodes:
    parent, node = found(entries, edit.path)
    described = replace(node, purpose=plain_purpose(edit.purpose))
    return changed(
        entries, parts_of(parent), lambda nodes: tuple(described if o is node else o for o in nodes)
    )


def _replace(_: Nodes, edit: e.Replace) -> Nodes:
    return checked_entries("", edit.tree.entries, 0)


def _paste(entries: Nodes, edit: e.Paste) -> Nodes:
    if not edit.entries.entries:
        raise EditError("there is nothing to paste")
    parts = parts_of(edit.directory)
    new = checked_entries(edit.directory, edit.entries.entries, len(parts))
    return changed(entries, parts, lambda nodes: merged(edit.directory, nodes, new))


_APPLIED: dict[type[Any], Callable[[Nodes, Any], Nodes]] = {
    e.Add: _add,
    e.Rename: _rename,
    e.Delete: _delete,
    e.Move: _move,
    e.Duplicate: _duplicate,
    e.SetPurpose: _set_purpose,
    e.Replace: _replace,
    e.Paste: _paste,
}
