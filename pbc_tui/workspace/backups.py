"""Earlier contents of files, kept by their hashes, so that what was overwritten can come back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

LARGEST_TOTAL = 64_000_000
"""Bytes that all backups together may take; the oldest go first."""


class Backups:
    """A directory of contents, each under its SHA-256 (SPEC 12: ``.pbc/backups/``)."""

    def __init__(self, directory: Path, *, largest_total: int = LARGEST_TOTAL) -> None:
        self._directory = directory
        self._largest_total = largest_total

    def keep(self, content: bytes) -> str:
        """Keep a content and return its SHA-256.

        Raises:
            OSError: when it cannot be written.
        """
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            os.replace(name, place)
        return digest

    def content(self, digest: str) -> bytes | None:
        """The content with this hash; None when it is not kept, or is not what its name says."""
        try:
            content = self._place(digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def prune(self, needed: frozenset[str]) -> None:
        """Forget the oldest contents beyond the bound, but none of those that are needed."""
        entries = []
        for place in self._directory.glob("??/*"):
            with contextlib.suppress(OSError):
                status = place.stat()
                entries.append((status.st_mtime_ns, status.st_size, place))
        total = sum(size for _, size, _ in entries)
        for _, size, place in sorted(entries):
            if total <= self._largest_total:
                return
            if place.name not in needed:
                with contextlib.suppress(OSError):
                    place.unlink()
                total -= size

    def _place(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest
