"""The child's side of a warm server: from the fork to the end of what was asked for.

It stands alone (standard library only), since it runs under the project's interpreter too. A child
is forked for a request, or ahead of one: then it makes ready, waits at its door, and becomes what
the request asks for. Either way it is what a freshly started program would be: its own arguments,
environment, directory, standard streams and session; nothing of the server's is left open in it.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import resource
import signal
import socket
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any

try:
    import ctypes
except ImportError:
    # Some builds of Python lack it; what rests on it is then refused or left out.
    ctypes = None  # type: ignore[assignment]

MOST_DESCRIPTORS = 16
"""How many descriptors ride along with a message at most."""
TAKEN = b"!"
"""What a child that was forked ahead says at its door when it has got its request."""

_LENGTH = struct.Struct("!I")
_PDEATHSIG, _DUMPABLE = 1, 4
_POPULATE_WRITE = 23

Program = Callable[[str, Callable[[], None]], object]
"""What a child runs. It is given what it can make ready for (the base of the request) and a
function to call when that is done, which returns with the request's arguments in ``sys.argv``."""


def frame(message: dict[str, Any]) -> bytes:
    """A message as it goes over a socket: four bytes of length, then JSON."""
    body = json.dumps(message).encode()
    return _LENGTH.pack(len(body)) + body


def unframed(buffer: bytearray) -> Iterator[dict[str, Any]]:
    """Take the whole messages out of what has come so far."""
    while len(buffer) >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(buffer)
        if len(buffer) < _LENGTH.size + length:
            return
        body = bytes(buffer[_LENGTH.size : _LENGTH.size + length])
        del buffer[: _LENGTH.size + length]
        yield json.loads(body)


def prctl(option: int, value: int) -> bool:
    """Set something about this process where the system is Linux; whether it was taken."""
    if sys.platform != "linux" or ctypes is None:
        return False
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)) == 0


def make_untraceable() -> None:
    """Keep children from reading or changing this process (``ptrace``, ``/proc/PID/mem``)."""
    prctl(_DUMPABLE, 0)


def live_for(
    message: dict[str, Any], given: Sequence[int], program: Program, limit: Callable[[], object]
) -> None:
    """Be the child for a request that is there with its descriptors; never returns."""

    def begin() -> int:
        _become(message, given, limit)
        return _run(lambda: program(message["base"], lambda: None))

    _live(begin)


def live_ahead(
    door: socket.socket, base: str, program: Program, limit: Callable[[], object]
) -> None:
    """Be the child for a request that is still to come through the door; never returns."""

    def wait() -> None:
        _own_memory()
        message, given = _receive(door)
        door.sendall(TAKEN)
        _become(message, given, limit)

    def begin() -> int:
        _close_all_but([0, 1, 2, door.fileno()])
        return _run(lambda: program(base, wait))

    _live(begin)


def _live(begin: Callable[[], int]) -> None:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        prctl(_PDEATHSIG, signal.SIGKILL)
        status = begin()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _receive(door: socket.socket) -> tuple[dict[str, Any], list[int]]:
    buffer, given = bytearray(), list[int]()
    while True:
        content, descriptors, _, _ = socket.recv_fds(door, 65536, MOST_DESCRIPTORS)
        if not content:
            # The server is gone, or needs this child no more.
            os._exit(0)
        buffer += content
        given += descriptors
        for message in unframed(buffer):
            return message, given


def _become(message: dict[str, Any], given: Sequence[int], limit: Callable[[], object]) -> None:
    prctl(_DUMPABLE, 1)
    _place(given, message["fds"])
    os.chdir(message["cwd"])
    os.environ.clear()
    os.environ.update(message["env"])
    sys.argv = list(message["argv"])
    _open_streams()
    if message["processor"] is not None:
        seconds = message["processor"]
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    limit()


def _place(given: Sequence[int], numbers: list[int]) -> None:
    """Give the descriptors their numbers and close every other one."""
    # First out of the way of the numbers that are wanted.
    above = max([*numbers, 2]) + 1
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, above + 64) for descriptor in given]
    for descriptor, number in zip(moved, numbers):  # noqa: B905 - older interpreters run this too
        os.dup2(descriptor, number, inheritable=True)
    _close_all_but(numbers)


def _close_all_but(numbers: Sequence[int]) -> None:
    kept = sorted(numbers)
    for low, high in zip([-1, *kept], [*kept, 65536]):  # noqa: B905
        # CPython takes an empty range that begins at 0 for all there are.
        if low + 1 < high:
            os.closerange(low + 1, high)


def _open_streams() -> None:
    """The three standard streams anew, as an interpreter in its UTF-8 mode opens them."""
    ways = {
        "stdin": ("r", "surrogateescape"),
        "stdout": ("w", "surrogateescape"),
        "stderr": ("w", "backslashreplace"),
    }
    for number, (name, (mode, errors)) in enumerate(ways.items()):
        stream = open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        for known_as in (name, f"__{name}__"):
            setattr(sys, known_as, stream)


def _own_memory() -> None:
    """Have now what a forked process gets page by page otherwise, the first time it writes there.

    That takes a good part of a short run. See MADV_POPULATE_WRITE in madvise(2), Linux 5.14.
    """
    if sys.platform != "linux" or ctypes is None:
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with contextlib.suppress(OSError), open("/proc/self/maps", encoding="utf-8") as maps:
        for line in maps.readlines():
            span, rights, *_ = line.split()
            if rights == "rw-p":
                first, _, last = span.partition("-")
                madvise(int(first, 16), int(last, 16) - int(first, 16), _POPULATE_WRITE)


def _run(program: Callable[[], object]) -> int:
    """What the interpreter itself does with a main program, short of taking everything apart."""
    try:
        program()
        status = 0
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            status = (end.code or 0) & 0xFF
        else:
            print(end.code, file=sys.stderr)
            status = 1
    except BaseException:
        traceback.print_exc()
        status = 1
    shutdown: Callable[[], object] = getattr(threading, "_shutdown", lambda: None)
    shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return status
