"""Which of the writes outside a task are renames: a file that is gone, and the same one elsewhere.

Derived each time and never stored, since either half may change on its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from pbc_tui.session.events import ScopeBroken

_EMPTY = hashlib.sha256(b"").hexdigest()


def renames(outside: Iterable[ScopeBroken]) -> dict[str, str]:
    """The earlier path of each created file that holds exactly what a deleted one held.

    A file of the same name is taken first. Empty files are alike without being the same one, so
    only one of the same name counts.
    """
    created: list[ScopeBroken] = []
    by_name: dict[tuple[str, str], deque[str]] = defaultdict(deque)
    by_content: dict[str, deque[str]] = defaultdict(deque)
    for entry in outside:
        if entry.change == "created" and entry.after:
            created.append(entry)
        elif entry.change == "deleted" and entry.before:
            by_name[entry.before, _name(entry.path)].append(entry.path)
            by_content[entry.before].append(entry.path)
    found: dict[str, str] = {}
    taken: set[str] = set()

    def pair(entry: ScopeBroken, candidates: deque[str]) -> None:
        while candidates and (earlier := candidates.popleft()):
            if earlier not in taken:
                found[entry.path] = earlier
                taken.add(earlier)
                return

    for entry in created:
        pair(entry, by_name[entry.after or "", _name(entry.path)])
    for entry in created:
        if entry.path not in found and entry.after != _EMPTY:
            pair(entry, by_content[entry.after or ""])
    return found


def in_words(outside: Mapping[str, ScopeBroken]) -> tuple[tuple[str, str], ...]:
    """Each write outside a task by its path and what happened to it; a rename counts once."""
    earlier = renames(outside.values())
    halves = set(earlier.values())
    return tuple(
        (path, f"renamed from {earlier[path]}" if path in earlier else entry.change)
        for path, entry in outside.items()
        if path not in halves
    )


def _name(path: str) -> str:
    return path.rpartition("/")[2]
