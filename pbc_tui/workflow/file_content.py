"""What lies on disk now at a path of the repository."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pbc_tui.workspace.files import WorkspaceError, read

LARGEST = 16_000_000
"""Bytes of a file that are read: a lock file may be larger than what an agent may write."""


def content_of(root: Path, path: str) -> bytes | None:
    """The bytes of a file of the repository, None when it is not there or cannot be read."""
    try:
        return read(root, path, cap=LARGEST)
    except WorkspaceError:
        return None


def digest_on_disk(root: Path, path: str) -> str:
    """The SHA-256 of a file as it lies on disk now, "" when it is not there."""
    content = content_of(root, path)
    return "" if content is None else hashlib.sha256(content).hexdigest()
