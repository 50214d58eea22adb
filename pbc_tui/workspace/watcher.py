"""The watcher: tells which files of a repository change and what they settle to (SPEC 6)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from pathlib import Path

from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.observer import Observer
from pbc_tui.workspace.settling import Change, Changing, Settled

QUIET = 0.15
"""Seconds without a write after which a file counts as written (150 ms suits streaming writers)."""
_FAREWELL = 0.5

__all__ = ["QUIET", "Change", "Changing", "Settled", "WatchError", "watch"]


class WatchError(Exception):
    """The watcher cannot go on; the message says why."""


async def watch(
    root: Path,
    *,
    quiet: float = QUIET,
    stop: asyncio.Event | None = None,
    ignore: Ignore | None = None,
    initial: Collection[str] = (),
    on_ready: Callable[[], None] | None = None,
    force_polling: bool | None = None,
) -> AsyncGenerator[Change, None]:
    """Yield what happens to the files below ``root``; paths are relative, ``/`` between parts.

    ``Changing`` comes as soon as bytes of a path move and at most once until its ``Settled``, which
    comes once per final content: when nothing was written for ``quiet`` seconds, or at once where a
    rename put the whole content there. The paths in ``initial`` are reported as they are at the
    start (gone ones too). ``on_ready`` is called in the event loop as soon as no change can be
    missed any more. The root may come, go and come back. ``force_polling`` True looks at the files
    at intervals (watchfiles reads the default from ``WATCHFILES_FORCE_POLLING``).

    The work is done in one thread of its own, which ends within two steps after ``stop``, after the
    iteration was left, or after the task was cancelled.

    Raises:
        WatchError: when the watching itself failed.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Sequence[Change] | BaseException | None] = asyncio.Queue()
    ended = threading.Event()

    def post(item: Sequence[Change] | BaseException | None) -> None:
        try:
            loop.call_soon_threadsafe(queue.put_nowait, item)
        except RuntimeError:
            ended.set()

    def ready() -> None:
        if on_ready is not None:
            loop.call_soon_threadsafe(on_ready)

    observer = Observer(
        root,
        quiet=quiet,
        ignore=ignore or Ignore(),
        stop=_Either(ended, stop),
        force_polling=force_polling,
    )

    def observe() -> None:
        try:
            observer.run(post, ready, initial)
        except BaseException as error:
            post(error)
        else:
            post(None)

    thread = threading.Thread(target=observe, name="pbc-tui watcher", daemon=True)
    thread.start()
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise WatchError(f"{root}: watching failed: {item}") from item
            for change in item:
                yield change
    finally:
        ended.set()
        thread.join(_FAREWELL)


class _Either:
    """Set as soon as one of the two is."""

    def __init__(self, first: threading.Event, second: asyncio.Event | None) -> None:
        self._first = first
        self._second = second

    def is_set(self) -> bool:
        return self._first.is_set() or (self._second is not None and self._second.is_set())
