"""Noticing what happens on disk: the target, writes outside the task, accepted files (SPEC 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow.file_content import digest_on_disk
from pbc_tui.workflow.judging import Judging
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.open_specification import specification_now
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.scope_guard import ScopeGuard
from pbc_tui.workflow.subjects import settings_of
from pbc_tui.workflow.under_way import UnderWay
from pbc_tui.workflow.watched import Watched
from pbc_tui.workspace.ignore import Ignore

if TYPE_CHECKING:
    from pbc_tui.workspace.watcher import Changing, Settled


class Noticing:
    """Watches the repository while stage 4 is alive and tells judging and the scope guard."""

    def __init__(
        self,
        project: Project,
        watched: Watched,
        judging: Judging,
        scope: ScopeGuard,
    ) -> None:
        self._project = project
        self._judging = judging
        self._scope = scope
        self._watched = watched
        self._ignore = Ignore()
        self._quiet = 0.0
        self._fault = ""
        self._doubt = ""
        self._stop = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._validations = UnderWay()
        self._revalidating: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Watch, and come back as soon as no write can be missed any more."""
        self._stop.clear()
        self._ignore, self._quiet = self._wanted(), self._wanted_quiet()
        ready = asyncio.Event()
        self._watching = asyncio.create_task(self._watch(ready.set), name="watcher")
        await ready.wait()

    async def follow_plan(self) -> None:
        """Watch anew where other directories count, or another quiet time, than did so far."""
        wanted = (self._wanted(), self._wanted_quiet())
        if self._watching is not None and (self._ignore, self._quiet) != wanted:
            self._stop.set()
            await asyncio.gather(self._watching, return_exceptions=True)
            await self.start()

    def _wanted(self) -> Ignore:
        return self._watched.ignore(self._project.state)

    def _wanted_quiet(self) -> float:
        """The quiet time in seconds, as the project sets it; what is wrong there is shown."""
        settings = settings_of(self._project.root, self._project.state)
        fault = "; ".join(settings.faults)
        if fault != self._fault:
            self._fault = fault
            self._show_doubts()
        return settings.quiet_milliseconds / 1000

    async def stop(self) -> None:
        """End the watching and everything that it began."""
        self._stop.set()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._validations.stop()
        self._watching = None
        self._revalidating.clear()

    def read_again(self) -> None:
        """What lies on disk is read again, not trusted: it may have changed unwatched."""
        state = self._project.state
        for task in state.plan.tasks:
            on_disk = digest_on_disk(self._project.root, task.path)
            if state.status(task) is Status.ACCEPTED:
                self._revalidate(task, on_disk)
            elif task.id == state.opened:
                verdict = state.progress_of(task.id).verdict
                if verdict is not None and verdict.sha256 != on_disk:
                    self._judging.withdraw(task)

    async def _watch(self, ready: Callable[[], None]) -> None:
        from pbc_tui.workspace.watcher import Changing, WatchError, watch

        root = self._project.root
        try:
            changes = watch(
                root,
                quiet=self._quiet,
                stop=self._stop,
                ignore=self._ignore,
                on_ready=ready,
                on_doubt=self._on_doubt,
            )
            async for event in changes:
                if isinstance(event, Changing):
                    self._on_changing(event)
                else:
                    self._on_settled(event)
        except (WatchError, Refused) as error:
            ready()
            self._judging.show(
                activity=f"watching ended: {error}; the command re-check still looks at the file"
            )

    def _on_doubt(self, reason: str) -> None:
        self._doubt = f"{reason}: files are looked at in turns" if reason else ""
        self._show_doubts()

    def _show_doubts(self) -> None:
        words = "; ".join(each for each in (self._fault, self._doubt) if each)
        self._judging.show(watching=single_line(words))

    def _on_changing(self, event: Changing) -> None:
        task = self._project.state.open_task
        if task is not None and task.path == event.path:
            self._judging.withdraw(task)

    def _on_settled(self, event: Settled) -> None:
        state = self._project.state
        task = state.open_task
        if task is not None and event.path == task.path:
            if event.sha256 is None:
                self._judging.show(phase=Phase.WAITING, activity=f"{task.path} was deleted")
            else:
                self._judging.begin(task)
            return
        if not state.building:
            return
        other = state.plan.by_path.get(event.path)
        if other is not None and state.status(other) is Status.ACCEPTED:
            self._revalidate(other, digest_on_disk(self._project.root, event.path))
        if task is not None and not _is_handed_over(state, task, event.path):
            self._scope.notice(task, event.path)

    def _revalidate(self, task: Task, sha256: str) -> None:
        progress = self._project.state.progress_of(task.id)
        if sha256 == progress.sha256 and progress.changed_since is None:
            return
        if earlier := self._revalidating.pop(task.id, None):
            self._validations.cancel(earlier)

        async def judge() -> None:
            spec = specification_now(self._project.state, task)
            verdict = await self._judging.verdict_on(spec)
            self._project.record(e.AcceptedFileChanged(task=task.id, verdict=verdict))

        judging = self._validations.begin(judge(), f"judge again {task.id}")
        judging.add_done_callback(self._on_end)
        self._revalidating[task.id] = judging

    def _on_end(self, judging: asyncio.Task[None]) -> None:
        if not judging.cancelled() and (error := judging.exception()) is not None:
            self._judging.show(activity=single_line(f"an accepted file was not judged: {error}"))


def _is_handed_over(state: State, task: Task, path: str) -> bool:
    """Whether a path belongs to a file that was handed over together with the open task."""
    return any(other.path == path for other in state.together_with(task))
