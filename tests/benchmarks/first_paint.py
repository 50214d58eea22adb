"""A program in a pseudo-terminal, timed from outside: its first screen, its keys, its memory."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

LONGEST = 30.0
QUIET = 0.3
"""Seconds without output after which a program has drawn all there is."""
_SIZE = struct.pack("HHHH", 40, 120, 0, 0)


class Shown:
    """A program that runs, with the end of its terminal that a person would sit at."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, began: float) -> None:
        self._process = process
        self._master = master
        self._began = began
        self._last = b""

    def seconds_to(self, marker: bytes) -> float:
        """Seconds from its start to the moment when ``marker`` is on its screen.

        Raises:
            TimeoutError: when it does not appear.
            RuntimeError: when it ends before.
        """
        seen = b""
        while marker not in seen:
            left = self._began + LONGEST - time.perf_counter()
            if left <= 0 or not self._comes(left):
                raise TimeoutError(f"{marker!r} did not appear: {seen[-400:]!r}")
            seen += self._read()
        return time.perf_counter() - self._began

    def seconds_to_paint(self, key: bytes) -> float:
        """Seconds from a key to the first thing that is drawn for it; all of it is read.

        Raises:
            TimeoutError: when nothing is.
            RuntimeError: when it ends instead.
        """
        began = time.perf_counter()
        os.write(self._master, key)
        if not self._comes(LONGEST):
            raise TimeoutError(f"nothing is drawn for {key!r}")
        took = time.perf_counter() - began
        self.settle()
        return took

    def settle(self) -> None:
        """Read until nothing more is drawn."""
        end = time.perf_counter() + LONGEST
        while self._comes(QUIET) and time.perf_counter() < end:
            self._read()

    def megabytes(self) -> float:
        """What it and all that it started hold of the memory, shared pages divided (proc(5))."""
        return sum(_proportional(pid) for pid in _descendants(self._process.pid)) / 1024

    def _read(self) -> bytes:
        try:
            read = os.read(self._master, 65536)
        except OSError:
            raise RuntimeError(
                f"{self._process.args!r} ended with {self._process.wait()}: {self._last!r}"
            ) from None
        self._last = (self._last + read)[-4000:]
        return read

    def _comes(self, seconds: float) -> bool:
        return bool(select.select([self._master], [], [], seconds)[0])


@contextlib.contextmanager
def shown(argv: Sequence[str], cwd: Path) -> Iterator[Shown]:
    """The program, started in a terminal of 120 by 40; it is killed in the end."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, _SIZE)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    began = time.perf_counter()
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env=environment,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # some open /dev/tty
    )
    os.close(slave)
    try:
        yield Shown(process, master, began)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)


def seconds_to(marker: bytes, argv: Sequence[str], cwd: Path) -> float:
    """Seconds from starting the program to the moment when ``marker`` is on its screen.

    Raises:
        TimeoutError: when it does not appear.
    """
    with shown(argv, cwd) as program:
        return program.seconds_to(marker)


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            found += map(int, children)
    return found


def _proportional(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0
