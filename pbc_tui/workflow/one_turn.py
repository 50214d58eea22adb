"""What every turn of an agent has, whatever it is for: what is said in it, and a way to end it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from pbc_tui.agents.transcript import Transcript
from pbc_tui.design.plain_text import single_line
from pbc_tui.workflow.permissions import Permissions
from pbc_tui.workflow.under_way import UnderWay


class OneTurn:
    """Runs one turn at a time; ``failure`` says why the last one came to nothing, "" otherwise.

    ``transcript`` is what the agent said in the last one, and ``permissions`` what it asks leave
    for; ``changed`` is told of both. Without a person (``nobody``) every leave is refused.
    """

    def __init__(self, changed: Callable[[], None], *, nobody: bool = False) -> None:
        self._changed = changed
        self._turns = UnderWay()
        self._running: asyncio.Task[None] | None = None
        self.failure = ""
        self.transcript = Transcript()
        self.permissions = Permissions(changed, nobody=nobody)

    @property
    def under_way(self) -> bool:
        """Whether the agent is still at it."""
        return self._running is not None and not self._running.done()

    def cancel(self) -> None:
        """End the turn that is under way."""
        if self._running is not None:
            self._turns.cancel(self._running)

    async def stop(self) -> None:
        """End the turn that is under way and wait until nothing of it is left."""
        await self._turns.stop()
        self._running = None

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run ``work`` as the turn in place of an earlier one."""
        self.cancel()
        self.failure = ""
        self._running = self._turns.begin(work, name)
        self._running.add_done_callback(self._on_end)

    def _listen(self) -> Transcript:
        """The transcript of the turn that begins."""
        self.transcript = Transcript(self._changed)
        return self.transcript

    def _ended(self, error: BaseException | None) -> None:
        """The last turn has ended by itself; ``error`` is what it broke by."""

    def _on_end(self, turn: asyncio.Task[None]) -> None:
        """Whoever waits for the end of a turn is told, also when it broke."""
        if turn.cancelled():
            return
        error = turn.exception()
        if error is not None:
            self.failure = single_line(f"the turn broke: {type(error).__name__}: {error}")
        if turn is self._running:
            self._ended(error)
