"""Entries of a tree, changed without touching what stays: every result shares the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pbc_tui.design.structure.edits import EditError
from pbc_tui.design.structure.names import (
    importable_problem,
    plain_problem,
    same_file_key,
    taken_problem,
)
from pbc_tui.design.structure.tree import DEEPEST, Node, plain_purpose

Nodes = tuple[Node, ...]


def merged(directory: str, nodes: Nodes, new: Nodes) -> Nodes:
    """The entries of a directory with new ones; directories of one name take in what is new.

    Raises:
        EditError: where a file is there already.
    """
    places = {node.name: place for place, node in enumerate(nodes)}
    joint = list(nodes)
    for node in new:
        path = joined(directory, node.name)
        place = places.get(node.name)
        if place is None:
            check_free(nodes, node.name, path)
            joint.append(node)
            continue
        there = joint[place]
        if not (there.is_directory and node.is_directory):
            raise EditError(f"{path}: is there already")
        joint[place] = replace(
            there,
            purpose=there.purpose or node.purpose,
            role=there.role or node.role,
            children=merged(path, there.children, node.children),
        )
    return tuple(joint)


def checked_entries(parent: str, nodes: Nodes, depth: int) -> Nodes:
    """The entries with their purposes on one line; ``depth`` counts the levels above them.

    Raises:
        EditError: where they cannot be a repository's.
    """
    seen: dict[str, str] = {}
    checked: list[Node] = []
    for node in nodes:
        path = joined(parent, node.name)
        check_depth(path, depth + 1)
        if fault := plain_problem(node.name):
            raise EditError(f"{path}: {fault}")
        other = seen.setdefault(same_file_key(node.name), node.name)
        if len(seen) == len(checked):
            twice = (
                "is there twice" if other == node.name else f"differs from {other!r} only by case"
            )
            raise EditError(f"{path}: {twice}")
        if node.children and not node.is_directory:
            raise EditError(f"{path}: a file holds no entries")
        checked.append(
            Node(
                node.name,
                node.is_directory,
                plain_purpose(node.purpose),
                node.role,
                checked_entries(path, node.children, depth + 1),
            )
        )
    return tuple(checked)


def without_roles(node: Node) -> Node:
    """The entry and all that is in it, as the person's own."""
    return replace(node, role="", children=tuple(without_roles(child) for child in node.children))


def changed(entries: Nodes, parts: list[str], change: Callable[[Nodes], Nodes]) -> Nodes:
    """The entries with those of one directory changed; all others are shared.

    Raises:
        EditError: when there is no such directory.
    """
    return _changed_below(entries, parts, 0, change)


def _changed_below(
    entries: Nodes, parts: list[str], depth: int, change: Callable[[Nodes], Nodes]
) -> Nodes:
    if depth == len(parts):
        return change(entries)
    place, node = _child(entries, parts, depth)
    if not node.is_directory:
        raise EditError(f"{'/'.join(parts[: depth + 1])}: is a file, not a directory")
    below = replace(node, children=_changed_below(node.children, parts, depth + 1, change))
    return (*entries[:place], below, *entries[place + 1 :])


def _child(entries: Nodes, parts: list[str], depth: int) -> tuple[int, Node]:
    for place, node in enumerate(entries):
        if node.name == parts[depth]:
            return place, node
    raise EditError(f"{'/'.join(parts)}: is not there")


def found(entries: Nodes, path: str) -> tuple[str, Node]:
    """The directory that holds the entry at a path, and the entry.

    Raises:
        EditError: when there is none.
    """
    parts = path.split("/")
    for depth in range(len(parts)):
        _, node = _child(entries, parts, depth)
        entries = node.children
    return "/".join(parts[:-1]), node


def taken_out(entries: Nodes, paths: frozenset[str]) -> tuple[Nodes, list[tuple[str, Node]]]:
    """The entries without these, and these with their paths in the order of the tree.

    Raises:
        EditError: when one of them is not there.
    """
    wanted: dict[str, set[str]] = {}
    for path in paths:
        parent, _, name = path.rpartition("/")
        wanted.setdefault(parent, set()).add(name)
        while parent:
            parent, _, name = parent.rpartition("/")
            wanted.setdefault(parent, set())
    taken: list[tuple[str, Node]] = []

    def without(parent: str, nodes: Nodes) -> Nodes:
        kept = []
        for node in nodes:
            path = joined(parent, node.name)
            if node.name in wanted[parent]:
                taken.append((path, node))
            elif path in wanted:
                kept.append(replace(node, children=without(path, node.children)))
            else:
                kept.append(node)
        return tuple(kept)

    rest = without("", entries) if "" in wanted else entries
    if len(taken) < len(paths):
        gone = paths.difference(path for path, _ in taken)
        raise EditError(f"{min(gone)}: is not there")
    return rest, taken


def inserted(nodes: Nodes, new: Nodes, index: int | None) -> Nodes:
    """The entries with new ones at a place, None for the end."""
    place = len(nodes) if index is None else max(0, min(index, len(nodes)))
    return (*nodes[:place], *new, *nodes[place:])


def check_name(parent: str, name: str, *, directory: bool) -> None:
    """Refuse a name that no entry can have there."""
    if fault := plain_problem(name) or importable_problem(parent, name, directory=directory):
        raise EditError(f"{joined(parent, name)}: {fault}")


def check_free(nodes: Iterable[Node], name: str, path: str) -> None:
    """Refuse a name that is taken."""
    if fault := taken_problem(nodes, name):
        raise EditError(f"{path}: {fault}")


def check_all_free(nodes: Nodes, new: Nodes, directory: str) -> None:
    """Refuse new entries whose names are taken, by others or among themselves."""
    taken = {same_file_key(node.name): node.name for node in nodes}
    for node in new:
        key = same_file_key(node.name)
        if key in taken:
            where = directory or "the repository"
            raise EditError(f"{joined(directory, node.name)}: {where} has {taken[key]!r} already")
        taken[key] = node.name


def check_depth(path: str, depth: int) -> None:
    """Refuse what lies too deep."""
    if depth > DEEPEST:
        raise EditError(f"{path[:60]}…: a tree has at most {DEEPEST} levels")


def check_levels(path: str, node: Node, depth: int) -> None:
    """Refuse an entry that would reach too deep below ``depth`` levels."""
    level: list[Node] = [node]
    while level:
        depth += 1
        check_depth(path, depth)
        level = [child for entry in level for child in entry.children]


def parts_of(path: str) -> list[str]:
    """The names in a path, none for the repository itself."""
    return path.split("/") if path else []


def joined(parent: str, name: str) -> str:
    """The path of an entry in a directory."""
    return f"{parent}/{name}" if parent else name
