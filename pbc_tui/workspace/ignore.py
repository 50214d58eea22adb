"""What nobody watches in a repository: version control, environments, caches, editors' files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORED_DIRECTORIES = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        ".jj",
        ".pbc",
        ".venv",
        "venv",
        ".tox",
        ".nox",
        "__pypackages__",
        "node_modules",
        "__pycache__",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
        ".import_linter_cache",
        ".ipynb_checkpoints",
        ".eggs",
    ]
)
"""Directory names that are left out wherever they stand."""

EDITOR_FILES = (
    ".*.sw?",
    ".sw?",
    "4913",
    "*~",
    ".#*",
    "#*#",
    "*___jb_tmp___",
    "*___jb_old___",
    ".goutputstream-*",
    "*.kate-swp",
    "*.crswap",
    ".*.pbc-tmp",
    "*.pyc",
    ".coverage",
    ".coverage.*",
    ".DS_Store",
)
"""Patterns of what editors, interpreters and we leave for a moment beside the files written."""


CONTRACTS = ".pbc/contracts"
"""Where agents propose contracts (SPEC 12): the one place below ``.pbc`` that is watched."""


@dataclass(frozen=True)
class Ignore:
    """Decides by relative path (``/`` between parts) what is left out.

    ``admitted`` are paths that count all the same, with everything below them, although they lie in
    an ignored directory: proposed contracts (SPEC 12), or a plan that itself has such a directory.
    ``patterns`` are lines of a ``.gitignore``: the directories that they match are left out too,
    but none of those that are ``kept``. A file that they match lies there to be seen.
    """

    directories: frozenset[str] = IGNORED_DIRECTORIES
    files: tuple[str, ...] = EDITOR_FILES
    admitted: tuple[str, ...] = (CONTRACTS,)
    patterns: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()

    def directory(self, path: str) -> bool:
        """Whether nothing below this directory matters, so that it need not be entered."""
        if path in self._on_the_way or self._is_admitted(path):
            return False
        return self._holds(path) or self._is_matched(path)

    def file(self, path: str) -> bool:
        """Whether this file does not matter: an editor's own, or in an ignored directory."""
        if self._is_admitted(path):
            return False
        parent, _, name = path.rpartition("/")
        if self._names.match(name):
            return True
        return bool(parent) and (self._holds(parent) or self._is_matched(parent))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile("|".join(translate(each) for each in self.files) or r"(?!)")

    @cached_property
    def _on_the_way(self) -> frozenset[str]:
        return frozenset(
            "/".join(path.split("/")[:count])
            for path in self.admitted
            for count in range(1, path.count("/") + 1)
        )

    def _is_admitted(self, path: str) -> bool:
        return any(path == each or path.startswith(each + "/") for each in self.admitted)

    def _is_matched(self, directory: str) -> bool:
        if not self.patterns or not directory or directory in self.kept:
            return False
        if (known := self._matched.get(directory)) is None:
            known = self._matched[directory] = self._spec.match_file(directory + "/")
        return known

    @cached_property
    def _matched(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.patterns)

    def _holds(self, path: str) -> bool:
        return not self.directories.isdisjoint(path.split("/"))
