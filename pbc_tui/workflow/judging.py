"""Judging the open task's file: the six checks on the bytes that lie on disk, and no others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from pbc_tui.agents.handoff import give_feedback
from pbc_tui.checks.pipeline import check_file, started
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Verdict
from pbc_tui.session import events as e
from pbc_tui.workflow.file_content import content_of, digest_on_disk
from pbc_tui.workflow.interpreter import Interpreter
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.open_specification import specification_now, tests_can_run
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.prompting import feedback_text
from pbc_tui.workflow.refused import refusing
from pbc_tui.workflow.subjects import subject_of

NO_TESTS_RUN = "the tests of this file cannot run yet"


class Judging:
    """Runs the checks for one file at a time; a newer write ends the run that is under way.

    ``show`` receives every new ``Live`` value; ``failure`` says why the last run broke, "" if not.
    """

    def __init__(
        self, project: Project, interpreter: Interpreter, show: Callable[[Live], None]
    ) -> None:
        self._project = project
        self._interpreter = interpreter
        self._show = show
        self._running: asyncio.Task[None] | None = None
        self.live = Live()
        self.failure = ""

    def begin(self, task: Task) -> None:
        """Judge the file of ``task`` as it lies on disk now."""
        self.cancel()
        self.failure = ""
        self._running = asyncio.create_task(self._judge(task), name=f"judge {task.id}")
        self._running.add_done_callback(self._on_end)

    def withdraw(self, task: Task) -> None:
        """The bytes are moving: no verdict on the earlier ones is shown any longer."""
        self.cancel()
        if self._project.state.progress_of(task.id).verdict is not None:
            self._project.record(e.Withdrawn(task=task.id))
        self.show(phase=Phase.WRITING, results={}, running=frozenset(), settled_at=None)

    async def stop(self) -> None:
        """End what is under way."""
        running = self._running
        self.cancel()
        if running is not None:
            await asyncio.gather(running, return_exceptions=True)

    async def verdict_on(self, spec: Specification, *, on_result: _OnResult = None) -> Verdict:
        """Run the six checks for a specification; tests run under the project's interpreter."""
        python, reason = None, NO_TESTS_RUN
        if tests_can_run(spec):
            python, reason = await self._interpreter.ready()
        subject = subject_of(
            self._project.root, self._project.state, spec, python=python, no_python=reason
        )
        return await check_file(subject, on_result)

    def show(self, **changes: object) -> None:
        """Put a changed ``Live`` value on the screen."""
        self.live = replace(self.live, **changes)  # type: ignore[arg-type]
        self._show(self.live)

    def cancel(self) -> None:
        """End the run that is under way."""
        if self._running is not None and not self._running.done():
            self._running.cancel()
        self._running = None

    def _on_end(self, run: asyncio.Task[None]) -> None:
        """A run that broke is said so: a check that did not end is never shown as passed."""
        if run.cancelled() or (error := run.exception()) is None:
            return
        self.failure = single_line(f"the checks could not be run: {error}")
        self.show(phase=Phase.WAITING, running=frozenset(), activity=self.failure)

    async def _judge(self, task: Task) -> None:
        content = content_of(self._project.root, task.path)
        if content is not None and started(content, task.spec):
            self.show(phase=Phase.STARTED, results={}, running=frozenset())
            return
        self.show(
            phase=Phase.CHECKING,
            task=task.id,
            results={},
            running=frozenset(CheckName),
            settled_at=datetime.now(UTC),
        )
        began = time.monotonic()
        spec = specification_now(self._project.state, task)
        verdict = await self.verdict_on(spec, on_result=self._on_result)
        if verdict.sha256 != digest_on_disk(self._project.root, task.path):
            # It changed while it was being checked; the watcher reports the newer bytes.
            self.show(phase=Phase.WRITING, results={}, running=frozenset())
            return
        seconds = time.monotonic() - began
        self._project.record(e.Judged(task=task.id, verdict=verdict, seconds=round(seconds, 3)))
        root = self._project.root
        with refusing():
            give_feedback(root, task.id, feedback_text(root, self._project.state, task))
        self.show(phase=Phase.JUDGED, running=frozenset(), seconds=seconds)

    def _on_result(self, result: CheckResult) -> None:
        self.show(
            results={**self.live.results, result.name: result},
            running=self.live.running - {result.name},
        )


_OnResult = Callable[[CheckResult], None] | None
