"""A real program in a real pseudo-terminal: keys go in, an emulator reads the screen."""

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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
LONGEST = 60.0
_PIECE = 65536


class Terminal:
    """One program on one screen of ``columns`` by ``rows`` characters.

    Every wait is for a condition on the screen and fails with the screen in its message.
    """

    def __init__(self, *, columns: int = 120, rows: int = 40) -> None:
        self._size = struct.pack("HHHH", rows, columns, 0, 0)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._process: subprocess.Popen[bytes] | None = None
        self._master = -1

    def start(
        self, argv: Sequence[str], *, cwd: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the program; its environment is this one's with what is given."""
        self._screen.reset()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, self._size)
        self._process = subprocess.Popen(
            argv,
            cwd=cwd,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                **(environment or {}),
            },
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def press(self, *keys: str) -> None:
        """Press keys, by name ("ctrl+s", "down") or as the character that they are."""
        for key in keys:
            self._write(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type a text."""
        self._write(text)

    @property
    def text(self) -> str:
        """What is on the screen now, a line a row."""
        self._read(0)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, condition: str | Callable[[str], bool], *, seconds: float = LONGEST) -> str:
        """Wait until a text is on the screen, or a condition on it holds; returns the screen.

        Raises:
            AssertionError: when it does not come, with the screen.
        """
        holds = condition if callable(condition) else _shows(condition)
        until = time.monotonic() + seconds
        while not holds(self.text):
            if time.monotonic() > until or not self._read(until - time.monotonic()):
                if holds(self.text):
                    break
                wanted = "its condition" if callable(condition) else repr(condition)
                raise AssertionError(f"{wanted} did not come; the screen shows:\n{self.text}")
        return self.text

    def kill(self) -> None:
        """``kill -9``, at once."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def wait_for_end(self, *, seconds: float = 10.0) -> int:
        """Wait until the program ends and return its exit status.

        Raises:
            AssertionError: when it does not end, with the screen.
        """
        assert self._process is not None
        until = time.monotonic() + seconds
        while self._process.poll() is None:
            self._read(0.05)
            assert time.monotonic() < until, f"still running; the screen shows:\n{self.text}"
        status = self._process.returncode
        self._close()
        return status

    def close(self) -> None:
        """End the program whatever it does, with all that it started."""
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._close()

    def _write(self, text: str) -> None:
        os.write(self._master, text.encode())

    def _read(self, seconds: float) -> bool:
        """Take in what the program draws; False when nothing came in time or it has ended."""
        if self._master < 0 or not select.select([self._master], [], [], max(seconds, 0))[0]:
            return False
        try:
            piece = os.read(self._master, _PIECE)
        except OSError:
            return False
        self._stream.feed(piece)
        return bool(piece)

    def _close(self) -> None:
        if self._master >= 0:
            os.close(self._master)
            self._master = -1


def _shows(text: str) -> Callable[[str], bool]:
    return lambda screen: text in screen
