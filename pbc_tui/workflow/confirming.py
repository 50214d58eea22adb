"""Before a file is accepted, its tests run once more: on a fresh copy, in a fresh sandbox.

A verdict whose tests ran in a warm process is provisional. The fresh run begins in the background
while the person reads; ACCEPT waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import CheckName, CheckResult, Verdict
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.under_way import UnderWay

OTHER_RESULT = "in a fresh sandbox the tests came to another result"

Repeat = Callable[[], Awaitable[CheckResult]]
"""Runs the tests again; it does not raise."""


class Confirming:
    """The fresh run behind one provisional verdict at a time.

    ``show`` is told whether one is under way, ``on_other`` that it came to another verdict.
    """

    def __init__(
        self,
        project: Project,
        show: Callable[[bool], None],
        on_other: Callable[[Task], None],
    ) -> None:
        self._project = project
        self._show = show
        self._on_other = on_other
        self._runs = UnderWay()
        self._running: asyncio.Task[None] | None = None

    def begin(self, task: Task, verdict: Verdict, repeat: Repeat) -> None:
        """Run the tests behind ``verdict`` again."""
        self.cancel()
        self._running = self._runs.begin(self._confirm(task, verdict, repeat), f"confirm {task.id}")
        self._show(True)

    def cancel(self) -> None:
        """Nobody waits for it any more: the file changes, or the task is left."""
        if self._running is not None:
            if not self._running.done():
                self._runs.cancel(self._running)
                self._show(False)
            self._running = None

    async def stop(self) -> None:
        """End what is under way and wait until it has ended."""
        self.cancel()
        await self._runs.stop()

    async def wait(self) -> None:
        """Wait until the verdict is confirmed, where that is under way.

        Raises:
            Refused: when the fresh run came to another result, or was broken off.
        """
        running = self._running
        if running is None:
            return
        before = self._verdict()
        await asyncio.gather(asyncio.shield(running), return_exceptions=True)
        if running.cancelled():
            raise Refused("the file has changed meanwhile")
        after = self._verdict()
        if before is not None and before.provisional and _result(before) != _result(after):
            raise Refused(f"{OTHER_RESULT}; look at the verdict again")

    def _verdict(self) -> Verdict | None:
        state = self._project.state
        return state.progress_of(state.opened).verdict if state.opened else None

    async def _confirm(self, task: Task, verdict: Verdict, repeat: Repeat) -> None:
        try:
            result = await repeat()
        except Exception as error:
            words = single_line(f"the tests could not be repeated: {error}")
            result = CheckResult.error(CheckName.TESTS, words)
        state = self._project.state
        current = state.progress_of(task.id).verdict if state.opened == task.id else None
        if current is None or current.sha256 != verdict.sha256 or not current.provisional:
            self._show(False)
            return
        if result.result is _result(current):
            confirmed = e.TestsConfirmed(task=task.id, sha256=verdict.sha256, result=result)
            self._project.record(confirmed)
        else:
            told = single_line(f"{OTHER_RESULT}: {result.reason or result.result.value}")
            other = current.repeated(result.model_copy(update={"reason": told}))
            seconds = round(state.progress_of(task.id).seconds, 3)
            self._project.record(e.Judged(task=task.id, verdict=other, seconds=seconds))
            self._on_other(task)
        self._show(False)


def _result(verdict: Verdict | None) -> object:
    tests = verdict.check(CheckName.TESTS) if verdict is not None else None
    return tests.result if tests is not None else None
