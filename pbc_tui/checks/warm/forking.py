"""The server's side: a process that has imported what is needed, and forks once per request.

It stands alone (standard library only), since it runs under the project's interpreter too. Each
child is what a freshly started program would be: its own arguments, environment, directory,
standard streams and session; nothing of the server's is left open in it. Whatever happens to a
child, the server goes on; when whoever holds the other end of the control socket is gone, it ends
its children and itself.

Messages on the control socket: four bytes of length, then JSON; descriptors ride along.
A request is ``{"id", "argv", "cwd", "env", "fds", "processor"}`` (``fds``: the numbers that the
descriptors get in the child; ``processor``: how many seconds it may use, or null) or
``{"kill": id}``; an answer is ``{"ready": true}``, ``{"id", "status"}`` or ``{"fault": words}``.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import json
import os
import resource
import select
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

LENGTH = struct.Struct("!I")
_MOST_DESCRIPTORS = 16
_PDEATHSIG, _DUMPABLE = 1, 4

Program = Callable[[], object]
"""What a child runs; it finds its arguments in ``sys.argv``."""


def frame(message: dict[str, Any]) -> bytes:
    """A message as it goes over the socket."""
    body = json.dumps(message).encode()
    return LENGTH.pack(len(body)) + body


def unframed(buffer: bytearray) -> Iterator[dict[str, Any]]:
    """Take the whole messages out of what has come so far."""
    while len(buffer) >= LENGTH.size:
        (length,) = LENGTH.unpack_from(buffer)
        if len(buffer) < LENGTH.size + length:
            return
        body = bytes(buffer[LENGTH.size : LENGTH.size + length])
        del buffer[: LENGTH.size + length]
        yield json.loads(body)


def prctl(option: int, value: int) -> bool:
    """Set something about this process where the system is Linux; whether it was taken."""
    if sys.platform != "linux" or ctypes is None:
        return False
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)) == 0


def make_untraceable() -> None:
    """Keep children from reading or changing this process (``ptrace``, ``/proc/PID/mem``)."""
    prctl(_DUMPABLE, 0)


class Forker:
    """Serves one control socket.

    ``program`` chooses what a child runs, by its arguments, before it is forked. ``sweep`` is
    called when a child has ended, before that is answered; False ends the server, which then is no
    longer fit. ``limit`` runs in each child first.
    """

    def __init__(
        self,
        control: socket.socket,
        program: Callable[[Sequence[str]], Program],
        *,
        sweep: Callable[[], bool] = lambda: True,
        limit: Callable[[], object] = lambda: None,
    ) -> None:
        self._control = control
        self._program = program
        self._sweep = sweep
        self._limit = limit
        self._children: dict[int, int] = {}
        self._buffer = bytearray()
        self._descriptors: list[int] = []
        self._woken, self._wake = os.pipe()

    def serve(self) -> None:
        """Answer requests until the other end is gone."""
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # What is there now is never collected, so that children share it instead of copying it.
        gc.collect()
        gc.freeze()
        try:
            self._answer({"ready": True})
            while self._turn():
                pass
        except OSError:
            # The other end is gone in the middle of a message.
            pass
        finally:
            self._end_all()

    def _turn(self) -> bool:
        waited: list[Any] = [self._control, self._woken]
        ready, _, _ = select.select(waited, [], [])
        if self._woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, 4096)
            if not self._reap():
                return False
        if self._control in ready:
            content, descriptors, _, _ = socket.recv_fds(self._control, 65536, _MOST_DESCRIPTORS)
            if not content:
                return False
            self._descriptors += descriptors
            self._buffer += content
            for message in unframed(self._buffer):
                self._take(message)
        return True

    def _take(self, message: dict[str, Any]) -> None:
        if "kill" in message:
            for pid, identifier in self._children.items():
                if identifier == message["kill"]:
                    _kill(pid)
            return
        count = len(message["fds"])
        given, self._descriptors = self._descriptors[:count], self._descriptors[count:]
        try:
            program = self._program(message["argv"])
            pid = os.fork()
            if pid == 0:
                self._become(message, given, program)
            self._children[pid] = message["id"]
        except Exception as error:
            self._answer({"id": message["id"], "fault": f"{type(error).__name__}: {error}"})
        finally:
            for descriptor in given:
                os.close(descriptor)

    def _become(self, message: dict[str, Any], given: list[int], program: Program) -> None:
        """The child, which never returns."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            prctl(_PDEATHSIG, signal.SIGKILL)
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
            self._limit()
            status = _run(program)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)

    def _reap(self) -> bool:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid == 0:
                return True
            if (identifier := self._children.pop(pid, None)) is None:
                continue
            # Whatever it started in its own group goes with it.
            _kill_group(pid)
            fit = self._sweep()
            self._answer({"id": identifier, "status": os.waitstatus_to_exitcode(status)})
            if not fit:
                return False

    def _answer(self, message: dict[str, Any]) -> None:
        self._control.sendall(frame(message))

    def _end_all(self) -> None:
        for pid in self._children:
            _kill(pid)
        self._sweep()


def serve(
    control: socket.socket, warm_up: Callable[[], object], forker: Callable[[], Forker]
) -> None:
    """Import what is needed, then serve; what keeps it from that is told to the other end."""
    try:
        warm_up()
        if threading.active_count() > 1 or _threads() > 1:
            raise RuntimeError("an import has started a thread, so it cannot be forked")
    except BaseException as error:
        words = f"{type(error).__name__}: {error}"
        with contextlib.suppress(OSError):
            control.sendall(frame({"fault": words}))
        return
    forker().serve()


def _threads() -> int:
    """How many threads the system knows of, also those that no Python code started."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


def _place(given: list[int], numbers: list[int]) -> None:
    """Give the descriptors their numbers and close every other one."""
    # First out of the way of the numbers that are wanted.
    above = max([*numbers, 2]) + 1
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, above + 64) for descriptor in given]
    for descriptor, number in zip(moved, numbers):  # noqa: B905 - older interpreters run this too
        os.dup2(descriptor, number, inheritable=True)
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


def _run(program: Program) -> int:
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


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _kill(pid: int) -> None:
    _kill_group(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
