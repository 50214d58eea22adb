"""How long until the first screen is drawn, measured from outside in a pseudo-terminal."""

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
from collections.abc import Sequence
from pathlib import Path

LONGEST = 30.0
_SIZE = struct.pack("HHHH", 40, 120, 0, 0)


def seconds_to(marker: bytes, argv: Sequence[str], cwd: Path) -> float:
    """Seconds from starting the program to the moment when ``marker`` is on its screen.

    Raises:
        TimeoutError: when it does not appear.
    """
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
    )
    os.close(slave)
    try:
        seen = b""
        while marker not in seen:
            left = began + LONGEST - time.perf_counter()
            if left <= 0 or not select.select([master], [], [], left)[0]:
                raise TimeoutError(f"{argv[0]}: {marker!r} did not appear: {seen[-400:]!r}")
            seen += os.read(master, 65536)
        return time.perf_counter() - began
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
