"""Moving entries by a key: up, down, into a directory, out of one (SPEC 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from pbc_tui.design.structure.applying import outermost
from pbc_tui.design.structure.edits import EditError, Move
from pbc_tui.design.structure.entries import joined
from pbc_tui.design.structure.tree import Node, Tree

Direction = Literal["up", "down", "in", "out"]


def shift(tree: Tree, paths: Iterable[str], direction: Direction) -> Move:
    """The move of entries of one directory by one step.

    "in" goes to the end of the nearest directory above them, or to the beginning of the next one
    below when there is none above; "out" goes right behind the directory that holds them.

    Raises:
        EditError: when there is nowhere to go, or the entries lie in several directories.
    """
    chosen, parent = _chosen(tree, paths)
    names = {path.rpartition("/")[2] for path in chosen}
    nodes = tree.children(parent)
    places = [place for place, node in enumerate(nodes) if node.name in names]
    before = [node for node in nodes[: places[0]] if node.name not in names]
    after = [node for node in nodes[places[-1] + 1 :] if node.name not in names]
    ordered = tuple(joined(parent, nodes[place].name) for place in places)
    match direction:
        case "up":
            if not before and len(places) == places[-1] + 1:
                raise EditError(f"{ordered[0]}: is the first in its directory")
            return Move(paths=ordered, directory=parent, index=max(len(before) - 1, 0))
        case "down":
            if not after and len(places) == len(nodes) - places[0]:
                raise EditError(f"{ordered[-1]}: is the last in its directory")
            rest = len(nodes) - len(places)
            return Move(paths=ordered, directory=parent, index=min(rest - len(after) + 1, rest))
        case "in":
            return _into(parent, ordered, before, after)
        case "out":
            if not parent:
                raise EditError(f"{ordered[0]}: is at the top already")
            above, _, name = parent.rpartition("/")
            return Move(paths=ordered, directory=above, after=name)


def moved_path(move: Move, path: str) -> str:
    """Where an entry lies after a move, itself or by the directory that holds it."""
    for chosen in outermost(move.paths):
        if path == chosen or path.startswith(f"{chosen}/"):
            rest = path[len(chosen.rpartition("/")[0]) :].lstrip("/")
            return joined(move.directory, rest)
    return path


def with_roles_of(tree: Tree, earlier: Tree) -> Tree:
    """The tree with the roles of the entries that an earlier one had at the same paths.

    A text has no roles; whoever edits a tree as text still means the same files.
    """

    def remembered(parent: str, node: Node) -> Node:
        path = joined(parent, node.name)
        children = tuple(remembered(path, child) for child in node.children)
        known = earlier.get(path) if path in earlier else None
        if known is None or known.is_directory is not node.is_directory:
            return replace(node, children=children)
        return replace(node, role=node.role or known.role, children=children)

    return Tree(tuple(remembered("", node) for node in tree.entries))


def _chosen(tree: Tree, paths: Iterable[str]) -> tuple[frozenset[str], str]:
    chosen = outermost(paths)
    for path in sorted(chosen):
        if path not in tree:
            raise EditError(f"{path}: is not there")
    parents = {path.rpartition("/")[0] for path in chosen}
    if len(parents) != 1:
        raise EditError("only entries of one directory can be moved together by a key")
    return chosen, parents.pop()


def _into(parent: str, paths: tuple[str, ...], before: list[Node], after: list[Node]) -> Move:
    for node in reversed(before):
        if node.is_directory:
            return Move(paths=paths, directory=joined(parent, node.name))
    for node in after:
        if node.is_directory:
            return Move(paths=paths, directory=joined(parent, node.name), index=0)
    raise EditError(f"{paths[0]}: there is no directory beside it to move into")
