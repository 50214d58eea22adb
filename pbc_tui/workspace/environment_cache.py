"""The environments in the user's cache: who uses which, and which are removed.

Beside each lies a lock, which all processes that use the environment hold together; only what
nobody holds is removed, and where the system has no such locks, nothing is.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from contextlib import suppress
from pathlib import Path

MOST = 20
"""How many environments are kept: those that were used last."""
_ROOT = "pbc-tui.root"
_LOCK = ".lock"
_REMOVED = ".removed-"
_held: dict[Path, int] = {}
_cleaning: set[Path] = set()


def hold(directory: Path) -> None:
    """Keep an environment from being removed for as long as this process lives."""
    if directory in _held:
        return
    directory.parent.mkdir(parents=True, exist_ok=True)
    if (lock := _lock(directory, shared=True)) is not None:
        _held[directory] = lock


def note_use(directory: Path, root: Path) -> None:
    """Note in an environment whose it is and that it was used just now."""
    with suppress(OSError):
        (directory / _ROOT).write_bytes(os.fsencode(root.resolve()))


def clean_beside(cache: Path) -> None:
    """Remove what is too much in a directory of environments, once, in a thread of its own.

    Nobody waits for it: what it has not done when the process ends, the next one does.
    """
    if cache not in _cleaning:
        _cleaning.add(cache)
        threading.Thread(
            target=clean, args=(cache,), name="pbc-tui environments", daemon=True
        ).start()


def clean(cache: Path, most: int = MOST) -> None:
    """Remove the environments of repositories that are gone, and all but the ``most`` used last."""
    found: list[tuple[float, Path]] = []
    for directory in _directories(cache):
        if directory.name.startswith(_REMOVED):
            shutil.rmtree(directory, ignore_errors=True)
        elif _is_orphan(directory):
            _remove(directory)
        else:
            found.append((_used(directory), directory))
    for _, directory in sorted(found, reverse=True)[most:]:
        _remove(directory)


def _directories(cache: Path) -> list[Path]:
    try:
        return [entry for entry in cache.iterdir() if entry.is_dir() and not entry.is_symlink()]
    except OSError:
        return []


def _is_orphan(directory: Path) -> bool:
    try:
        root = (directory / _ROOT).read_bytes()
    except OSError:
        return False
    return bool(root) and not os.path.lexists(root)


def _used(directory: Path) -> float:
    """When it was used last; when it was made, where that was not noted."""
    for path in (directory / _ROOT, directory):
        with suppress(OSError):
            return path.stat().st_mtime
    return 0.0


def _remove(directory: Path) -> None:
    lock = None if directory in _held else _lock(directory, shared=False)
    if lock is None:
        return
    # Under another name at once, so that nobody takes what is half removed for whole, or waits.
    doomed = directory.with_name(f"{_REMOVED}{directory.name}-{os.getpid()}")
    try:
        directory.rename(doomed)
        _place(directory).unlink(missing_ok=True)
    except OSError:
        pass
    finally:
        os.close(lock)
    shutil.rmtree(doomed, ignore_errors=True)


def _place(directory: Path) -> Path:
    return directory.with_name(directory.name + _LOCK)


def _lock(directory: Path, *, shared: bool) -> int | None:
    """A descriptor that holds the lock of an environment; None where it cannot be had at once."""
    if sys.platform == "win32":
        return None
    import fcntl

    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    while True:
        try:
            descriptor = os.open(_place(directory), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        try:
            # Who removes holds it for a moment, and so long a user waits.
            fcntl.flock(descriptor, kind if shared else kind | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), os.stat(_place(directory))):
                return descriptor
        except FileNotFoundError:
            pass
        except OSError:
            os.close(descriptor)
            return None
        # It was removed with its environment while this process waited for it.
        os.close(descriptor)
