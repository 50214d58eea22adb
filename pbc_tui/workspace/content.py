"""What a path holds at this moment: a cheap signature to compare, a content hash to be sure."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import NamedTuple

LARGEST = 1_000_000
"""The most bytes of a file that are read (SPEC 8 judges files up to 1 MB)."""


class Signature(NamedTuple):
    """What changes with a file's content: format bits, size in bytes, modification time, inode."""

    format: int
    size: int
    modified_ns: int
    inode: int

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory itself, not a link to one."""
        return stat.S_ISDIR(self.format)

    @property
    def is_regular(self) -> bool:
        """Whether it is an ordinary file: no link, pipe, socket or device."""
        return stat.S_ISREG(self.format)


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a path.

    ``sha256`` is the SHA-256 of the bytes for an ordinary file of at most ``LARGEST`` bytes. A
    larger file is hashed up to there, together with its size; a link by where it points; anything
    else by what it is. ``steady`` is false when it was written to while it was read.
    """

    signature: Signature
    sha256: str
    size: int
    steady: bool = True


def signature_of(status: os.stat_result) -> Signature:
    """The signature in a result of ``lstat``."""
    return Signature(stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime_ns, status.st_ino)


def look(path: str) -> os.stat_result | None:
    """The status of the path itself (links are not followed); None when there is nothing to see."""
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None


def look_below(root: str, path: str) -> os.stat_result | None:
    """The status of what lies at a path below ``root`` (``/`` between parts); ``root`` for "".

    None as well where a link stands in the place of a directory on the way: it leads elsewhere.
    """
    place = root
    for name in path.split("/")[:-1]:
        place = f"{place}/{name}"
        status = look(place)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return None
    return look(f"{root}/{path}" if path else root)


def read_below(root: str, path: str) -> Content | None:
    """``read_content`` for a path below ``root``; None where ``look_below`` sees nothing."""
    return read_content(f"{root}/{path}") if look_below(root, path) else None


def read_content(path: str) -> Content | None:
    """Read and hash what is at ``path``; None when there is nothing. Never blocks on a pipe."""
    status = look(path)
    if status is None:
        return None
    signature = signature_of(status)
    if not signature.is_regular:
        return Content(signature, _hash_of_special(path, signature), signature.size)
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return None
    except OSError:
        return Content(signature, _digest(b"unreadable"), signature.size)
    try:
        return _read_open(descriptor, path, signature)
    finally:
        os.close(descriptor)


def _read_open(descriptor: int, path: str, before: Signature) -> Content:
    body = b""
    try:
        while len(body) <= LARGEST and (more := os.read(descriptor, LARGEST + 1 - len(body))):
            body += more
    except OSError:
        return Content(before, _digest(b"unreadable"), before.size)
    status = look(path)
    after = signature_of(status) if status else None
    size = after.size if after else len(body)
    tail = b"" if len(body) <= LARGEST else b"\0%d" % size
    digest = hashlib.sha256(body[:LARGEST] + tail).hexdigest()
    return Content(before, digest, size, steady=after == before)


def _hash_of_special(path: str, signature: Signature) -> str:
    if stat.S_ISLNK(signature.format):
        try:
            return _digest(b"link:" + os.fsencode(os.readlink(path)))
        except OSError:
            return _digest(b"link")
    return _digest(b"special:%d" % signature.format)


def _digest(words: bytes) -> str:
    return hashlib.sha256(b"\0" + words).hexdigest()
