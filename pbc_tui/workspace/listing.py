"""The files and directories of a repository, as they are found on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from pbc_tui.workspace.content import Signature, look, signature_of
from pbc_tui.workspace.ignore import Ignore


class Entry(NamedTuple):
    """A path below the root (``/`` between parts) and its signature; the root itself is ``""``.

    ``permissions`` are the bits that chmod(2) sets.
    """

    path: str
    signature: Signature
    permissions: int = 0


def listing(root: str, ignore: Ignore, under: str = "") -> Iterator[Entry]:
    """Everything below ``under`` that is not ignored, directories before what they hold.

    Links are reported, never followed. What cannot be read, or vanishes meanwhile, is left out.
    """
    top = look(os.path.join(root, under) if under else root)
    if top is None or not signature_of(top).is_directory:
        return
    yield Entry(under, signature_of(top))
    waiting = [under]
    while waiting:
        parent = waiting.pop()
        for entry in _children(root, parent):
            is_directory = entry.signature.is_directory
            if ignore.directory(entry.path) if is_directory else ignore.file(entry.path):
                continue
            if is_directory:
                waiting.append(entry.path)
            yield entry


def _children(root: str, parent: str) -> list[Entry]:
    entries = []
    try:
        with os.scandir(os.path.join(root, parent) if parent else root) as found:
            for child in found:
                try:
                    status = child.stat(follow_symlinks=False)
                except OSError:
                    continue
                path = f"{parent}/{child.name}" if parent else child.name
                entries.append(Entry(path, signature_of(status), stat.S_IMODE(status.st_mode)))
    except OSError:
        return entries
    return entries
