"""Looks over a structure: at once where it is small, in the pauses of editing where it is large."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from pbc_tui.session.state import State
    from pbc_tui.workflow.looking_over import Overview

AT_ONCE = 300
"""Entries up to which looking takes less time than anybody notices."""
PAUSE = 0.3
"""Seconds without an edit after which a large structure is looked over."""


class LookingOver:
    """Calls ``show`` with what was found for the state that was asked about last."""

    def __init__(self, node: Widget, show: Callable[[Overview], None]) -> None:
        self._node = node
        self._show = show
        self._wanted: State | None = None
        self._looking = False
        self._pause: Timer | None = None

    @property
    def pending(self) -> bool:
        """Whether what is shown belongs to an earlier state."""
        return self._wanted is not None

    def look(self, state: State) -> None:
        """Look over this state, and no earlier one."""
        from pbc_tui.workflow.looking_over import look_over

        if self._pause is not None:
            self._pause.stop()
        if len(state.tree) <= AT_ONCE:
            self._wanted = None
            self._show(look_over(state))
            return
        self._wanted = state
        self._pause = self._node.set_timer(PAUSE, self._begin)

    def _begin(self) -> None:
        if self._wanted is None or self._looking:
            return
        self._looking = True
        arguments = (self._wanted, asyncio.get_running_loop())
        # It works on values alone; as a daemon it keeps nobody from leaving.
        Thread(target=self._work, args=arguments, name="looking over", daemon=True).start()

    def _work(self, state: State, loop: asyncio.AbstractEventLoop) -> None:
        from pbc_tui.workflow.looking_over import look_over

        found: Overview | Exception
        try:
            found = look_over(state)
        except Exception as error:
            found = error
        # The application may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._end, state, found)

    def _end(self, state: State, found: Overview | Exception) -> None:
        self._looking = False
        if not self._node.is_attached:
            return
        if state is not self._wanted:
            self._begin()
        elif isinstance(found, Exception):
            raise found
        else:
            self._wanted = None
            self._show(found)
