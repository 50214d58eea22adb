"""What the repository was when a task began, and what has become of a path since (SPEC 6)."""

from __future__ import annotations

import difflib
import math
import stat
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Literal

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.workspace.backups import BOUND, Backups
from pbc_tui.workspace.content import LARGEST, Signature, look_below, read_below, signature_of
from pbc_tui.workspace.files import WorkspaceError, confined, read, remove, write_atomically
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.listing import listing

Kind = Literal["created", "modified", "deleted", "permissions"]
_PERMISSIONS = "permissions:"
MOST_FILES = 20_000
"""How many contents are kept at most; beyond that a change is noticed but cannot be undone."""
_MOST_LINES = 5_000
"""Comparing more lines than this takes longer than a person waits."""
_NO_NEWLINE = "  (no newline at the end)"


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """What became of a path.

    ``before`` and ``after`` are its SHA-256, None where there was or is nothing. ``before`` is ""
    when the earlier content was not kept, so that it cannot come back. Where only the permissions
    changed, both name these in place of a content.
    """

    kind: Kind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    signature: Signature
    digest: str

    @property
    def size(self) -> int:
        """Bytes that keeping its content takes."""
        return self.signature.size if self.signature.is_regular else 0


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
        self._permissions: dict[str, int] = {}
        self._needed: set[str] = set()
        self._unread: Iterator[str] = iter(())
        self._room, self._count = bound, 0

    def take(self, keep: Collection[str] = (), *, seconds: float = math.inf) -> None:
        """Snapshot the repository as it is now; contents with a SHA-256 in ``keep`` stay kept too.

        Only what changed since the last snapshot is read, and that for at most ``seconds``: what is
        left then is for ``keep_more``. After ``end`` the last snapshot stays.
        """
        entries: dict[str, _Entry] = {}
        permissions: dict[str, int] = {}
        for path, signature, bits in listing(str(self._root), self._ignore):
            if self._ended.is_set():
                return
            if signature.is_directory:
                continue
            known = self._entries.get(path)
            if known is None or known.signature != signature:
                known = _Entry(signature, "")
            entries[path] = known
            if not stat.S_ISLNK(signature.format):
                permissions[path] = bits
        self._entries, self._permissions = entries, permissions
        self._needed = set(keep)
        self._unread = iter([path for path, entry in entries.items() if not entry.digest])
        self._room = self._bound - sum(entry.size for entry in entries.values() if entry.digest)
        self._count = sum(bool(entry.digest) for entry in entries.values())
        self.keep_more(seconds)

    def keep_more(self, seconds: float) -> bool:
        """Go on reading what the snapshot holds, for at most ``seconds``; False when all is done.

        What changed since the snapshot is not what was there then, so it is not kept.
        """
        end = monotonic() + seconds
        for path in self._unread:
            if self._ended.is_set():
                return False
            entry = self._entries.get(path)
            if entry is not None and not entry.digest:
                self._entries[path] = self._look(path, entry.signature)
            if monotonic() > end:
                return True
        self._backups.prune(
            {*self._needed, *(entry.digest for entry in self._entries.values() if entry.digest)}
        )
        return False

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

    def below(self, directories: Collection[str]) -> dict[str, ScopeChange]:
        """What became of everything at or below these paths since the snapshot."""
        prefixes = tuple(f"{each}/" for each in directories)
        paths = {path for path in self._entries if path in directories or path.startswith(prefixes)}
        for directory in directories:
            paths |= {each.path for each in listing(str(self._root), self._ignore, directory)}
        return {path: found for path in sorted(paths) if (found := self.change(path)) is not None}

    def other_permissions(self) -> dict[str, ScopeChange]:
        """The paths whose permissions are others than in the snapshot, and nothing else."""
        found = {}
        for path, before in self._permissions.items():
            status = look_below(str(self._root), path)
            if status is None or self._ended.is_set() or stat.S_ISLNK(status.st_mode):
                continue
            now = stat.S_IMODE(status.st_mode)
            if now != before:
                words = (f"{_PERMISSIONS}{bits:o}" for bits in (before, now))
                found[path] = ScopeChange("permissions", *words)
        return found

    def mend_backups(self) -> tuple[int, int]:
        """Keep anew what something else removed from the backups, or changed there.

        Returns how many contents are there again, and how many cannot be had any more.
        """
        kept = {
            entry.digest: path
            for path, entry in self._entries.items()
            if entry.digest and entry.signature.is_regular
        }
        damaged = self._backups.damaged(kept)
        lost = sum(not self._backups.mend(digest, kept[digest]) for digest in damaged)
        return len(damaged) - lost, lost

    def keep(self, content: bytes) -> str:
        """Keep a content that may have to come back; its SHA-256, "" when it cannot be kept."""
        return self._backups.put(content)

    def earlier(self, digest: str | None) -> bytes:
        """The kept content of this SHA-256, nothing when it was not kept."""
        try:
            return self._backups.get(digest or "")
        except WorkspaceError:
            return b""

    def accept(self, path: str) -> None:
        """Take a path as it is now into the snapshot."""
        status = look_below(str(self._root), path)
        if status is None or stat.S_ISLNK(status.st_mode):
            self._permissions.pop(path, None)
        elif not self._ignore.file(path):
            self._permissions[path] = stat.S_IMODE(status.st_mode)
        content = read_below(str(self._root), path)
        if content is None or content.signature.is_directory:
            self._entries.pop(path, None)
        elif not self._ignore.file(path):
            self._room, self._count = max(self._room, LARGEST), min(self._count, MOST_FILES - 1)
            self._entries[path] = self._look(path, content.signature)

    def diff(self, path: str, before: str | None) -> str:
        """A unified diff, safe to show, from the content with the SHA-256 ``before`` to today's.

        Where there is nothing to compare line by line, one sentence says what there is.
        """
        if before is not None and before.startswith(_PERMISSIONS):
            status = look_below(str(self._root), path)
            now = f"{stat.S_IMODE(status.st_mode):o}" if status else "nothing"
            return f"{single_line(path)}: permissions {before.removeprefix(_PERMISSIONS)} -> {now}"
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
        if before is not None and before.startswith(_PERMISSIONS):
            self._restore_permissions(path, int(before.removeprefix(_PERMISSIONS), 8))
            return
        content = None if before is None else self._backups.get(before)
        parent, _, name = path.rpartition("/")
        place = (confined(self._root, parent) if parent else self._root) / name
        if name not in ("", ".", "..") and place.is_symlink():
            place.unlink(missing_ok=True)
        if content is None:
            remove(self._root, path)
        else:
            write_atomically(self._root, path, content)

    def _restore_permissions(self, path: str, bits: int) -> None:
        try:
            confined(self._root, path).chmod(bits)
        except OSError as error:
            raise WorkspaceError(f"{single_line(path)}: {error.strerror or error}") from error

    def _look(self, path: str, signature: Signature) -> _Entry:
        """The entry of a path that had this signature, its content kept where there is room."""
        if not signature.is_regular:
            content = read_below(str(self._root), path)
            same = content is not None and content.signature == signature
            return _Entry(signature, content.sha256 if content and same else "")
        if signature.size > min(self._room, LARGEST) or self._count >= MOST_FILES:
            return _Entry(signature, "")
        digest = self._backups.keep(path)
        status = look_below(str(self._root), path)
        if not digest or status is None or signature_of(status) != signature:
            return _Entry(signature, "")
        self._room -= signature.size
        self._count += 1
        return _Entry(signature, digest)


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
