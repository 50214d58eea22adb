"""The visible rows of a tree: flat, in order, with their guides; folds and filter applied."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.structure import Node, Tree


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line: an entry, its guides, and whether it is folded."""

    path: str
    node: Node
    guides: str
    folded: bool = False

    @property
    def parent(self) -> str:
        """The directory that it is in, "" for the repository itself."""
        return self.path.rpartition("/")[0]


def rows_of(tree: Tree, folded: frozenset[str], words: str = "") -> list[TreeRow]:
    """All rows that are shown; with ``words`` only what matches, and the directories above it."""
    kept = _matching(tree, words.lower()) if words else None
    rows: list[TreeRow] = []
    # A stack instead of recursion: a tree may be deep and holds up to some ten thousand entries.
    waiting: list[tuple[str, str, tuple[Node, ...], int]] = [("", "", tree.entries, 0)]
    while waiting:
        parent, indent, nodes, place = waiting.pop()
        while place < len(nodes):
            node = nodes[place]
            place += 1
            path = f"{parent}{node.name}"
            if kept is not None and path not in kept:
                continue
            last = place == len(nodes) if kept is None else not _more(parent, nodes, place, kept)
            is_folded = node.is_directory and path in folded and kept is None
            rows.append(TreeRow(path, node, indent + ("└─ " if last else "├─ "), is_folded))
            if node.is_directory and node.children and not is_folded:
                waiting.append((parent, indent, nodes, place))
                waiting.append((f"{path}/", indent + ("   " if last else "│  "), node.children, 0))
                break
    return rows


def _matching(tree: Tree, words: str) -> set[str]:
    kept: set[str] = set()
    for path, node in tree.walk():
        if words in path.lower() or words in node.purpose.lower():
            while path and path not in kept:
                kept.add(path)
                path = path.rpartition("/")[0]
    return kept


def _more(parent: str, nodes: tuple[Node, ...], place: int, kept: set[str]) -> bool:
    return any(f"{parent}{node.name}" in kept for node in nodes[place:])
