"""Reading and writing files of a repository, never outside it and never through a link."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.content import LARGEST

_OURS = frozenset([".git", ".pbc"])


class WorkspaceError(Exception):
    """A path that cannot be used; the message names it and says why, on one line."""


def confined(root: Path, path: str) -> Path:
    """Where ``path``, relative to the repository's root, lies on the disk.

    Raises:
        WorkspaceError: when it is absolute, leaves the root, or leads through a link.
    """
    parts = path.replace(os.sep, "/").split("/")
    shown = single_line(path)
    if not path or "\0" in path or os.path.isabs(path) or Path(path).drive:
        raise WorkspaceError(f"{shown or 'an empty path'}: give a path relative to the repository")
    if any(part in ("", ".", "..") for part in parts):
        raise WorkspaceError(f"{shown}: leaves the repository or is not written plainly")
    place = root
    for part in parts:
        place = place / part
        if place.is_symlink():
            link = single_line(place.relative_to(root).as_posix())
            raise WorkspaceError(f"{shown}: {link} is a link, and links are not followed")
    return place


def write_atomically(root: Path, path: str, content: bytes, *, durable: bool = True) -> Path:
    """Put ``content`` at a path of the repository in one step; the directories are made.

    Readers find the old content or the new, never a part. The permissions of a file that is there
    are kept. When it returns the content is on the disk, unless ``durable`` is false. Returns where
    it lies.

    Raises:
        WorkspaceError: when the path is not confined to the root, or cannot be written.
    """
    place = confined(root, path)
    temporary = place.with_name(f".{secrets.token_hex(6)}.pbc-tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(place.stat().st_mode))
        temporary.replace(place)
        if durable:
            _sync_directory(place.parent)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WorkspaceError(f"{single_line(path)}: {_reason(error)}") from error
    return place


def make_room(root: Path, path: str) -> None:
    """Make the directories in which a file of the repository would lie.

    Raises:
        WorkspaceError: when the path is not confined to the root, or they cannot be made.
    """
    try:
        confined(root, path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{single_line(path)}: {_reason(error)}") from error


def read(root: Path, path: str, cap: int = LARGEST) -> bytes:
    """The bytes of an ordinary file of the repository.

    Raises:
        WorkspaceError: when there is none, it is larger than ``cap`` bytes, no ordinary file, or
            not confined to the root.
    """
    place = confined(root, path)
    shown = single_line(path)
    try:
        # Opening a pipe must not wait for somebody who writes into it.
        descriptor = os.open(
            place,
            os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise WorkspaceError(f"{shown}: is no ordinary file")
            content = file.read(cap + 1)
    except (OSError, ValueError) as error:
        raise WorkspaceError(f"{shown}: {_reason(error)}") from error
    if len(content) > cap:
        raise WorkspaceError(f"{shown}: is larger than {cap:,} bytes")
    return content


def remove(root: Path, path: str) -> None:
    """Delete a file of the repository; one that is gone already is no fault.

    Raises:
        WorkspaceError: when the path is not confined to the root, or cannot be deleted.
    """
    place = confined(root, path)
    try:
        place.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise WorkspaceError(f"{single_line(path)}: {_reason(error)}") from error


def is_repository_empty(root: Path, ours: Collection[str] = ()) -> bool:
    """Whether a new project can begin here: nothing there but version control and our own files.

    ``ours`` are further names in the root that the person had us write.

    Raises:
        WorkspaceError: when it is no directory, or cannot be read.
    """
    try:
        return all(entry.name in _OURS or entry.name in ours for entry in os.scandir(root))
    except FileNotFoundError:
        return True
    except OSError as error:
        raise WorkspaceError(f"{single_line(str(root))}: {_reason(error)}") from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _sync_directory(directory: Path) -> None:
    # Not every system lets a directory be opened; the file's own bytes are safe by then.
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
