"""A watcher that runs on real files, and what it has told: waited for, never slept for."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.workspace.watcher import Change, Settled, watch

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
QUIET = 0.15
PATIENCE = 10.0


class Log:
    """What a running watcher has told so far."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.times: list[float] = []
        self._news = asyncio.Event()

    def add(self, change: Change) -> None:
        self.changes.append(change)
        self.times.append(time.monotonic())
        self._news.set()

    def of(self, path: str) -> list[Change]:
        return [change for change in self.changes if change.path == path]

    def settled(self, path: str) -> list[Settled]:
        return [change for change in self.of(path) if isinstance(change, Settled)]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def until_settled(self, path: str, body: bytes | None, times: int = 1) -> None:
        wanted = gone(path) if body is None else rest(path, body)
        try:
            await self.until(lambda: self.settled(path).count(wanted) >= times)
        except TimeoutError:
            pytest.fail(f"{path!r} never settled as {body!r}: {self.changes}")


def rest(path: str, body: bytes) -> Settled:
    return Settled(path, sha256(body).hexdigest(), len(body))


def gone(path: str) -> Settled:
    return Settled(path, None, 0)


@asynccontextmanager
async def watching(root: Path, **options: Any) -> AsyncIterator[Log]:
    log = Log()
    ready = asyncio.Event()

    async def follow() -> None:
        async for change in watch(root, quiet=QUIET, on_ready=ready.set, **options):
            log.add(change)

    task = asyncio.create_task(follow())
    try:
        async with asyncio.timeout(PATIENCE):
            await ready.wait()
        yield log
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def stream(path: Path, pieces: list[bytes], pause: float) -> float:
    """Write the pieces with pauses between them; returns the time of the last write."""
    with path.open("wb", buffering=0) as file:
        for count, piece in enumerate(pieces):
            if count:
                await asyncio.sleep(pause)
            file.write(piece)
        return time.monotonic()


async def beacon(root: Path, log: Log) -> None:
    """Whatever happened before this has been told when this returns."""
    (root / "beacon").write_bytes(b"here")
    await log.until_settled("beacon", b"here")
