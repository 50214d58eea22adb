"""What the repository was when a task began, and what has become of a path since (SPEC 6)."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.workspace.backups import BOUND, Backups
from pbc_tui.workspace.content import LARGEST, Signature, read_below
from pbc_tui.workspace.files import WorkspaceError, confined, read, remove, write_atomically
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.listing import listing

Kind = Literal["created", "modified", "deleted"]
_MOST_LINES = 5_000
"""Comparing more lines than this takes longer than a person waits."""
_NO_NEWLINE = "  (no newline at the end)"


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """What became of a path.

    ``before`` and ``after`` are its SHA-256, None where there was or is nothing. ``before`` is ""
    when the earlier content was not kept, so that it cannot come back.
    """

    kind: Kind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    signature: Signature
    digest: str


class Scope:
    """A snapshot of a repository without version control, environments, caches and ``.pbc``.

    The contents of the snapshot are kept in ``.pbc/backups`` as far as its bound allows.
    """

    def __init__(self, root: Path, *, bound: int = BOUND, ignore: Ignore | None = None) -> None:
        self._root = root
        self._bound = bound
        self._backups = Backups(root, bound)
        self._ignore = ignore or Ignore(admitted=())
        self._ended = threading.Event()
        self._entries: dict[str, _Entry] = {}

    def take(self, keep: Collection[str] = ()) -> None:
        """Snapshot the repository as it is now; contents with a SHA-256 in ``keep`` stay kept too.

        Only what changed since the last snapshot is read. After ``end`` the last one stays.
        """
        entries: dict[str, _Entry] = {}
        room = self._bound
        for path, signature in listing(str(self._root), self._ignore):
            if self._ended.is_set():
                return
            if signature.is_directory:
                continue
            known = self._entries.get(path)
            if known is None or known.signature != signature or not known.digest:
                known = self._look(path, signature, room)
            entries[path] = known
            room -= signature.size if known.digest else 0
        self._entries = entries
        self._backups.prune({*keep, *(entry.digest for entry in entries.values())})

    def end(self) -> None:
        """Have a ``take`` of another thread return at once."""
        self._ended.set()

    def change(self, path: str) -> ScopeChange | None:
        """What became of a path since the snapshot; None when nothing did, or it does not count."""
        if self._ignore.file(path):
            return None
        before = self._entries.get(path)
        after = read_below(str(self._root), path)
        if after is not None and after.signature.is_directory:
            after = None
        if before is None:
            return ScopeChange("created", None, after.sha256) if after else None
        if after is None:
            return ScopeChange("deleted", before.digest, None)
        same = (
            before.digest == after.sha256 if before.digest else before.signature == after.signature
        )
        return None if same else ScopeChange("modified", before.digest, after.sha256)

    def accept(self, path: str) -> None:
        """Take a path as it is now into the snapshot."""
        content = read_below(str(self._root), path)
        if content is None or content.signature.is_directory:
            self._entries.pop(path, None)
        elif not self._ignore.file(path):
            self._entries[path] = self._look(path, content.signature, LARGEST)

    def diff(self, path: str, before: str | None) -> str:
        """A unified diff, safe to show, from the content with the SHA-256 ``before`` to today's.

        Where there is nothing to compare line by line, one sentence says what there is.
        """
        try:
            old = None if before is None else self._backups.get(before)
        except WorkspaceError:
            return f"{single_line(path)} was changed; its earlier content was not kept"
        try:
            new = read(self._root, path)
        except WorkspaceError as error:
            if read_below(str(self._root), path) is not None:
                return str(error)
            new = None
        return _unified(single_line(path), old, new)

    def restore(self, path: str, before: str | None) -> None:
        """Put the content with the SHA-256 ``before`` back; None deletes what was created.

        Raises:
            WorkspaceError: when that content was not kept, or the path cannot be written.
        """
        content = None if before is None else self._backups.get(before)
        parent, _, name = path.rpartition("/")
        place = (confined(self._root, parent) if parent else self._root) / name
        if name not in ("", ".", "..") and place.is_symlink():
            place.unlink(missing_ok=True)
        if content is None:
            remove(self._root, path)
        else:
            write_atomically(self._root, path, content)

    def _look(self, path: str, signature: Signature, room: int) -> _Entry:
        if signature.is_regular and signature.size <= min(room, LARGEST):
            if digest := self._backups.keep(path):
                return _Entry(signature, digest)
            return _Entry(signature, "")
        if signature.is_regular:
            return _Entry(signature, "")
        content = read_below(str(self._root), path)
        return _Entry(signature, content.sha256 if content else "")


def _unified(name: str, old: bytes | None, new: bytes | None) -> str:
    before, after = _lines(old), _lines(new)
    if before is None or after is None or len(before) + len(after) > 2 * _MOST_LINES:
        return f"{name}: {_amount(old)} before, {_amount(new)} now; not compared line by line"
    diff = difflib.unified_diff(
        before,
        after,
        "/dev/null" if old is None else f"a/{name}",
        "/dev/null" if new is None else f"b/{name}",
        lineterm="",
    )
    return "\n".join(sanitize(line) for line in diff)


def _lines(content: bytes | None) -> list[str] | None:
    """The lines, None where this is no text."""
    if not content:
        return []
    if b"\0" in content:
        return None
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError:
        return None
    if lines[-1]:
        lines[-1] += _NO_NEWLINE
        return lines
    return lines[:-1]


def _amount(content: bytes | None) -> str:
    return "nothing" if content is None else f"{len(content):,} bytes"
