"""Printing a tree as text in the three notations, so that it reads back to the same (SPEC 4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pbc_tui.design.structure.notation import written_name
from pbc_tui.design.structure.reading import read_tree
from pbc_tui.design.structure.tree import Node, Tree, plain_purpose

Notation = Literal["box", "ascii", "indent"]

_DRAWINGS: dict[Notation, tuple[str, str, str, str]] = {
    "box": ("├── ", "└── ", "│   ", "    "),
    "ascii": ("|-- ", "`-- ", "|   ", "    "),
    "indent": ("    ", "    ", "    ", "    "),
}
_WIDEST = 60
"""Purposes are aligned, but no further right than this."""


def print_tree(
    tree: Tree, notation: Notation = "box", root_name: str = "", purposes: bool = True
) -> str:
    """The tree as text, one entry a line, each line ending in a line feed.

    ``root_name`` is put above it as the repository's name. Without one, ``.`` stands there where
    the text could otherwise be taken for a repository of its only directory's name.
    """
    lines = list(_lines(tree.entries, notation, ""))
    if notation == "indent":
        lines = [(text[4:], purpose) for text, purpose in lines]
    root = written_name(root_name, is_directory=True) if root_name else ""
    if not root and _looks_like_root(tree, notation):
        root = "."
    if root:
        indent = "    " if notation == "indent" else ""
        lines = [(root, ""), *((indent + text, purpose) for text, purpose in lines)]
    if not purposes:
        return "".join(f"{text}\n" for text, _ in lines)
    width = min(max((len(text) for text, purpose in lines if purpose), default=0), _WIDEST)
    return "".join(
        f"{text.ljust(width)}  # {purpose}\n" if purpose else f"{text}\n" for text, purpose in lines
    )


def _looks_like_root(tree: Tree, notation: Notation) -> bool:
    if notation != "indent" or len(tree.entries) != 1 or not tree.entries[0].children:
        return False
    only = tree.entries[0]
    sample = Tree((Node(only.name, True, children=(Node("x"),)),))
    return read_tree(f"{written_name(only.name, is_directory=True)}\n    x\n") != sample


def _lines(nodes: tuple[Node, ...], notation: Notation, lead: str) -> Iterator[tuple[str, str]]:
    branch, corner, bar, gap = _DRAWINGS[notation]
    for place, node in enumerate(nodes):
        last = place == len(nodes) - 1
        name = written_name(node.name, is_directory=node.is_directory)
        yield f"{lead}{corner if last else branch}{name}", plain_purpose(node.purpose)
        yield from _lines(node.children, notation, lead + (gap if last else bar))
