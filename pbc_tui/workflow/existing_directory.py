"""Reading an existing directory as a structure, without what git ignores (SPEC 4.1, way A)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pbc_tui.design.structure import Tree
from pbc_tui.workflow.refused import Refused
from pbc_tui.workspace.gitignore import patterns_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_ENTRIES = 50_000
"""More than this is no repository's structure but a disk."""


def read_directory(root: Path) -> Tree:
    """The files and directories below ``root``, in the order of their names.

    What git ignores is left out: by the ``.gitignore`` of the directory itself and of every one
    below it, a deeper one before a higher one (gitignore(5)).

    Raises:
        Refused: when it cannot be read, or holds too much.
    """
    from pbc_tui.workspace.ignore import Ignore
    from pbc_tui.workspace.listing import listing

    root = root.expanduser()
    try:
        if not root.is_dir():
            raise Refused(f"{root}: is no directory")
    except OSError as error:
        raise Refused(f"{root}: {error.strerror or error}") from error
    ignored = _Ignored(root)
    paths: list[str] = []
    for entry in listing(str(root), Ignore(admitted=())):
        if not entry.path or ignored.holds(entry.path, entry.signature.is_directory):
            continue
        paths.append(f"{entry.path}/" if entry.signature.is_directory else entry.path)
        if len(paths) > MOST_ENTRIES:
            raise Refused(f"{root}: holds more than {MOST_ENTRIES} entries")
    return Tree.of((path, "", "") for path in sorted(paths, key=_place))


class _Ignored:
    """What git ignores below a directory; directories are asked about before what they hold."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._specs = {"": _spec(root)}
        self._directories: set[str] = set()

    def holds(self, path: str, is_directory: bool) -> bool:
        parent = path.rpartition("/")[0]
        ignored = parent in self._directories or self._is_matched(path, is_directory)
        if is_directory and ignored:
            self._directories.add(path)
        elif is_directory:
            self._specs[path] = _spec(self._root / path)
        return ignored

    def _is_matched(self, path: str, is_directory: bool) -> bool:
        place = path
        while place:
            place = place.rpartition("/")[0]
            if (spec := self._specs.get(place)) is None:
                continue
            below = path.removeprefix(f"{place}/") if place else path
            found = spec.check_file(f"{below}/" if is_directory else below).include
            if found is not None:
                return found
        return False


def _spec(directory: Path) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    patterns = patterns_of(directory)
    return GitIgnoreSpec.from_lines(patterns) if patterns else None


def _place(path: str) -> list[tuple[bool, str]]:
    """Directories before files, each by name, as a tree is usually drawn."""
    parts = path.rstrip("/").split("/")
    last = len(parts) - 1
    return [(place == last and not path.endswith("/"), part) for place, part in enumerate(parts)]
