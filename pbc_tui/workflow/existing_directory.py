"""Reading an existing directory as a structure, without what git ignores (SPEC 4.1, way A)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.structure import Tree
from pbc_tui.workflow.refused import Refused

MOST_ENTRIES = 50_000
"""More than this is no repository's structure but a disk."""


def read_directory(root: Path) -> Tree:
    """The files and directories below ``root``, in the order of their names.

    Raises:
        Refused: when it cannot be read, or holds too much.
    """
    from pathspec import GitIgnoreSpec

    from pbc_tui.workspace.ignore import Ignore
    from pbc_tui.workspace.listing import listing

    root = root.expanduser()
    try:
        if not root.is_dir():
            raise Refused(f"{root}: is no directory")
        ignored = GitIgnoreSpec.from_lines(_patterns(root))
    except OSError as error:
        raise Refused(f"{root}: {error.strerror or error}") from error
    paths: list[str] = []
    for entry in listing(str(root), Ignore(admitted=())):
        path = f"{entry.path}/" if entry.signature.is_directory else entry.path
        if path == "/" or ignored.match_file(path):
            continue
        paths.append(path)
        if len(paths) > MOST_ENTRIES:
            raise Refused(f"{root}: holds more than {MOST_ENTRIES} entries")
    return Tree.of((path, "", "") for path in sorted(paths, key=_place))


def _place(path: str) -> list[tuple[bool, str]]:
    """Directories before files, each by name, as a tree is usually drawn."""
    parts = path.rstrip("/").split("/")
    last = len(parts) - 1
    return [(place == last and not path.endswith("/"), part) for place, part in enumerate(parts)]


def _patterns(root: Path) -> list[str]:
    path = root / ".gitignore"
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
