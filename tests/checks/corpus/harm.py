"""Watching that a hostile case harms nothing: files beside it, processes, connections."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

_GRACE = 3.0
"""Seconds in which a process that was killed may still be seen."""


class Watch:
    """The surroundings of one case: what it could harm, and what it has harmed.

    ``words`` are the replacements for the placeholders of the case's texts.
    """

    def __init__(self, place: Path) -> None:
        self.outside = place / "outside"
        self.outside.mkdir(parents=True)
        (self.outside / "secret").write_text("nobody's business\n", "utf-8")
        self.mark = f"pbc-corpus-{secrets.token_hex(8)}"
        self._place = place
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self._before: dict[str, str] = {}
        os.environ.setdefault("PBC_CORPUS_SECRET", "nobody's business")

    @property
    def words(self) -> dict[str, str]:
        """What stands for each placeholder."""
        return {
            "{{outside}}": str(self.outside),
            "{{mark}}": self.mark,
            "{{port}}": str(self._listener.getsockname()[1]),
            "{{home}}": str(Path.home()),
            "{{pid}}": str(os.getpid()),
        }

    def begin(self) -> None:
        """Note how everything is before the case runs."""
        self._before = dict(_digests(self._place))

    async def harm(self) -> list[str]:
        """Everything that the case did or left behind, in words; empty when nothing."""
        done = []
        with contextlib.suppress(BlockingIOError):
            self._listener.accept()
            done.append("it reached the network")
        self._listener.close()
        after = dict(_digests(self._place))
        done += [
            f"it changed {path}"
            for path in sorted(self._before.keys() | after.keys())
            if self._before.get(path) != after.get(path)
        ]
        deadline = monotonic() + _GRACE
        # Nobody tells when a process that is none of ours has ended.
        while (left := list(self._processes())) and monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        for pid, command in left:
            done.append(f"it left the process {command}")
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return done

    def _processes(self) -> Iterator[tuple[int, str]]:
        needles = (self.mark.encode(), os.fsencode(self._place) + b"/")
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes()
                if any(needle in command for needle in needles):
                    yield int(entry.name), command.replace(b"\0", b" ").decode("utf-8", "replace")


def _digests(place: Path) -> Iterator[tuple[str, str]]:
    for folder, _, names in os.walk(place):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                yield str(path), "special"
            elif path.stat().st_size > 10_000_000:
                yield str(path), str(path.stat().st_size)
            else:
                yield str(path), hashlib.sha256(path.read_bytes()).hexdigest()
