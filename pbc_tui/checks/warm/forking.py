"""The server's side: a process that has imported what is needed, and forks once per request.

It stands alone (standard library and the file beside it), since it runs under the project's
interpreter too. Between requests it keeps children that were forked ahead and made ready, so that
nobody waits for that; each serves one request, as one does that is forked for it. Whatever happens
to a child, the server goes on; when whoever holds the other end of the control socket is gone, it
ends its children and itself.

Messages on the control socket; descriptors ride along. A request is ``{"id", "argv", "cwd", "env",
"fds", "processor", "base"}`` (``fds``: the numbers that the descriptors get in the child;
``processor``: how many seconds it may use, or null; ``base``: what a child can make ready for),
``{"ahead": base}`` (what the next requests will build upon) or ``{"kill": id}``; an answer is
``{"ready": true}``, ``{"id", "status"}`` or ``{"fault": words}``.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any

# Not by its full name, which exists under the project's interpreter as little as pbc-tui itself.
from .forked import MOST_DESCRIPTORS, TAKEN, Program, frame, live_ahead, live_for, unframed

# What comes of the last request is still under way elsewhere, and needs the processors.
_QUIET_SECONDS = 0.15


class Forker:
    """Serves one control socket.

    ``program`` is what every child runs. ``ahead`` is how many of them are kept ready while none is
    at work. ``sweep`` is called when a child has ended, before that is answered; False ends the
    server, which then is no longer fit. ``limit`` runs in each child first.
    """

    def __init__(
        self,
        control: socket.socket,
        program: Program,
        *,
        ahead: int = 1,
        sweep: Callable[[], bool] = lambda: True,
        limit: Callable[[], object] = lambda: None,
    ) -> None:
        self._control = control
        self._program = program
        self._ahead = ahead
        self._sweep = sweep
        self._limit = limit
        self._children: dict[int, int] = {}
        self._spares: dict[int, socket.socket] = {}
        self._doors: dict[int, socket.socket] = {}
        self._base: str | None = None
        self._unready: str | None = None
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
        wanted = self._wants_more()
        ready, _, _ = select.select(waited, [], [], _QUIET_SECONDS if wanted else None)
        if not ready:
            self._fork_ahead()
        if self._woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, 4096)
            if not self._reap():
                return False
        if self._control in ready:
            content, descriptors, _, _ = socket.recv_fds(self._control, 65536, MOST_DESCRIPTORS)
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
                    self._forget_door(pid)
                    _kill(pid)
            return
        if "ahead" in message:
            self._build_upon(message["ahead"])
            return
        count = len(message["fds"])
        given, self._descriptors = self._descriptors[:count], self._descriptors[count:]
        try:
            self._build_upon(message["base"])
            pid = self._hand_over(message, given) or self._fork(
                lambda: live_for(message, given, self._program, self._limit)
            )
            self._children[pid] = message["id"]
        except Exception as error:
            self._fail(message["id"], f"{type(error).__name__}: {error}")
        finally:
            for descriptor in given:
                os.close(descriptor)

    def _build_upon(self, base: str) -> None:
        """Let go of the children that made ready for something else."""
        if base != self._base:
            self._base = base
            self._dismiss()

    def _dismiss(self) -> None:
        while self._spares:
            pid, door = self._spares.popitem()
            door.close()
            _kill(pid)

    def _fork(self, live: Callable[[], None]) -> int:
        pid = os.fork()
        if pid == 0:
            live()
        return pid

    def _wants_more(self) -> bool:
        """Whether children are to be made ready, unless one for the same did not last."""
        if self._children or self._base is None or self._base == self._unready:
            return False
        return len(self._spares) < self._ahead

    def _fork_ahead(self) -> None:
        """Fork a child that the next request will take."""
        base = str(self._base)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = self._fork(lambda: live_ahead(theirs, base, self._program, self._limit))
        except OSError:
            ours.close()
            self._unready = base
        else:
            self._spares[pid] = ours

    def _hand_over(self, message: dict[str, Any], given: list[int]) -> int:
        """Give a request to a child that is ready, or nearly; 0 when there is none."""
        content = frame(message)
        while self._spares:
            pid = next(iter(self._spares))
            door = self._spares.pop(pid)
            try:
                sent = socket.send_fds(door, [content], given)
                if sent < len(content):
                    door.sendall(content[sent:])
            except OSError:
                door.close()
                _kill(pid)
                continue
            self._doors[pid] = door
            return pid
        return 0

    def _reap(self) -> bool:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid == 0:
                return True
            if pid in self._spares:
                # It should wait; what it is to make ready for cannot be made ready ahead.
                self._spares.pop(pid).close()
                self._unready = self._base
            if (identifier := self._children.pop(pid, None)) is None:
                continue
            # Whatever it started in its own group goes with it.
            _kill_group(pid)
            fit = self._sweep()
            if self._was_taken(pid):
                status = os.waitstatus_to_exitcode(status)
                self._answer({"id": identifier, "status": status})
            else:
                self._unready = self._base
                self._fail(identifier, "the process that was ready did not last")
            if not fit:
                return False

    def _was_taken(self, pid: int) -> bool:
        """Whether a child that nobody has killed ever began with its request."""
        door = self._doors.get(pid)
        if door is None:
            return True
        said = b""
        with contextlib.suppress(OSError):
            said = door.recv(1, socket.MSG_DONTWAIT)
        self._forget_door(pid)
        return said == TAKEN

    def _forget_door(self, pid: int) -> None:
        if door := self._doors.pop(pid, None):
            door.close()

    def _fail(self, identifier: int, words: str) -> None:
        self._answer({"id": identifier, "fault": words})

    def _answer(self, message: dict[str, Any]) -> None:
        self._control.sendall(frame(message))

    def _end_all(self) -> None:
        self._dismiss()
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


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _kill(pid: int) -> None:
    _kill_group(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
