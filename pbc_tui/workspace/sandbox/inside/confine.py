"""Confines the calling process for good: Landlock for files, a filter for system calls.

Loaded by the supervisor between fork and exec; standard library only. The structures are those of
linux/landlock.h (see landlock(7)) and linux/filter.h; the three calls have the same numbers on all
architectures that are supported.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_FIRST = (1 << 13) - 1
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_WRITE = (_FIRST | _REFER | _TRUNCATE) & ~(_MAKE_CHAR | _MAKE_BLOCK)
_DEVICE = _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL


def version() -> int:
    """The ABI of Landlock that the kernel offers, 0 when it offers none."""
    found = ctypes.CDLL(None, use_errno=True).syscall(
        _CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG)
    )
    return max(int(found), 0)


def confine(order: dict[str, Any], pids: dict[int, int]) -> None:
    """Confine this process and all that it starts.

    Args:
        order: ``landlock`` (None: leave it out) holds lists of paths, ``readable``, ``writable``
            and ``devices``; ``seccomp`` is the filter as bytes, empty for none.
        pids: what stands in the filter for processes whose number was not known when it was made.

    Raises:
        OSError: when the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    if order["landlock"] is not None:
        _landlock(libc, order["landlock"])
    if order["seccomp"]:
        _filter(libc, order["seccomp"], pids)


def _landlock(libc: Any, places: dict[str, list[str]]) -> None:
    abi = version()
    handled = _handled(abi)
    network = 3 if abi >= 4 else 0
    # Abstract sockets and signals: only within what is confined here.
    scoped = 3 if abi >= 6 else 0
    attributes = struct.pack("=QQQ", handled, network, scoped)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    rules = _checked(
        libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0)),
        "landlock",
    )
    try:
        own = f"/proc/{os.getpid()}"
        for path in [*places["readable"], own]:
            _allow(libc, rules, path, _READ & handled)
        for path in places["writable"]:
            _allow(libc, rules, path, (_READ | _WRITE) & handled)
        for path in places["devices"]:
            _allow(libc, rules, path, _DEVICE & handled)
        _checked(libc.syscall(_RESTRICT_SELF, rules, ctypes.c_uint32(0)), "landlock")
    finally:
        os.close(rules)


def _handled(abi: int) -> int:
    return (
        _FIRST
        | (_REFER if abi >= 2 else 0)
        | (_TRUNCATE if abi >= 3 else 0)
        | (_IOCTL if abi >= 5 else 0)
    )


def _allow(libc: Any, rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _ON_FILES
        rule = struct.pack("=Qi", rights, place)
        _checked(
            libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, ctypes.c_uint32(0)), "landlock"
        )
    finally:
        os.close(place)


def _filter(libc: Any, program: bytes, pids: dict[int, int]) -> None:
    lines = bytearray(program)
    for offset in range(4, len(lines), 8):
        (value,) = struct.unpack_from("=I", lines, offset)
        if value in pids:
            struct.pack_into("=I", lines, offset, pids[value] & 0xFFFFFFFF)
    buffer = ctypes.create_string_buffer(bytes(lines), len(lines))
    described = struct.pack("@HP", len(lines) // 8, ctypes.addressof(buffer))
    _checked(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, described, 0, 0), "seccomp")


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
