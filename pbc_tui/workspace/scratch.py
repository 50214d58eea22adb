"""Room for passing work, all of it in one directory of this process, which no end leaves behind.

A process holds the lock of its directory (flock(2)) for as long as it lives, however it ends; what
lies in a directory that nobody holds was left by one that was killed, and the next one removes it.
Where the system has no such locks, nothing of others is removed.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "pbc-tui-"
# By whom each was made: what a fork inherits is not its own.
_own: dict[Path, int] = {}
_making = threading.Lock()


def new_directory(purpose: str) -> Path:
    """A new empty directory, by its real path; whoever asked for it removes it.

    Raises:
        OSError: when there is no room to be had.
    """
    return Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=_home()))


@contextlib.contextmanager
def directory(purpose: str) -> Iterator[Path]:
    """A new empty directory for the length of a block, by its real path.

    Raises:
        OSError: when there is no room to be had.
    """
    place = new_directory(purpose)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def remove() -> None:
    """Remove what this process has made; for its very end."""
    for home, owner in list(_own.items()):
        if owner == os.getpid():
            shutil.rmtree(home, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove what processes of ours that live no longer have left in ``place``."""
    try:
        names = [name for name in os.listdir(place) if name.startswith(_PREFIX)]
    except OSError:
        return
    for name in names:
        if (lock := _held(place / name)) is not None:
            shutil.rmtree(place / name, ignore_errors=True)
            os.close(lock)


def _home() -> Path:
    """The directory of this process, made when it is not there (any more)."""
    place = Path(os.path.realpath(tempfile.gettempdir()))
    with _making:
        for home in _own:
            if home.parent == place and _own[home] == os.getpid() and home.is_dir():
                return home
        if not _own:
            atexit.register(remove)
        while True:
            home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
            # Somebody may have swept it in the moment before it was held.
            if _held(home, wait=True) is not None or home.is_dir():
                break
        _own[home] = os.getpid()
    # Nobody waits for it: what it has not done when the process ends, the next one does.
    threading.Thread(target=sweep, args=(place,), name="pbc-tui sweep", daemon=True).start()
    return home


def _held(home: Path, *, wait: bool = False) -> int | None:
    """A descriptor that holds the lock of a directory of ours; None where it cannot be had."""
    if sys.platform == "win32":
        return None
    import fcntl

    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        lock = os.open(home, flags)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        mine = os.fstat(lock)
        if stat.S_ISDIR(mine.st_mode) and mine.st_uid == os.getuid():
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if os.path.samestat(mine, os.stat(home, follow_symlinks=False)):
                return lock
    os.close(lock)
    return None
