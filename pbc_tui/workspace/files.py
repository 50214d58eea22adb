"""Reading and writing files of the repository, never outside it and never through a link."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from pbc_tui.design.paths import path_fault

LARGEST = 16_000_000
"""The most bytes of a file that are read: lock files grow larger than what an agent may write."""


class WorkspaceError(Exception):
    """A path that cannot be used; the message says which and why."""


def confined(root: Path, path: str) -> Path:
    """The place of a repository path on disk.

    Raises:
        WorkspaceError: for a path that leaves the root, by its words or through a link.
    """
    if fault := path_fault(path):
        raise WorkspaceError(f"{path}: {fault}")
    place = root / path
    parent = place.parent
    while parent != root:
        if parent.is_symlink():
            raise WorkspaceError(f"{path}: {parent.relative_to(root)} is a link")
        parent = parent.parent
    return place


def read(root: Path, path: str) -> bytes:
    """The bytes of an ordinary file.

    Raises:
        WorkspaceError: for a path outside, a link, a pipe or device, or a file that is too large.
        OSError: when it is not there or cannot be read.
    """
    place = confined(root, path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(place, flags)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise WorkspaceError(f"{path}: is no ordinary file")
        if status.st_size > LARGEST:
            raise WorkspaceError(f"{path}: is larger than {LARGEST} bytes")
        return file.read(LARGEST + 1)


def write_atomically(root: Path, path: str, content: bytes) -> None:
    """Put a file in place in one step: whoever looks sees the earlier bytes or all of the new ones.

    Raises:
        WorkspaceError: for a path outside or through a link.
        OSError: when it cannot be written.
    """
    place = confined(root, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(place.stat().st_mode) if place.is_file() else 0o644
    # The name is one that the watcher leaves out (workspace.ignore).
    descriptor, name = tempfile.mkstemp(prefix=".#", dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, place)
    except BaseException:
        os.unlink(name)
        raise


def is_repository_empty(root: Path) -> bool:
    """Whether a directory holds nothing that a new project would have to respect (SPEC 12)."""
    try:
        return all(entry.name in _OURS for entry in os.scandir(root))
    except OSError:
        return False


_OURS = frozenset([".git", ".pbc"])
