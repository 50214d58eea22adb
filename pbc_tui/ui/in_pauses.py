"""Work on what is being edited: at once where it is small, in the pauses of editing otherwise."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

PAUSE = 0.3
"""Seconds without an edit after which a large thing is worked on."""

Asked = TypeVar("Asked")
Found = TypeVar("Found")


class InPauses(Generic[Asked, Found]):
    """Calls ``show`` with what ``work`` makes of what was asked about last.

    ``work`` may run in a thread, so it works on values alone; ``small`` says of what it does not.
    """

    def __init__(
        self,
        node: Widget,
        work: Callable[[Asked], Found],
        show: Callable[[Found], None],
        small: Callable[[Asked], bool],
        *,
        pause: float = PAUSE,
    ) -> None:
        self._node = node
        self._work = work
        self._show = show
        self._small = small
        self._length = pause
        self._wanted: list[Asked] = []
        self._working = False
        self._pause: Timer | None = None

    @property
    def pending(self) -> bool:
        """Whether what is shown belongs to something earlier."""
        return bool(self._wanted)

    def look(self, asked: Asked) -> None:
        """Work on this, and on nothing earlier."""
        if self._pause is not None:
            self._pause.stop()
        if self._small(asked):
            self._wanted = []
            self._show(self._work(asked))
            return
        self._wanted = [asked]
        self._pause = self._node.set_timer(self._length, self._begin)

    def _begin(self) -> None:
        if not self._wanted or self._working:
            return
        self._working = True
        arguments = (self._wanted, asyncio.get_running_loop())
        # As a daemon it keeps nobody from leaving.
        Thread(target=self._in_thread, args=arguments, name="in pauses", daemon=True).start()

    def _in_thread(self, wanted: list[Asked], loop: asyncio.AbstractEventLoop) -> None:
        found: list[Found] = []
        fault: Exception | None = None
        try:
            found.append(self._work(wanted[0]))
        except Exception as error:
            fault = error
        # The application may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._end, wanted, found, fault)

    def _end(self, wanted: list[Asked], found: list[Found], fault: Exception | None) -> None:
        self._working = False
        if not self._node.is_attached:
            return
        if wanted is not self._wanted:
            self._begin()
        elif fault is not None:
            raise fault
        else:
            self._wanted = []
            self._show(found[0])
