"""The visible rows of a tree, found by their place without listing those before it.

Each directory remembers on which line, counted from its own, each entry in it stands. An edit
leaves all other directories' entries as they are, so only those on its path are counted anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import overload

from pbc_tui.design.structure import Node, Tree

_MOST_KNOWN = 200_000
"""How many directories are remembered, those that are gone included."""


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


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a directory shows: ``starts`` is each entry's line, and last the number of all lines.

    ``width`` is the most cells that guides and name take, counted from the directory's own guides.
    """

    nodes: tuple[Node, ...]
    starts: tuple[int, ...]
    width: int

    @property
    def lines(self) -> int:
        return self.starts[-1]


class TreeRows(Sequence[TreeRow]):
    """The rows that are shown of a tree, with folds and filter applied."""

    def __init__(self) -> None:
        self._tree = Tree()
        self._folded: frozenset[str] = frozenset()
        self._words = ""
        self._shown = self._tree
        self._known: dict[str, _Inside] = {}

    def show(self, tree: Tree, folded: frozenset[str], words: str = "") -> None:
        """Show ``tree``; with ``words`` only what matches, unfolded, and the directories above."""
        folded = frozenset() if words else folded
        if words != self._words or len(self._known) > _MOST_KNOWN:
            self._known.clear()
        else:
            self._unlearn(folded ^ self._folded)
        if words and (words != self._words or tree is not self._tree):
            self._shown = matching(tree, words)
        elif not words:
            self._shown = tree
        self._tree, self._folded, self._words = tree, folded, words

    @property
    def first_match(self) -> int:
        """The line of the first entry that the filter itself is after; 0 without a filter."""
        wanted = self._words.lower()
        # Only directories that hold a match stand before it, so few lines are looked at.
        return next(
            (at for at, row in enumerate(self) if holds(row.path, row.node, wanted)),
            0,
        )

    def hidden(self, paths: Iterable[str]) -> int:
        """How many entries the filter hides of these and of what is in them."""
        count = 0
        for path in paths:
            shown = self._shown.get(path).size if path in self._shown else 0
            count += self._tree.get(path).size - shown
        return count

    @property
    def width(self) -> int:
        """The most cells that the guides and the name of a row take."""
        return self._inside("", self._shown.entries).width

    def place(self, path: str) -> int | None:
        """On which line an entry stands, None when it is not there or inside a folded directory."""
        line, above, nodes = 0, "", self._shown.entries
        names = path.split("/")
        for depth, name in enumerate(names):
            place = next((at for at, node in enumerate(nodes) if node.name == name), None)
            if place is None or above.removesuffix("/") in self._folded:
                return None
            line += self._inside(above, nodes).starts[place] + (depth > 0)
            above, nodes = f"{above}{name}/", nodes[place].children
        return line

    def __len__(self) -> int:
        return self._inside("", self._shown.entries).lines

    @overload
    def __getitem__(self, place: int) -> TreeRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[TreeRow]: ...

    def __getitem__(self, place: int | slice) -> TreeRow | list[TreeRow]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        above, indent, nodes = "", "", self._shown.entries
        while True:
            starts = self._inside(above, nodes).starts
            at = bisect_right(starts, place) - 1
            node, last = nodes[at], at == len(nodes) - 1
            path = above + node.name
            if place == starts[at]:
                guides = indent + ("└─ " if last else "├─ ")
                return TreeRow(path, node, guides, node.is_directory and path in self._folded)
            place -= starts[at] + 1
            above, indent, nodes = f"{path}/", indent + ("   " if last else "│  "), node.children

    def _inside(self, above: str, nodes: tuple[Node, ...]) -> _Inside:
        known = self._known.get(above)
        if known is not None and known.nodes is nodes:
            return known
        starts, line, width = [], 0, 0
        for node in nodes:
            starts.append(line)
            line += 1
            width = max(width, 3 + len(node.name))
            if node.children and (path := above + node.name) not in self._folded:
                inside = self._inside(f"{path}/", node.children)
                line += inside.lines
                width = max(width, 3 + inside.width)
        found = self._known[above] = _Inside(nodes, (*starts, line), width)
        return found

    def _unlearn(self, changed: frozenset[str]) -> None:
        """Forget the lines of whatever holds a directory that was folded or unfolded."""
        for path in changed:
            while path:
                path = path.rpartition("/")[0]
                self._known.pop(f"{path}/" if path else "", None)


def holds(path: str, node: Node, words: str) -> bool:
    """Whether an entry itself holds ``words``, which are in lower case."""
    return words in path.lower() or words in node.purpose.lower()


def matching(tree: Tree, words: str) -> Tree:
    """The part of a tree whose paths or purposes hold ``words``, and the directories above it."""
    wanted = words.lower()

    def kept(above: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        found = []
        for node in nodes:
            path = above + node.name
            inside = kept(f"{path}/", node.children) if node.children else ()
            if inside or holds(path, node, wanted):
                found.append(replace(node, children=inside))
        return tuple(found)

    return Tree(kept("", tree.entries))
