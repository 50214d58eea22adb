"""Notices about directories from the Linux kernel itself (inotify(7)), without a process or a poll.

A directory is added at the cost of one call, and nothing runs while nothing happens.
"""

from __future__ import annotations

import ctypes
import errno
import os
import select
import struct
import threading
import time
from collections.abc import Iterable
from functools import cache

from pbc_tui.workspace.notices import ADDED, ARRIVED, DELETED, MODIFIED, Notices

SILENCE = 0.01
"""Seconds without a further notice after which those so far are handed out."""
LONGEST = 0.02
"""The most seconds for which notices are collected."""
# inotify(7), <sys/inotify.h>
_MODIFY, _MOVED_FROM, _MOVED_TO = 0x2, 0x40, 0x80
_CREATE, _DELETE, _DELETE_SELF, _MOVE_SELF = 0x100, 0x200, 0x400, 0x800
_OVERFLOW, _IGNORED = 0x4000, 0x8000
_ONLYDIR, _DONT_FOLLOW, _EXCL_UNLINK = 0x1000000, 0x2000000, 0x4000000
_ASKED = (_MODIFY | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _DELETE_SELF | _MOVE_SELF) | (
    _ONLYDIR | _DONT_FOLLOW | _EXCL_UNLINK
)
_GONE = _MOVED_FROM | _DELETE | _DELETE_SELF | _MOVE_SELF
_HEAD = struct.Struct("iIII")
_CHUNK = 65_536
# A directory that is not there any more, or that nobody may read, has no files that we could see.
_OF_NO_ACCOUNT = (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ELOOP, errno.ENAMETOOLONG)


class Inotify:
    """One inotify instance; see ``notices.Source`` for what its methods do.

    ``doubt`` is why notices may be missing whatever can be watched, "" for no such reason.

    Raises:
        OSError: when the system gives no instance.
    """

    exact = True

    def __init__(self, doubt: str = "") -> None:
        self._descriptor = _checked(_libc().inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        try:
            self._alarm = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        except OSError:
            os.close(self._descriptor)
            raise
        self._poll = select.poll()
        self._poll.register(self._descriptor, select.POLLIN)
        self._poll.register(self._alarm, select.POLLIN)
        self._paths: dict[int, str] = {}
        self._watches: dict[str, int] = {}
        self._lost = False
        self._closed = False
        self._closing = threading.Lock()
        self._doubt = self.reason = doubt

    def watch(self, directories: Iterable[str]) -> None:
        """Watch these directories too, beginning with the first; a limit of the system ends it."""
        self.reason = self._doubt
        for directory in directories:
            if directory in self._watches:
                continue
            watch = _add(self._descriptor, os.fsencode(directory))
            fault = -watch
            if watch >= 0:
                self._watches[directory] = watch
                self._paths[watch] = directory
            elif fault == errno.ENOSPC:
                self.reason = (
                    "the system's limit of watched directories is reached "
                    "(fs.inotify.max_user_watches)"
                )
                return
            elif fault not in _OF_NO_ACCOUNT:
                self.reason = f"a directory cannot be watched ({os.strerror(fault)})"

    def forget(self, directories: Iterable[str]) -> None:
        """Watch these no more; one that was moved and is watched by its new name stays so."""
        for directory in directories:
            watch = self._watches.pop(directory, None)
            if watch is not None and self._paths.get(watch) == directory:
                del self._paths[watch]
                _libc().inotify_rm_watch(self._descriptor, watch)

    def wait(self, seconds: float) -> Notices:
        """The notices that came within the next ``seconds``, as soon as there are any."""
        notices: Notices = {}
        if not self._comes(seconds):
            return notices
        end = time.monotonic() + LONGEST
        while True:
            self._read(notices)
            left = end - time.monotonic()
            if left <= 0 or not self._comes(min(SILENCE, left)):
                return notices

    def lost(self) -> bool:
        """Whether notices were lost since this was asked last."""
        lost, self._lost = self._lost, False
        return lost

    def wake(self) -> None:
        """End a ``wait`` of another thread."""
        with self._closing:
            if not self._closed:
                os.eventfd_write(self._alarm, 1)

    def close(self) -> None:
        """Give everything back."""
        with self._closing:
            if not self._closed:
                self._closed = True
                os.close(self._descriptor)
                os.close(self._alarm)

    def _comes(self, seconds: float) -> bool:
        ready = [each for each, _ in self._poll.poll(max(seconds, 0.0) * 1000)]
        return self._descriptor in ready and self._alarm not in ready

    def _read(self, notices: Notices) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                content = os.read(self._descriptor, _CHUNK)
            except BlockingIOError:
                return
            place = 0
            while place < len(content):
                watch, mask, _, length = _HEAD.unpack_from(content, place)
                place += _HEAD.size + length
                self._note(notices, watch, mask, content[place - length : place].rstrip(b"\0"))

    def _note(self, notices: Notices, watch: int, mask: int, name: bytes) -> None:
        if mask & _OVERFLOW:
            self._lost = True
            return
        directory = self._paths.get(watch)
        if directory is None:
            return
        if mask & _IGNORED:
            del self._paths[watch]
            if self._watches.get(directory) == watch:
                del self._watches[directory]
            return
        path = f"{directory}/{os.fsdecode(name)}" if name else directory
        if mask & _MOVED_TO:
            # What happened to this name before does not concern what stands there now.
            notices[path] = ARRIVED
        elif kinds := (
            (ADDED if mask & _CREATE else 0)
            | (MODIFIED if mask & _MODIFY else 0)
            | (DELETED if mask & _GONE else 0)
        ):
            notices[path] = notices.get(path, 0) | kinds


@cache
def _libc() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.inotify_add_watch.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32]
    return library


def _add(descriptor: int, directory: bytes) -> int:
    """The watch of a directory, or the number of the fault, negative."""
    watch: int = _libc().inotify_add_watch(descriptor, directory, _ASKED)
    return watch if watch >= 0 else -ctypes.get_errno()


def _checked(result: int) -> int:
    if result < 0:
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault))
    return result
