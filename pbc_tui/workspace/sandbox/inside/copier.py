"""Started by ``START``: keeps a directory equal to a repository, one request after the other.

It stands alone (standard library only). Both sides are hostile: the repository is written by
agents, and where nothing confines, the copy by the code under test. So no link is ever followed, on
either side, and a file counts as unchanged only if both sides look as they did after it was copied.
When its input ends, it removes everything that it made, also when whoever asked was killed.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from typing import Any, NamedTuple

START = "import sys; sys.path.append(sys.argv.pop(1)); import copier; copier.main()"
"""Runs this file, found in the directory named first, as a module: then it is compiled but once."""

_DEEPEST = 64
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a FIFO would wait for a writer that never comes.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_PART = ".pbc-copy-part"
_RM = "/bin/rm"


class Known(NamedTuple):
    """How a file looked on both sides after it was copied."""

    source: tuple[int, ...]
    copy: tuple[int, ...]


class Copier:
    """Copies one repository to one directory."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._root = os.path.realpath(order["root"])
        self._copy = order["copy"]
        self._ignored = frozenset(order["ignored"])
        self._admitted = tuple(order["admitted"])
        self._passing = re.compile(order["passing"])
        self._largest = order["largest"]
        self._most_files = order["most_files"]
        self._most_bytes = order["most_bytes"]
        self._known: dict[str, Known] = {}

    def refresh(self) -> dict[str, Any]:
        """Make the copy equal to the repository; what changed, and what is left out and why."""
        self._seen: set[str] = set()
        self._changed: list[str] = []
        self._left_out: dict[str, str] = {}
        self._files = self._bytes = 0
        source = os.open(self._root, _DIRECTORY)
        try:
            copy = os.open(self._copy, _DIRECTORY)
            try:
                self._directory(source, copy, "", 0)
            finally:
                os.close(copy)
        finally:
            os.close(source)
        removed = [path for path in self._known if path not in self._seen]
        for path in removed:
            del self._known[path]
        return {"changed": self._changed, "removed": removed, "left_out": self._left_out}

    def _directory(self, source: int, copy: int, prefix: str, depth: int) -> None:
        kept = set()
        with os.scandir(source) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            path = prefix + entry.name
            try:
                status = os.stat(entry.name, dir_fd=source, follow_symlinks=False)
                if self._one(source, copy, entry.name, path, status, depth):
                    kept.add(entry.name)
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EMFILE):
                    raise
                self._left_out[path] = error.strerror or str(error)
        for name in os.listdir(copy):
            if name not in kept:
                self._remove(copy, name)

    def _one(
        self, source: int, copy: int, name: str, path: str, status: os.stat_result, depth: int
    ) -> bool:
        """Copy one entry; whether it has a place in the copy."""
        if stat.S_ISDIR(status.st_mode):
            return self._below(source, copy, name, path, depth)
        if self._passing.match(name):
            return False
        self._files += 1
        if self._files > self._most_files:
            return self._leave_out(path, f"there are more than {self._most_files:,} files")
        if stat.S_ISLNK(status.st_mode):
            return self._link(source, copy, name, path, status)
        if not stat.S_ISREG(status.st_mode):
            return self._leave_out(path, f"is {_sort(status.st_mode)}, not a regular file")
        if status.st_size > self._largest:
            return self._leave_out(path, f"has {status.st_size:,} bytes")
        self._bytes += status.st_size
        if self._bytes > self._most_bytes:
            return self._leave_out(path, f"there are more than {self._most_bytes:,} bytes")
        known = self._known.get(path)
        if known is None or known != Known(_look(status), _look_at(copy, name)):
            self._file(source, copy, name, path)
            self._changed.append(path)
        self._seen.add(path)
        return True

    def _below(self, source: int, copy: int, name: str, path: str, depth: int) -> bool:
        if name in self._ignored and not self._is_admitted(path):
            return False
        if depth >= _DEEPEST:
            return self._leave_out(path, "is nested too deeply")
        below = os.open(name, _DIRECTORY, dir_fd=source)
        try:
            if _look_at(below, "pyvenv.cfg"):
                # An environment, whatever its name.
                return False
            target = self._made(copy, name)
            try:
                self._directory(below, target, path + "/", depth + 1)
            finally:
                os.close(target)
        finally:
            os.close(below)
        return True

    def _made(self, copy: int, name: str) -> int:
        try:
            return os.open(name, _DIRECTORY, dir_fd=copy)
        except OSError:
            self._remove(copy, name)
            os.mkdir(name, 0o755, dir_fd=copy)
            return os.open(name, _DIRECTORY, dir_fd=copy)

    def _file(self, source: int, copy: int, name: str, path: str) -> None:
        reader = os.open(name, _FILE, dir_fd=source)
        try:
            before = os.fstat(reader)
            if not stat.S_ISREG(before.st_mode) or before.st_size > self._largest:
                raise OSError(errno.EAGAIN, "changed while it was copied")
            self._remove(copy, _PART)
            writer = os.open(_PART, _NEW, 0o600, dir_fd=copy)
            try:
                left = self._largest
                while left > 0 and (part := os.read(reader, min(left, 1 << 20))):
                    left -= len(part)
                    while part:
                        part = part[os.write(writer, part) :]
                os.fchmod(writer, 0o755 if before.st_mode & 0o100 else 0o644)
                os.utime(writer, ns=(before.st_atime_ns, before.st_mtime_ns))
            finally:
                os.close(writer)
        finally:
            os.close(reader)
        if stat.S_ISDIR(_mode(copy, name)):
            self._remove(copy, name)
        os.replace(_PART, name, src_dir_fd=copy, dst_dir_fd=copy)
        # As it looked before it was read: what changed meanwhile is copied again next time.
        self._known[path] = Known(_look(before), _look_at(copy, name))

    def _link(self, source: int, copy: int, name: str, path: str, status: os.stat_result) -> bool:
        place = os.path.join(self._root, path)
        real = os.path.realpath(place)
        if real != self._root and not real.startswith(self._root + os.sep):
            return self._leave_out(path, "is a symbolic link that leaves the repository")
        known = self._known.get(path)
        if known is None or known != Known(_look(status), _look_at(copy, name)):
            target = os.readlink(name, dir_fd=source)
            if os.path.isabs(target):
                target = os.path.relpath(real, os.path.dirname(place))
            self._remove(copy, name)
            os.symlink(target, name, dir_fd=copy)
            self._known[path] = Known(_look(status), _look_at(copy, name))
            self._changed.append(path)
        self._seen.add(path)
        return True

    def _remove(self, copy: int, name: str) -> None:
        if not (mode := _mode(copy, name)):
            return
        if not stat.S_ISDIR(mode):
            os.unlink(name, dir_fd=copy)
            return
        child = os.fork()
        if child == 0:
            try:
                os.fchdir(copy)
                # It goes down any depth without following a link.
                os.execv(_RM, [_RM, "-rf", "--", "./" + name])
            finally:
                os._exit(127)
        os.waitpid(child, 0)

    def _leave_out(self, path: str, reason: str) -> bool:
        self._left_out[path] = reason
        return False

    def _is_admitted(self, path: str) -> bool:
        return any(
            f"{each}/".startswith(path + "/") or path.startswith(each + "/")
            for each in self._admitted
        )


def _look(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_mode,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino,
        status.st_dev,
    )


def _look_at(directory: int, name: str) -> tuple[int, ...]:
    try:
        return _look(os.stat(name, dir_fd=directory, follow_symlinks=False))
    except OSError:
        return ()


def _mode(directory: int, name: str) -> int:
    looked = _look_at(directory, name)
    return looked[0] if looked else 0


def _sort(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def main() -> None:
    """Answer each line of the input by one line, then remove the directory that is named."""
    try:
        if order := sys.stdin.readline():
            _answer(Copier(json.loads(order)))
    finally:
        os.execv(_RM, [_RM, "-rf", "--", sys.argv[1]])


def _answer(copier: Copier) -> None:
    for line in sys.stdin:
        try:
            answer = copier.refresh()
        except OSError as error:
            answer = {"failure": error.strerror or str(error)}
        answer["number"] = int(line)
        try:
            print(json.dumps(answer), flush=True)
        except OSError:
            return
