"""The structure of a repository as an immutable value: entries in their order, found by path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pbc_tui.design.plain_text import sanitize

DEEPEST = 64
"""The most levels that a tree may have; deeper ones are a mistake or an attack."""


@dataclass(frozen=True)
class Node:
    """A file, or a directory with its children in the order in which they are shown.

    ``purpose`` is one sentence, "" while there is none. ``role`` says which file of a proposal
    it is (design.blueprint.roles), "" for an entry that the person made.
    """

    name: str
    is_directory: bool = False
    purpose: str = ""
    role: str = ""
    children: tuple[Node, ...] = ()

    @cached_property
    def size(self) -> int:
        """How many entries there are, this one and all that is in it."""
        return 1 + sum(child.size for child in self.children)

    @cached_property
    def files_inside(self) -> int:
        """How many files there are, this one or those in it."""
        if not self.is_directory:
            return 1
        return sum(child.files_inside for child in self.children)


@dataclass(frozen=True)
class Tree:
    """All entries of a repository. An edit shares with its tree everything that it leaves alone.

    A look-up goes down from the top, so that the tree after an edit costs no more than its path;
    whoever walks the whole tree leaves an index of it behind, and look-ups use that.
    """

    entries: tuple[Node, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Tree:
        """The tree of rows (path, purpose, role); a path that ends in a slash is a directory's.

        Directories stand where they are first named. A later row for the same path takes its place.
        """
        root: dict[str, _Growing] = {}
        for path, purpose, role in rows:
            level = root
            parts = path.rstrip("/").split("/")
            for part in parts[:-1]:
                below = level.setdefault(part, _Growing({}))
                below.children = {} if below.children is None else below.children
                level = below.children
            entry = level.setdefault(parts[-1], _Growing())
            entry.purpose, entry.role = purpose, role
            if path.endswith("/") and entry.children is None:
                entry.children = {}
        return cls(_grown(root))

    def walk(self) -> Iterator[tuple[str, Node]]:
        """All entries as (path, node), directories before what is in them, in order."""
        return iter(self._index.items())

    def files(self) -> tuple[str, ...]:
        """The paths of all files, in order."""
        return self._files

    @property
    def file_count(self) -> int:
        """How many files there are."""
        return sum(node.files_inside for node in self.entries)

    def directories(self) -> tuple[str, ...]:
        """The paths of all directories, in order."""
        return tuple(path for path, node in self._index.items() if node.is_directory)

    def get(self, path: str) -> Node:
        """The entry at a path.

        Raises:
            KeyError: when there is none.
        """
        if "_index" in vars(self):
            return self._index[path]
        nodes: tuple[Node, ...] = self.entries
        node: Node | None = None
        for name in path.split("/"):
            node = next((child for child in nodes if child.name == name), None)
            nodes = node.children if node is not None else ()
        if node is None:
            raise KeyError(path)
        return node

    def children(self, directory: str = "") -> tuple[Node, ...]:
        """The entries of a directory, in order; "" is the repository itself.

        Raises:
            KeyError: when there is no such directory.
        """
        if not directory:
            return self.entries
        node = self.get(directory)
        if not node.is_directory:
            raise KeyError(directory)
        return node.children

    def __contains__(self, path: object) -> bool:
        try:
            self.get(str(path))
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return sum(node.size for node in self.entries)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def bare(self) -> Tree:
        """The same tree without what it remembers for look-ups, to be kept for long."""
        return Tree(self.entries)

    @cached_property
    def _index(self) -> dict[str, Node]:
        index: dict[str, Node] = {}
        waiting = [("", node) for node in reversed(self.entries)]
        while waiting:
            parent, node = waiting.pop()
            path = parent + node.name
            index[path] = node
            if node.children:
                below = f"{path}/"
                waiting.extend((below, child) for child in reversed(node.children))
        return index

    @cached_property
    def _files(self) -> tuple[str, ...]:
        return tuple(path for path, node in self._index.items() if not node.is_directory)


def plain_purpose(text: str) -> str:
    """A purpose as it is kept: one line, without what a terminal would obey."""
    return " ".join(sanitize(text).split())


@dataclass
class _Growing:
    children: dict[str, _Growing] | None = None
    purpose: str = ""
    role: str = ""


def _grown(level: dict[str, _Growing]) -> tuple[Node, ...]:
    return tuple(
        Node(
            name,
            entry.children is not None,
            entry.purpose,
            entry.role,
            _grown(entry.children or {}),
        )
        for name, entry in level.items()
    )
