"""Opening a file below a directory, following no link, however the tree changes meanwhile."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

_STEP = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a FIFO would wait for a writer that never comes.
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


def open_below(root: Path, relative: PurePath) -> int:
    """Open what lies at ``relative`` for reading; the descriptor is the caller's to close.

    Each directory is opened from the one above it, so a link that takes the place of one of them
    after the path was looked at leads nowhere.

    Raises:
        OSError: when it is not there, or a link stands anywhere below ``root``.
    """
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in relative.parts[:-1]:
            below = os.open(part, _STEP, dir_fd=here)
            os.close(here)
            here = below
        return os.open(relative.name or ".", _FILE, dir_fd=here)
    finally:
        os.close(here)
