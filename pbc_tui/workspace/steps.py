"""Steps of a longer job by foreign tools: what they say is progress, what fails has a cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.kept import run_kept

LONGEST = 600.0
"""Seconds that a whole job may take unless the caller says otherwise."""
_WIDEST = 100
_OFFLINE = (
    "name resolution",
    "failed to lookup address",
    "dns error",
    "nodename nor servname",
    "newconnectionerror",
    "connection refused",
    "connecterror",
    "network is unreachable",
    "failed to establish a new connection",
    "all attempts to connect",
    "proxyerror",
    "connecttimeout",
)
_MARKED = re.compile(r"\s*(error\b|× |\[\w*Error\])", re.IGNORECASE)

Tell = Callable[[str], None]
"""Takes one line of progress, safe to show."""


class StepFailed(Exception):
    """A step that did not succeed; the message says on one line which and why."""


class Steps:
    """Runs one program after the other within one time limit (seconds)."""

    def __init__(self, tell: Tell | None = None, seconds: float = LONGEST) -> None:
        self._tell = tell or (lambda line: None)
        self._limit = seconds
        self._end = monotonic() + seconds

    def tell(self, line: str) -> None:
        """Show one line of progress."""
        self._tell(single_line(line, _WIDEST))

    async def take(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Run one program; ``name`` stands for it in progress and failure.

        Raises:
            StepFailed: when it cannot start, ends with another status than 0, or time is up.
        """
        self.tell(name)
        try:
            finished = await run_kept(
                argv,
                cwd=cwd,
                env=env,
                seconds=max(self._end - monotonic(), 0.0),
                on_output=_Lines(lambda line: self.tell(f"{name}: {line}")),
            )
        except OSError as error:
            raise StepFailed(f"{name}: {error.strerror or error}") from error
        if finished.timed_out:
            raise StepFailed(f"{name}: not done within {self._limit:.0f} s")
        if finished.status != 0:
            output = finished.stdout + b"\n" + finished.stderr
            raise StepFailed(f"{name}: {cause(output.decode(errors='replace'))}")


def cause(output: str) -> str:
    """The line of a failed tool's output that says best why, and whether it seems to be offline."""
    lines = [line for line in output.splitlines() if line.strip(" \t╰─▶│")]
    marked = [line for line in lines if _MARKED.match(line)]
    reason = single_line((marked or lines or ["it gave no reason"])[-1], 300)
    if any(sign in output.lower() for sign in _OFFLINE):
        return f"no package index was reached (offline?): {reason}"
    return reason


class _Lines:
    """Puts pieces of output together to lines and passes the last whole one of each piece on."""

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take
        self._rest = b""

    def __call__(self, piece: bytes) -> None:
        *lines, self._rest = re.split(rb"[\r\n]+", self._rest + piece)
        self._rest = self._rest[-4096:]
        for line in reversed(lines):
            if text := line.decode(errors="replace").strip():
                self._take(text)
                return
