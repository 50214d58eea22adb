"""Two trees side by side: what one has that the other has not (SPEC 4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pbc_tui.design.structure.entries import joined
from pbc_tui.design.structure.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Compared:
    """One entry of either tree. ``depth`` counts from 0; ``earlier`` and ``purpose`` are what it
    is for in the first tree and in the second, "" where it is not in that tree or nothing is said.
    """

    path: str
    depth: int
    is_directory: bool
    change: Literal["same", "added", "removed", "purpose"]
    earlier: str = ""
    purpose: str = ""


def compare(first: Tree, second: Tree) -> tuple[Compared, ...]:
    """All entries of both trees in the order of the second; removed ones follow what they followed.

    An entry that is a file in one and a directory in the other is removed and added.
    """
    return tuple(_level(first.entries, second.entries, "", 0))


def _level(
    first: tuple[Node, ...], second: tuple[Node, ...], parent: str, depth: int
) -> Iterator[Compared]:
    earlier = {(node.name, node.is_directory): node for node in first}
    now = {(node.name, node.is_directory): node for node in second}
    for key in _merged([*earlier], [*now]):
        before, after = earlier.get(key), now.get(key)
        name, is_directory = key
        path = joined(parent, name)
        was, said = (before.purpose if before else ""), (after.purpose if after else "")
        change: Literal["same", "added", "removed", "purpose"] = "same"
        if before is None:
            change = "added"
        elif after is None:
            change = "removed"
        elif was != said:
            change = "purpose"
        yield Compared(path, depth, is_directory, change, was, said)
        yield from _level(
            before.children if before else (), after.children if after else (), path, depth + 1
        )


_Key = tuple[str, bool]


def _merged(first: list[_Key], second: list[_Key]) -> list[_Key]:
    kept = set(second)
    behind: dict[_Key | None, list[_Key]] = {}
    last = None
    for key in first:
        if key in kept:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    merged = behind.get(None, [])
    for key in second:
        merged += [key, *behind.get(key, [])]
    return merged
