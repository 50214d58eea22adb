"""What of a repository counts: all but what tools and version control leave out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pbc_tui.session.state import State
from pbc_tui.workspace.gitignore import patterns_of
from pbc_tui.workspace.ignore import Ignore

HISTORY = (".git/HEAD", ".git/refs/heads")
"""Where branches are: every commit that a person makes moves one."""
GIT = (".git/config", ".git/hooks", ".git/info", *HISTORY)
"""What of version control counts: what runs or is left out because of it, and its branches."""
OURS = tuple(
    f".pbc/{name}"
    for name in ("agents.json", "current.md", "prompts", "feedback", "contracts", "opinions")
)
"""What of ours an agent could gain by writing; the journal and the backups guard themselves."""


class Watched:
    """What is left out in the repository at ``root``; the files of the plan never are.

    What ``.gitignore`` names is read once: who writes it later hides nothing by it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def ignore(self, state: State) -> Ignore:
        """What is left out while the plan is that of ``state``."""
        paths = tuple(state.plan.by_path) if state.building else ()
        kept = frozenset(
            "/".join(parts[:count])
            for parts in (path.split("/") for path in paths)
            for count in range(1, len(parts))
        )
        usual = Ignore(admitted=())
        needed = tuple(path for path in paths if usual.file(path))
        return Ignore(admitted=(*OURS, *GIT, *needed), patterns=self._patterns, kept=kept)

    @staticmethod
    def is_history(path: str) -> bool:
        """Whether a path says where a branch is."""
        return any(path == each or path.startswith(f"{each}/") for each in HISTORY)

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return patterns_of(self._root)
