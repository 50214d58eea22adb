"""Contents kept by their hash within a bound, so that what was there can come back (SPEC 6)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from pbc_tui.workspace.content import LARGEST, Signature, look_below, signature_of
from pbc_tui.workspace.files import WorkspaceError, read, remove, write_atomically

DIRECTORY = ".pbc/backups"
BOUND = 64_000_000
"""How many bytes all backups together may take."""
REMEMBERED = 16_000_000
"""How many bytes of them are held in memory as well, the latest, each of at most a 64th of that."""


class Backups:
    """The store ``.pbc/backups``: one file per content, named by its SHA-256.

    Only ordinary files of at most ``LARGEST`` bytes are kept. The latest are held in memory too:
    an agent that deletes a file can delete its backup with it.
    """

    def __init__(self, root: Path, bound: int = BOUND, *, remembered: int = REMEMBERED) -> None:
        self._root = root
        self._bound = bound
        self._most_remembered = remembered
        self._remembered: dict[str, bytes] = {}
        self._remembered_bytes = 0
        self._sound: dict[str, Signature | None] = {}

    def keep(self, path: str) -> str:
        """Keep the present content of a path of the repository.

        Returns its SHA-256, "" when it cannot be kept. Only ``prune`` makes room.
        """
        try:
            return self.put(read(self._root, path, LARGEST))
        except (WorkspaceError, OSError):
            return ""

    def put(self, content: bytes) -> str:
        """Keep a content that need not lie on disk; returns its SHA-256, "" when it cannot be."""
        digest = hashlib.sha256(content).hexdigest()
        try:
            place = self._root / DIRECTORY / digest[:2] / digest
            if place.is_file():
                # Used again, so it is not the oldest any more.
                os.utime(place)
            else:
                write_atomically(self._root, _path(digest), content, durable=False)
        except (WorkspaceError, OSError):
            return ""
        self._remember(digest, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The content of this SHA-256.

        Raises:
            WorkspaceError: when it was not kept, or is not what it was.
        """
        remembered = self._remembered.get(digest)
        return self._on_disk(digest) if remembered is None else remembered

    def _on_disk(self, digest: str) -> bytes:
        if len(digest) != 64 or not digest.isalnum():
            raise WorkspaceError(f"{digest!r} is no SHA-256 of a backup")
        try:
            content = read(self._root, _path(digest), LARGEST)
        except WorkspaceError:
            raise WorkspaceError(f"no backup is kept of the content {digest[:12]}") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise WorkspaceError(f"the backup {digest[:12]} was changed, so it is not used")
        return content

    def damaged(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of these contents that are gone, or are not what was kept any more.

        A backup is read again only when it does not look as it did when it was read last.
        """
        found = set()
        for digest in digests:
            status = look_below(str(self._root), _path(digest))
            signature = signature_of(status) if status else None
            if signature is not None and self._sound.get(digest) == signature:
                continue
            try:
                self._on_disk(digest)
            except WorkspaceError:
                found.add(digest)
            else:
                self._sound[digest] = signature
        return frozenset(found)

    def mend(self, digest: str, path: str) -> bool:
        """Keep a damaged content anew, from memory or from a path that may still hold it.

        Returns whether it is there again.
        """
        with suppress(WorkspaceError):
            remove(self._root, _path(digest))
        remembered = self._remembered.get(digest)
        return (self.keep(path) if remembered is None else self.put(remembered)) == digest

    def prune(self, needed: Collection[str]) -> None:
        """Delete the oldest contents that nobody needs until all take no more than the bound."""
        kept = []
        for place in self._root.glob(f"{DIRECTORY}/??/*"):
            with suppress(OSError):
                status = place.lstat()
                kept.append((status.st_mtime_ns, status.st_size, place))
        total = sum(size for _, size, _ in kept)
        for _, size, place in sorted(kept):
            if total <= self._bound:
                return
            if place.name not in needed:
                with suppress(OSError):
                    place.unlink()
                    total -= size

    def _remember(self, digest: str, content: bytes) -> None:
        """Hold a content in memory; the ones that were held longest make room."""
        if len(content) > self._most_remembered // 64:
            return
        self._remembered_bytes += len(content) - len(self._remembered.pop(digest, b""))
        self._remembered[digest] = content
        while self._remembered_bytes > self._most_remembered:
            oldest = next(iter(self._remembered))
            self._remembered_bytes -= len(self._remembered.pop(oldest))


def _path(digest: str) -> str:
    return f"{DIRECTORY}/{digest[:2]}/{digest}"
