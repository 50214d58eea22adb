"""Reading the file under judgement once: only a regular file of the repository, of sane size."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.workspace.opening import open_below

LARGEST = 1_000_000
"""The largest file, in bytes, that is judged; what people write by hand stays far below it."""

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# With what some codecs take for an escape: unicode_escape, UTF-7, HZ.
_PRINTABLE = bytes([*range(0x20, 0x7F), 0x0A]) + b"\\u0061 \\x61 +AGE- ~{VPND~}"


class Refused(Exception):
    """The file is not judged at all; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of the file, read once, and the text that they stand for.

    ``text`` is what the tools get (without a byte order mark, its encoding cookie turned to UTF-8);
    ``fault`` says why the bytes are no text, "" when they are; ``fault_line`` and ``fault_column``
    (in bytes) where, from 1.
    """

    content: bytes
    text: str
    fault: str = ""
    fault_line: int = 0
    encoding: str = "utf-8"
    fault_column: int = 0

    @property
    def sha256(self) -> str:
        """The hash that binds a verdict to exactly these bytes."""
        return hashlib.sha256(self.content).hexdigest()


def read_source(root: Path, path: str, *, python: bool) -> Source:
    """Read a file of the repository.

    Args:
        root: the repository's directory.
        path: the file's path inside it.
        python: whether an encoding cookie counts (PEP 263).

    Raises:
        Refused: when it is missing, too large, no regular file, or lies outside the repository.
    """
    return decode(_read_bytes(root, path), python=python)


def decode(content: bytes, *, python: bool) -> Source:
    """The text of some bytes, or what keeps them from being text."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return _faulty(content, f"is written in {name}; write it in UTF-8", 0)
    if b"\0" in content:
        place = content.index(b"\0")
        fault = "holds a NUL byte, so it is no text"
        if _is_wide(content):
            fault = "seems to be written in UTF-16; write it in UTF-8"
        return _faulty(content, fault, place)
    encoding, line = _declared(content) if python else ("utf-8", 0)
    if not _is_known(encoding):
        fault = f"declares the encoding {encoding!r}; write it in UTF-8"
        return Source(content, "", fault, line, encoding, 1)
    if content.startswith(codecs.BOM_UTF8) and encoding not in ("utf-8", "utf-8-sig"):
        fault = f"declares the encoding {encoding!r} behind a byte order mark of UTF-8"
        return Source(content, "", fault, line, encoding, 1)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        fault = f"byte {content[error.start]:#04x} is not valid {encoding.upper()}"
        return _faulty(content, fault, error.start, encoding)
    text = text.removeprefix("\ufeff")
    if line and encoding not in ("utf-8", "utf-8-sig"):
        text = _with_utf8_cookie(text, line)
    return Source(content, text, encoding=encoding)


def _faulty(content: bytes, fault: str, place: int, encoding: str = "utf-8") -> Source:
    before = content[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    return Source(content, "", fault, line, encoding, len(before) - before.rfind(b"\n"))


def _is_wide(content: bytes) -> bool:
    """Whether every other byte of the beginning is NUL, as in UTF-16 without a mark."""
    head = content[:200]
    halves = (head[0::2], head[1::2])
    return len(head) >= 4 and any(not half.strip(b"\0") for half in halves)


def _is_known(encoding: str) -> bool:
    """Whether Python reads source in an encoding: one of text, in which ASCII means itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _PRINTABLE.decode(encoding).encode("ascii") == _PRINTABLE
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return False


def _read_bytes(root: Path, path: str) -> bytes:
    place = root / path
    try:
        real_root = root.resolve(strict=True)
        real = place.resolve(strict=True)
    except FileNotFoundError:
        if place.is_symlink():
            raise Refused(f"{path} is a symbolic link to nothing") from None
        raise Refused(f"{path} does not exist") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {_why(error)}") from error
    if not real.is_relative_to(real_root):
        raise Refused(f"{path} is a symbolic link that leaves the repository")
    try:
        descriptor = open_below(real_root, real.relative_to(real_root))
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {_why(error)}") from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{path} is {_sort(found.st_mode)}, not a regular file")
        if found.st_size > LARGEST:
            raise Refused(f"{path} has {found.st_size:,} bytes; at most {LARGEST:,} are judged")
        with os.fdopen(os.dup(descriptor), "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {_why(error)}") from error
    finally:
        os.close(descriptor)
    if len(content) > LARGEST:
        raise Refused(f"{path} grew beyond {LARGEST:,} bytes while it was read")
    return content


def _sort(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)


def _declared(content: bytes) -> tuple[str, int]:
    """The encoding by byte order mark or cookie (PEP 263), and the line of the cookie or 0."""
    marked = content.startswith(codecs.BOM_UTF8)
    for number, line in enumerate(content.splitlines()[:2], 1):
        if cookie := _COOKIE.match(line.removeprefix(codecs.BOM_UTF8)):
            name = cookie.group(1).decode("ascii")
            try:
                return codecs.lookup(name).name, number
            except LookupError:
                return name, number
        if not re.match(rb"^[ \t\f]*(?:[#\r\n]|$)", line):
            break
    return ("utf-8-sig" if marked else "utf-8"), 0


def _with_utf8_cookie(text: str, line: int) -> str:
    # Only what ends a line of Python counts: form feeds and the like would shift the cookie.
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    lines[line - 1] = re.sub(r"coding([:=][ \t]*)[-\w.]+", r"coding\1utf-8", lines[line - 1])
    return "".join(lines)
