"""Judging the open task's file: the six checks on the bytes that lie on disk, and no others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pbc_tui.checks.pipeline import Subject, check_file, repeat_tests, started
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Verdict
from pbc_tui.session import events as e
from pbc_tui.workflow.confirming import Confirming
from pbc_tui.workflow.file_content import content_of, digest_on_disk
from pbc_tui.workflow.handing_over import tell_findings
from pbc_tui.workflow.interpreter import Interpreter
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.open_specification import specification_now, tests_can_run
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.subjects import PYPROJECT, subject_of
from pbc_tui.workflow.under_way import UnderWay

NO_TESTS_RUN = "the tests of this file cannot run yet"


class Judging:
    """Runs the checks for one file at a time; a newer write ends the run that is under way.

    ``show`` receives every new ``Live`` value; ``failure`` says why the last run broke, "" if not.
    With a ``workshop``, tools and tests are forked from warm processes, and a verdict on the open
    task is confirmed by a fresh run of its tests.
    """

    def __init__(
        self,
        project: Project,
        interpreter: Interpreter,
        show: Callable[[Live], None],
        workshop: Workshop | None = None,
    ) -> None:
        self._project = project
        self._interpreter = interpreter
        self._show = show
        self._workshop = workshop
        self._confirming = Confirming(
            project, lambda under_way: self.show(confirming=under_way), self.tell
        )
        self._runs = UnderWay()
        self._running: asyncio.Task[None] | None = None
        self.live = Live()
        self.failure = ""

    def begin(self, task: Task) -> None:
        """Judge the file of ``task`` as it lies on disk now."""
        self.cancel()
        self.failure = ""
        self._running = self._runs.begin(self._judge(task), f"judge {task.id}")
        self._running.add_done_callback(self._on_end)

    def withdraw(self, task: Task) -> None:
        """The bytes are moving: no verdict on the earlier ones is shown any longer."""
        self.cancel()
        if self._project.state.progress_of(task.id).verdict is not None:
            self._project.record(e.Withdrawn(task=task.id))
        self.show(phase=Phase.WRITING, results={}, running=frozenset(), settled_at=None)

    async def stop(self) -> None:
        """End what is under way and wait until it has ended."""
        self.cancel()
        await self._runs.stop()
        await self._confirming.stop()

    def warm_up(self, python: Path) -> None:
        """Have the tests' process ready, under the project's interpreter, before it is needed."""
        if self._workshop is not None:
            project = self._project
            spec = Specification(path=PYPROJECT)
            self._workshop.tests(subject_of(project.root, project.state, spec, python=python))

    async def confirmed(self) -> None:
        """Wait for the fresh run that confirms the verdict, where one is under way.

        Raises:
            Refused: when it came to another result, or the file changed meanwhile.
        """
        await self._confirming.wait()

    async def verdict_on(self, spec: Specification) -> Verdict:
        """Run the six checks for a specification, the tests in a fresh sandbox."""
        return await check_file(await self._subject(spec), None, self._workshop, fresh=True)

    async def _subject(self, spec: Specification) -> Subject:
        """What is judged; tests run under the project's interpreter."""
        python, reason = None, NO_TESTS_RUN
        if tests_can_run(self._project.state, spec):
            python, reason = await self._interpreter.ready()
        return subject_of(
            self._project.root, self._project.state, spec, python=python, no_python=reason
        )

    def show(self, **changes: object) -> None:
        """Put a changed ``Live`` value on the screen."""
        self.live = replace(self.live, **changes)  # type: ignore[arg-type]
        self._show(self.live)

    def cancel(self) -> None:
        """End the run that is under way, and what would confirm the last one."""
        self._confirming.cancel()
        if self._running is not None:
            self._runs.cancel(self._running)
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
        subject = await self._subject(spec)
        verdict = await check_file(subject, self._on_result, self._workshop)
        if verdict.sha256 != digest_on_disk(self._project.root, task.path):
            # It changed while it was being checked; the watcher reports the newer bytes.
            self.show(phase=Phase.WRITING, results={}, running=frozenset())
            return
        seconds = time.monotonic() - began
        self._project.record(e.Judged(task=task.id, verdict=verdict, seconds=round(seconds, 3)))
        self.tell(task)
        self.show(phase=Phase.JUDGED, running=frozenset(), seconds=seconds)
        if verdict.provisional:
            sha256, workshop = verdict.sha256, self._workshop
            self._confirming.begin(task, verdict, lambda: repeat_tests(subject, sha256, workshop))

    def tell(self, task: Task) -> None:
        """Write the verdict as it stands now where the agent reads it."""
        tell_findings(self._project, task)

    def _on_result(self, result: CheckResult) -> None:
        self.show(
            results={**self.live.results, result.name: result},
            running=self.live.running - {result.name},
        )
