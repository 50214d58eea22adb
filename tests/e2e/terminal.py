"""A real program in a real pseudo-terminal, with an emulator that reads its screen.

Everything waits for what is on the screen; nothing sleeps and hopes. Frames that a program marks
(mode 2026) are taken as a whole, so that no condition is judged by half of one.
"""

from __future__ import annotations

import os
import re
import select
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

import pexpect
import pyte

from tests.e2e.keys import sequence

LONGEST = 60.0
"""Seconds that a condition may take unless the caller says otherwise."""
_LOOK_EVERY = 0.05
_CHUNK = 512
# What a terminal is asked: modes, attributes, cursor, colours, keyboard (ECMA-48, xterm, kitty).
_QUERY = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\[(?P<attributes>[>=]?0?)c"
    rb"|\x1b\[(?P<status>[56])n"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
    rb"|\x1b\[(?P<keyboard>\?)u"
)
_FRAMES = b"2026"
_FRAME_BEGINS = b"\x1b[?2026h"
_FRAME_ENDS = b"\x1b[?2026l"
# The emulator takes the first for something to draw; of colours, which are most of what an
# application writes, nothing here can be read.
_UNDRAWN = re.compile(rb"\x1b\[[<>=?][\d;]*u|\x1b\[>[\d;]*[mcq]|\x1b\[[\d;:]*m")
_UNFINISHED = re.compile(rb"\x1b(?:\[[\x20-\x3f]*|\][^\x07\x1b]*)?$")


_IDLE = 1.0
"""Seconds without processor time after which a program that was to draw waits for somebody."""


def _processor_time(pid: int) -> int:
    """Ticks of the processor that the main thread of a program took."""
    fields = Path(f"/proc/{pid}/task/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


class ScreenError(AssertionError):
    """The screen did not come to show what was waited for; the message holds the screen."""


class Terminal:
    """One program in one terminal of ``columns`` by ``rows`` characters.

    Use it as a context manager: whatever still runs at its end is killed.
    """

    def __init__(self, *, columns: int = 120, rows: int = 40) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child: pexpect.spawn[bytes] | None = None
        self._pending = b""
        self._ended = False
        self._written = bytearray()
        self._rows: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(
        self,
        argv: Sequence[str | Path],
        *,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start the program; ``environment`` is added to one that says what this terminal is."""
        self._screen.reset()
        self._pending = b""
        self._written.clear()
        hidden = ("COLUMNS", "LINES", "NO_COLOR", "TERM_PROGRAM", "COLORTERM", "CI")
        inherited = {name: value for name, value in os.environ.items() if name not in hidden}
        screen = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self._child = pexpect.spawn(
            os.fspath(argv[0]),
            [os.fspath(word) for word in argv[1:]],
            env={**inherited, **screen, **(environment or {})},
            cwd=os.fspath(cwd),
            dimensions=(self._screen.lines, self._screen.columns),
            timeout=None,
        )
        self._child.delaybeforesend = None
        self._ended = False

    def press(self, *keys: str) -> None:
        """Press keys, by the names that Textual gives them: "a", "enter", "ctrl+s", "down"."""
        for key in keys:
            self.type(sequence(key))

    def type(self, text: str) -> None:
        """Type characters as they are."""
        content = text.encode()
        for start in range(0, len(content), _CHUNK):
            # Whoever does not read what it writes must not wait for it to read what we write.
            self._read(0.0)
            self._write(content[start : start + _CHUNK])

    def paste(self, text: str) -> None:
        """Paste a text, bracketed as terminals do it."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def click(self, column: int, row: int) -> None:
        """Click with the left mouse button; both count from 0."""
        self.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def click_on(self, text: str) -> None:
        """Click on the first place where this text is on the screen."""
        self.wait_for(text)
        for row, line in enumerate(self._shown):
            if text in line:
                self.click(line.index(text), row)
                return

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self._running.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    def wait_for(self, what: str | Callable[[str], bool], *, seconds: float = LONGEST) -> str:
        """Wait until a text is on the screen, or a condition on the screen holds; returns it.

        Raises:
            ScreenError: when that takes longer, or when the program ended before.
        """
        end = monotonic() + seconds
        wanted = "its condition" if callable(what) else repr(what)
        while not (what(text := self.text) if callable(what) else what in (text := self.text)):
            if self._ended and self.exit_status is not None:
                reason = f"the program ended with status {self.exit_status}"
            elif monotonic() > end:
                reason = f"not within {seconds} s"
            else:
                self._read(_LOOK_EVERY)
                continue
            raise ScreenError(f"waiting for {wanted}: {reason}\n{self._picture()}")
        return text

    def wait_for_end(self, *, seconds: float = 10.0) -> int:
        """Wait until the program has ended; returns its exit status, negative for a signal.

        Raises:
            ScreenError: when that takes longer.
        """
        end = monotonic() + seconds
        while (status := self.exit_status) is None or not self._ended:
            if monotonic() > end:
                raise ScreenError(f"no end within {seconds} s\n{self._picture()}")
            self._read(_LOOK_EVERY)
        return status

    def stall(self) -> None:
        """Have the program draw, and read none of it, until it waits for somebody who reads."""
        for turn in count():
            used = _processor_time(self.pid)
            self._running.setwinsize(40 + turn % 2, 120)
            end = monotonic() + _IDLE
            while _processor_time(self.pid) == used and monotonic() < end:
                sleep(_LOOK_EVERY)
            if _processor_time(self.pid) == used:
                return

    def vanish(self) -> None:
        """Be gone, as a terminal whose window is closed."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._running.child_fd)
        os.close(nothing)

    def wait_unread(self, *, seconds: float = 20.0) -> int:
        """Wait until the program has ended, and read nothing; returns as ``wait_for_end``.

        Raises:
            ScreenError: when that takes longer.
        """
        end = monotonic() + seconds
        while (status := self.exit_status) is None:
            if monotonic() > end:
                raise ScreenError(f"no end within {seconds} s")
            sleep(_LOOK_EVERY)
        self._ended = True
        return status

    def kill(self) -> None:
        """``kill -9`` for the program and its process group, at once, as a crash would."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait_for_end()

    @property
    def exit_status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        child = self._running
        if child.isalive():
            return None
        return -child.signalstatus if child.signalstatus else int(child.exitstatus or 0)

    @property
    def pid(self) -> int:
        """The process id of the program, which leads its own session."""
        assert self._running.pid is not None
        return self._running.pid

    @property
    def text(self) -> str:
        """The screen as it is now, without the blanks at the ends of lines."""
        self._read(0.0)
        return "\n".join(line.rstrip() for line in self._shown)

    @property
    def transcript(self) -> bytes:
        """Everything that the program wrote."""
        return bytes(self._written)

    def close(self) -> None:
        """End the program whatever it does, with its process group."""
        if self._child is None:
            return
        if self._child.isalive():
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self._ended = True
        self._child.close(force=True)

    @property
    def _shown(self) -> list[str]:
        """The rows of the screen; only those that changed are read anew."""
        screen = self._screen
        if len(self._rows) != screen.lines:
            self._rows = [""] * screen.lines
            screen.dirty.update(range(screen.lines))
        for row in screen.dirty:
            if row < screen.lines:
                # The cell behind a wide character holds nothing.
                cells = screen.buffer[row]
                self._rows[row] = "".join(cells[at].data for at in range(screen.columns))
        screen.dirty.clear()
        return self._rows

    @property
    def _running(self) -> pexpect.spawn[bytes]:
        if self._child is None:
            raise RuntimeError("nothing was started in this terminal")
        return self._child

    def _read(self, seconds: float) -> None:
        """Take in what the program wrote, waiting at most this long for the first of it."""
        if self._ended or self._child is None:
            return
        descriptor = self._running.child_fd
        while select.select([descriptor], [], [], seconds)[0]:
            try:
                piece = os.read(descriptor, 65536)
            except OSError:
                # Linux says so when the last program has closed the terminal.
                piece = b""
            if not piece:
                self._ended = True
                self._draw(self._pending)
                return
            self._take(piece)
            seconds = 0.0

    def _take(self, piece: bytes) -> None:
        self._written += piece
        content = self._pending + piece
        unfinished = _UNFINISHED.search(content)
        cut = unfinished.start() if unfinished else len(content)
        begun = content.rfind(_FRAME_BEGINS)
        if begun >= 0 and content.find(_FRAME_ENDS, begun) < 0:
            cut = begun
        content, self._pending = content[:cut], content[cut:]
        drawn = 0
        for query in _QUERY.finditer(content):
            # Where the cursor is depends on what came before the question.
            self._draw(content[drawn : query.start()])
            self._answer(query)
            drawn = query.end()
        self._draw(content[drawn:])

    def _draw(self, content: bytes) -> None:
        self._stream.feed(_UNDRAWN.sub(b"", content))

    def _answer(self, query: re.Match[bytes]) -> None:
        if query["mode"]:
            # 0: a mode that this terminal does not know; 2: one that can be set.
            known = b"2" if query["mode"] == _FRAMES else b"0"
            self._write(b"\x1b[?%s;%s$y" % (query["mode"], known))
        elif query["attributes"] is not None:
            self._write(b"\x1b[?62;22c" if query["attributes"] in (b"", b"0") else b"")
        elif query["status"] == b"6":
            cursor = self._screen.cursor
            self._write(b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1))
        elif query["status"]:
            self._write(b"\x1b[0n")
        elif query["colour"]:
            value = b"ffff" if query["colour"] == b"10" else b"0000"
            self._write(b"\x1b]%s;rgb:%s\x1b\\" % (query["colour"], b"/".join([value] * 3)))

    def _write(self, content: bytes) -> None:
        descriptor = self._running.child_fd
        while content and not self._ended:
            if select.select([], [descriptor], [], _LOOK_EVERY)[1]:
                try:
                    content = content[os.write(descriptor, content) :]
                except OSError:
                    self._ended = True
            else:
                self._read(0.0)

    def _picture(self) -> str:
        width = self._screen.columns
        lines = "\n".join(f"│{line}│" for line in self._shown)
        return f"┌{'─' * width}┐\n{lines}\n└{'─' * width}┘"
