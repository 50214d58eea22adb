"""Ending the application from outside: asked to (SIGTERM), or its terminal is gone (SIGHUP)."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable

_PATIENCE = 5.0
_PATIENCE_WITHOUT_TERMINAL = 0.8
"""Seconds after which the process ends however far it came: the journal is on the disk already."""


def end_on_signals(leave: Callable[[int], None], let_go: Callable[[], Awaitable[None]]) -> None:
    """Leave in good order by ``leave`` with the exit status of a signal, when one asks for it.

    Without a terminal nothing can be drawn any more, and whoever tries may wait for ever: there
    ``let_go`` ends what runs, and the process is over.
    """
    if os.name == "nt":
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    async def vanish() -> None:
        try:
            await let_go()
        finally:
            from pbc_tui.workspace import scratch

            scratch.remove()
            os._exit(128 + signal.SIGHUP)

    def asked() -> None:
        _end_after(_PATIENCE, signal.SIGTERM)
        leave(128 + signal.SIGTERM)

    def gone() -> None:
        _end_after(_PATIENCE_WITHOUT_TERMINAL, signal.SIGHUP)
        tasks.add(asyncio.create_task(vanish()))

    loop.add_signal_handler(signal.SIGTERM, asked)
    loop.add_signal_handler(signal.SIGHUP, gone)


def _end_after(seconds: float, number: signal.Signals) -> None:
    timer = threading.Timer(seconds, os._exit, [128 + number])
    timer.daemon = True
    timer.start()
