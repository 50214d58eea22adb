"""Ending the application from outside: asked to (SIGTERM), or its terminal is gone (SIGHUP).

What is drawn waits until the terminal takes it. A terminal that takes nothing any more holds the
event loop, so nothing here relies on it: signals are heard by Python's own handlers, a terminal
that is gone by a thread, and what waits to be written is dropped.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Awaitable, Callable

_PATIENCE = 5.0
_PATIENCE_WITHOUT_TERMINAL = 0.8
"""Seconds after which the process ends however far it came: the journal is on the disk already."""


def end_on_signals(
    leave: Callable[[int], None], let_go: Callable[[], Awaitable[None]], drop: Callable[[], None]
) -> None:
    """Leave in good order by ``leave`` with the exit status of a signal, when one asks for it.

    Without a terminal nothing can be drawn any more: there ``let_go`` ends what runs, and the
    process is over. ``drop`` takes what waits to be written, for ever, in a thread of its own.
    """
    if os.name == "nt":
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    async def vanish() -> None:
        try:
            await let_go()
        finally:
            _end(signal.SIGHUP)

    def begin_to_vanish() -> None:
        # The signal and the thread may both tell; who comes second must not end the first half-way.
        if not tasks:
            tasks.add(asyncio.create_task(vanish()))

    def asked(*_: object) -> None:
        _end_after(_PATIENCE, signal.SIGTERM)
        loop.call_soon_threadsafe(leave, 128 + signal.SIGTERM)

    def gone(*_: object) -> None:
        _end_after(_PATIENCE_WITHOUT_TERMINAL, signal.SIGHUP)
        threading.Thread(target=drop, daemon=True).start()
        loop.call_soon_threadsafe(begin_to_vanish)

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGHUP, gone)
    if sys.__stdin__ is not None and sys.__stdin__.isatty():
        watching = (sys.__stdin__.fileno(), gone)
        threading.Thread(target=_wait_for_the_end_of, args=watching, daemon=True).start()


def _wait_for_the_end_of(terminal: int, gone: Callable[[], None]) -> None:
    """Say when a terminal is gone: not everyone who started us is told so by a signal."""
    waiting = select.poll()
    waiting.register(terminal, 0)
    waiting.poll()
    gone()


def _end_after(seconds: float, number: signal.Signals) -> None:
    timer = threading.Timer(seconds, _end, [number])
    timer.daemon = True
    timer.start()


def _end(number: signal.Signals) -> None:
    from pbc_tui.workspace import scratch

    scratch.remove()
    os._exit(128 + number)
