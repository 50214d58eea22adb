"""The watcher: tells which files of a repository change and what they settle to (SPEC 6)."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from pathlib import Path

from pbc_tui.design.own_settings import SETTINGS
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.notifications import source_for
from pbc_tui.workspace.observer import Observer
from pbc_tui.workspace.settling import Change, Changing, Settled

QUIET = SETTINGS["quiet_milliseconds"].usual / 1000
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
    on_doubt: Callable[[str], None] | None = None,
    force_polling: bool | None = None,
) -> AsyncGenerator[Change, None]:
    """Yield what happens to the files below ``root``; paths are relative, ``/`` between parts.

    ``Changing`` comes as soon as bytes of a path move and at most once until its ``Settled``, which
    comes once per final content: when nothing was written for ``quiet`` seconds, or at once where a
    rename put the whole content there. The paths in ``initial`` are reported as they are at the
    start (gone ones too). ``on_ready`` is called in the event loop as soon as no change can be
    missed any more; ``on_doubt`` with one line that says why the system's notices do not suffice,
    so that the files are looked at in turns, and with "" once they do. The root may come, go and
    come back. ``force_polling`` is that of ``source_for``.

    The work is done in one thread of its own, which ends as soon as ``stop`` is set, the iteration
    was left, or the task was cancelled.

    Raises:
        WatchError: when the watching itself failed.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Sequence[Change] | BaseException | None] = asyncio.Queue()
    ended = threading.Event()
    place = _real(root)
    source = source_for(place, force_polling=force_polling)

    def tell(work: Callable[..., None], *arguments: object) -> None:
        try:
            loop.call_soon_threadsafe(work, *arguments)
        except RuntimeError:
            ended.set()

    def post(item: Sequence[Change] | BaseException | None) -> None:
        tell(queue.put_nowait, item)

    observer = Observer(
        place,
        quiet=quiet,
        ignore=ignore or Ignore(),
        stop=ended,
        source=source,
        doubt=lambda reason: tell(on_doubt, reason) if on_doubt is not None else None,
    )

    def ready() -> None:
        if on_ready is not None:
            tell(on_ready)

    def end() -> None:
        ended.set()
        source.wake()

    async def end_on_stop() -> None:
        if stop is not None:
            await stop.wait()
            end()

    def observe() -> None:
        try:
            observer.run(post, ready, initial)
        except BaseException as error:
            post(error)
        else:
            post(None)

    thread = threading.Thread(target=observe, name="pbc-tui watcher", daemon=True)
    thread.start()
    stopping = asyncio.create_task(end_on_stop())
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise WatchError(f"{root}: watching failed: {item}") from item
            for change in item:
                yield change
            # A flood of changes is no reason to leave everybody else waiting.
            await asyncio.sleep(0)
    finally:
        stopping.cancel()
        end()
        thread.join(_FAREWELL)


def _real(root: Path) -> str:
    """The directory itself, where the root is a link to it."""
    return os.path.realpath(root)
