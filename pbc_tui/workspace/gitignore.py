"""The lines of a ``.gitignore`` that may be followed, whoever wrote them."""

from __future__ import annotations

import re
from pathlib import Path

from pbc_tui.workspace.files import WorkspaceError, read

_LARGEST = 100_000
_MOST_LINES = 1_000
_LONGEST = 200
# More stars in one name than this, and matching a long name takes a hostile while.
_STARS = re.compile(r"(\*[^/*]+){3}")
_MOST_DOUBLE_STARS = 2


def patterns_of(root: Path) -> tuple[str, ...]:
    """The patterns of the ``.gitignore`` at the top of a repository, without those that are odd.

    A line that no program would write, that is long or full of stars, is left out: it would cost
    more time than what it hides is worth.
    """
    try:
        content = read(root, ".gitignore", _LARGEST).decode("utf-8", "replace")
    except WorkspaceError:
        return ()
    return tuple(line for line in content.splitlines()[:_MOST_LINES] if _is_tame(line))


def _is_tame(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    if not line.strip() or line.startswith("#") or len(line) > _LONGEST:
        return False
    if line.count("**") > _MOST_DOUBLE_STARS or _STARS.search(line):
        return False
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
