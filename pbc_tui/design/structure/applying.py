"""Carrying out an edit: from one tree to the next, refusing whatever would not be a repository."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pbc_tui.design.paths import path_fault
from pbc_tui.design.structure import edits as e
from pbc_tui.design.structure.edits import Edit, EditError
from pbc_tui.design.structure.names import (
    importable_problem,
    plain_problem,
    same_file_key,
    taken_problem,
)
from pbc_tui.design.structure.tree import DEEPEST, Node, Tree, plain_purpose

Nodes = tuple[Node, ...]


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
        found = f"{stem}_copy{number if number > 1 else ''}{dot}{suffix}"
        if same_file_key(found) not in taken:
            return found
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
    _check_depth(path, len(parts))
    is_directory = edit.directory or path != edit.path
    node = Node(parts[-1], is_directory, plain_purpose(edit.purpose), edit.role)
    there: list[str] = []
    level = entries
    while len(there) < len(parts) - 1:
        found = next((child for child in level if child.name == parts[len(there)]), None)
        if found is None:
            break
        if not found.is_directory:
            raise EditError(f"{path}: {'/'.join([*there, found.name])} is a file")
        there.append(found.name)
        level = found.children
    missing = parts[len(there) :]
    for count in range(1, len(missing) + 1):
        parent = "/".join(parts[: len(there) + count - 1])
        last = count == len(missing)
        _check_name(parent, missing[count - 1], directory=is_directory or not last)
    _check_free(level, missing[0], path)
    for name in reversed(missing[:-1]):
        node = Node(name, True, children=(node,))
    index = edit.index if len(missing) == 1 else None
    return _changed(entries, there, lambda nodes: _inserted(nodes, (node,), index))


def _rename(entries: Nodes, edit: e.Rename) -> Nodes:
    parent, node = _found(entries, edit.path)
    if edit.name == node.name:
        return entries
    _check_name(parent, edit.name, directory=node.is_directory)

    def renamed(nodes: Nodes) -> Nodes:
        _check_free((other for other in nodes if other is not node), edit.name, edit.path)
        return tuple(replace(o, name=edit.name) if o is node else o for o in nodes)

    return _changed(entries, _parts(parent), renamed)


def _delete(entries: Nodes, edit: e.Delete) -> Nodes:
    return _taken_out(entries, outermost(edit.paths))[0]


def _move(entries: Nodes, edit: e.Move) -> Nodes:
    chosen = outermost(edit.paths)
    for path in chosen:
        if edit.directory == path or edit.directory.startswith(f"{path}/"):
            raise EditError(f"{path}: a directory cannot be moved into itself")
    if sum(place not in (None, "") for place in (edit.index, edit.before, edit.after)) > 1:
        raise EditError("a move has one of index, before and after")
    rest, moved = _taken_out(entries, chosen)
    depth = len(_parts(edit.directory))
    for path, node in moved:
        if path.rpartition("/")[0] != edit.directory:
            _check_name(edit.directory, node.name, directory=node.is_directory)
            _check_levels(path, node, depth)

    def placed(nodes: Nodes) -> Nodes:
        index = edit.index
        if beside := edit.before or edit.after:
            places = [place for place, node in enumerate(nodes) if node.name == beside]
            if not places:
                raise EditError(f"{beside!r} is not in {edit.directory or 'the repository'}")
            index = places[0] + bool(edit.after)
        new = tuple(node for _, node in moved)
        _check_all_free(nodes, new, edit.directory)
        return _inserted(nodes, new, index)

    return _changed(rest, _parts(edit.directory), placed)


def _duplicate(entries: Nodes, edit: e.Duplicate) -> Nodes:
    parent, node = _found(entries, edit.path)

    def doubled(nodes: Nodes) -> Nodes:
        name = edit.name or free_name(nodes, node.name)
        _check_name(parent, name, directory=node.is_directory)
        _check_free(nodes, name, edit.path)
        copy = replace(_own(node), name=name)
        return _inserted(nodes, (copy,), nodes.index(node) + 1)

    return _changed(entries, _parts(parent), doubled)


def _set_purpose(entries: Nodes, edit: e.SetPurpose) -> Nodes:
    parent, node = _found(entries, edit.path)
    described = replace(node, purpose=plain_purpose(edit.purpose))
    return _changed(
        entries, _parts(parent), lambda nodes: tuple(described if o is node else o for o in nodes)
    )


def _replace(_: Nodes, edit: e.Replace) -> Nodes:
    return _checked("", edit.tree.entries, 0)


def _paste(entries: Nodes, edit: e.Paste) -> Nodes:
    if not edit.entries.entries:
        raise EditError("there is nothing to paste")
    parts = _parts(edit.directory)
    new = _checked(edit.directory, edit.entries.entries, len(parts))
    return _changed(entries, parts, lambda nodes: _merged(edit.directory, nodes, new))


def _merged(directory: str, nodes: Nodes, new: Nodes) -> Nodes:
    places = {node.name: place for place, node in enumerate(nodes)}
    merged = list(nodes)
    for node in new:
        path = _joined(directory, node.name)
        place = places.get(node.name)
        if place is None:
            _check_free(nodes, node.name, path)
            merged.append(node)
            continue
        there = merged[place]
        if not (there.is_directory and node.is_directory):
            raise EditError(f"{path}: is there already")
        merged[place] = replace(
            there,
            purpose=there.purpose or node.purpose,
            role=there.role or node.role,
            children=_merged(path, there.children, node.children),
        )
    return tuple(merged)


def _checked(parent: str, nodes: Nodes, depth: int) -> Nodes:
    """The entries with their purposes on one line, refused where they are no repository's."""
    seen: dict[str, str] = {}
    checked: list[Node] = []
    for node in nodes:
        path = _joined(parent, node.name)
        _check_depth(path, depth + 1)
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
                _checked(path, node.children, depth + 1),
            )
        )
    return tuple(checked)


def _own(node: Node) -> Node:
    return replace(node, role="", children=tuple(_own(child) for child in node.children))


def _changed(entries: Nodes, parts: list[str], change: Callable[[Nodes], Nodes]) -> Nodes:
    """The entries with those of one directory changed; all others are shared."""
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


def _found(entries: Nodes, path: str) -> tuple[str, Node]:
    parts = path.split("/")
    for depth in range(len(parts)):
        _, node = _child(entries, parts, depth)
        entries = node.children
    return "/".join(parts[:-1]), node


def _taken_out(entries: Nodes, paths: frozenset[str]) -> tuple[Nodes, list[tuple[str, Node]]]:
    """The entries without these, and these in the order of the tree."""
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
            path = _joined(parent, node.name)
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


def _inserted(nodes: Nodes, new: Nodes, index: int | None) -> Nodes:
    place = len(nodes) if index is None else max(0, min(index, len(nodes)))
    return (*nodes[:place], *new, *nodes[place:])


def _check_name(parent: str, name: str, *, directory: bool) -> None:
    if fault := plain_problem(name) or importable_problem(parent, name, directory=directory):
        raise EditError(f"{_joined(parent, name)}: {fault}")


def _check_free(nodes: Iterable[Node], name: str, path: str) -> None:
    if fault := taken_problem(nodes, name):
        raise EditError(f"{path}: {fault}")


def _check_all_free(nodes: Nodes, new: Nodes, directory: str) -> None:
    seen = {same_file_key(node.name): node.name for node in nodes}
    for node in new:
        other = seen.setdefault(same_file_key(node.name), node.name)
        if other is not node.name:
            where = directory or "the repository"
            raise EditError(f"{_joined(directory, node.name)}: {where} has {other!r} already")


def _check_depth(path: str, depth: int) -> None:
    if depth > DEEPEST:
        raise EditError(f"{path[:60]}…: a tree has at most {DEEPEST} levels")


def _check_levels(path: str, node: Node, depth: int) -> None:
    level: list[Node] = [node]
    while level:
        depth += 1
        _check_depth(path, depth)
        level = [child for entry in level for child in entry.children]


def _parts(path: str) -> list[str]:
    return path.split("/") if path else []


def _joined(parent: str, name: str) -> str:
    return f"{parent}/{name}" if parent else name


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
