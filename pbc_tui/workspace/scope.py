"""The scope of a task: what every file was when it began, and what has changed since (SPEC 6)."""

from __future__ import annotations

import difflib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pbc_tui.design.plain_text import sanitize
from pbc_tui.workspace.backups import Backups
from pbc_tui.workspace.content import LARGEST, Signature
from pbc_tui.workspace.files import WorkspaceError, confined, read, write_atomically
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.listing import listing

BACKUPS = ".pbc/backups"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not what it was; the hashes are None where there was, or is, nothing."""

    path: str
    kind: Literal["created", "modified", "deleted"]
    before: str | None
    after: str | None


class Scope:
    """Remembers every file of the repository at ``root``, and gives earlier contents back.

    Only ordinary files of at most 1 MB can be given back; of larger ones the change is noticed.
    """

    def __init__(self, root: Path, ignore: Ignore | None = None) -> None:
        self._root = root
        self._ignore = ignore or Ignore()
        self._known: dict[str, tuple[Signature, str]] = {}
        self._backups = Backups(root / BACKUPS)

    def take(self, needed: frozenset[str] = frozenset()) -> None:
        """Remember all files as they are now; ``needed`` hashes are kept although nothing has them.

        Raises:
            OSError: when a backup cannot be written.
        """
        known: dict[str, tuple[Signature, str]] = {}
        for entry in listing(str(self._root), self._ignore):
            if entry.signature.is_directory:
                continue
            earlier = self._known.get(entry.path)
            if earlier and earlier[0] == entry.signature:
                known[entry.path] = earlier
            else:
                known[entry.path] = (entry.signature, self._remember(entry.path))
        self._known = known
        self._backups.prune(needed | {digest for _, digest in known.values()})

    def change(self, path: str) -> Change | None:
        """How a path differs from what was remembered; None when it does not."""
        before = self._known[path][1] if path in self._known else None
        after = self._digest(path)
        if before == after:
            return None
        if before is None:
            return Change(path, "created", None, after)
        return Change(path, "deleted" if after is None else "modified", before, after)

    def diff(self, path: str, before: str | None) -> str:
        """What a path was and what it is now, as a unified diff that is safe to show."""
        earlier = self._backups.content(before) if before else b""
        if earlier is None:
            return f"{path}: the earlier content is not kept"
        try:
            now = read(self._root, path)
        except (OSError, WorkspaceError):
            now = b""
        lines = difflib.unified_diff(
            _lines(earlier), _lines(now), f"before/{path}", f"now/{path}", lineterm=""
        )
        return "\n".join(lines)

    def restore(self, path: str, before: str | None) -> None:
        """Give a path back the content that it had; None takes away what was not there.

        Raises:
            WorkspaceError: when the earlier content is not kept, or the path cannot be written.
            OSError: when writing fails.
        """
        if before is None:
            confined(self._root, path).unlink(missing_ok=True)
            return
        content = self._backups.content(before)
        if content is None:
            raise WorkspaceError(f"{path}: the earlier content is not kept")
        write_atomically(self._root, path, content)

    def accept(self, path: str) -> None:
        """Take what is there now for what it was: the person keeps it."""
        for entry in listing(str(self._root), self._ignore):
            if entry.path == path and not entry.signature.is_directory:
                self._known[path] = (entry.signature, self._remember(path))
                return
        self._known.pop(path, None)

    def _remember(self, path: str) -> str:
        try:
            content = read(self._root, path)
        except (OSError, WorkspaceError):
            return ""
        if len(content) > LARGEST:
            return hashlib.sha256(content).hexdigest()
        return self._backups.keep(content)

    def _digest(self, path: str) -> str | None:
        if not os.path.lexists(self._root / path):
            return None
        try:
            return hashlib.sha256(read(self._root, path)).hexdigest()
        except (OSError, WorkspaceError):
            return ""


def _lines(content: bytes) -> list[str]:
    return sanitize(content.decode(errors="replace")).splitlines()
