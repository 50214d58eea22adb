"""What of a repository counts: all but what tools and version control leave out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pbc_tui.session.state import State
from pbc_tui.workspace.gitignore import patterns_of
from pbc_tui.workspace.ignore import Ignore

GIT = tuple(f".git/{name}" for name in ("config", "HEAD", "hooks", "info", "refs/heads"))
"""What of version control is nobody's to write during a task: what runs, and where branches are."""


class Watched:
    """What is left out in the repository at ``root``; the files of the plan never are.

    What ``.gitignore`` names is read once: who writes it later hides nothing by it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def ignore(self, state: State, *, own: tuple[str, ...] = ()) -> Ignore:
        """What is left out while the plan is that of ``state``.

        ``own`` are directories of ours that count all the same.
        """
        paths = tuple(state.plan.by_path) if state.building else ()
        kept = frozenset(
            "/".join(parts[:count])
            for parts in (path.split("/") for path in paths)
            for count in range(1, len(parts))
        )
        usual = Ignore(admitted=())
        needed = tuple(path for path in paths if usual.file(path))
        return Ignore(admitted=(*own, *GIT, *needed), patterns=self._patterns, kept=kept)

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return patterns_of(self._root)
