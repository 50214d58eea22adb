"""Writes outside the open task: noticed, shown, and decided by the person (SPEC 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TypeVar

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.watched import Watched
from pbc_tui.workspace.file_names import path_of, written
from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.scope import Scope, ScopeChange

LOT = 200
"""How many paths are looked at before what was found is recorded and shown."""

_FIRST = 0.2
"""Seconds for which what the repository holds is read before a task begins."""
_SLICE = 0.05
"""Seconds of further reading after which something else has its turn, as long a time."""

_T = TypeVar("_T")


class ScopeGuard:
    """Knows what the repository was when the open task began.

    The disk is looked at in one thread beside the screen, one thing after the other. ``tell``
    receives a line when what was found cannot be recorded. What was noticed goes by the names that
    ``file_names.written`` gives to paths.
    """

    def __init__(self, project: Project, watched: Watched, tell: Callable[[str], None]) -> None:
        self._project = project
        self._watched = watched
        self._tell = tell
        self._ignore: Ignore | None = None
        self._scope = Scope(project.root)
        self._thread = _thread()
        self._waiting: dict[str, Task] = {}
        self._watching_permissions: Task | None = None
        self._looking: asyncio.Task[None] | None = None
        self._keeping: asyncio.Task[None] | None = None

    async def take(self) -> None:
        """The repository as it is now is what a task begins with; undecided writes stay noticed."""
        if self._looking is not None:
            await asyncio.gather(self._looking, return_exceptions=True)
        state = self._project.state
        undecided = {entry.before for entry in state.scope if entry.before}

        def take() -> None:
            ignore = self._watched.ignore(state)
            if ignore != self._ignore:
                self._ignore = ignore
                self._scope = Scope(self._project.root, ignore=ignore)
            self._scope.take(undecided, seconds=_FIRST)

        await self._beside(take)
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep(), name="keeping what was there")

    def notice(self, task: Task, path: str) -> None:
        """Have a path looked at: record a write outside ``task``, or that one is undone again."""
        self._waiting[path] = task
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="writes outside the task")

    def look_at_permissions(self, task: Task) -> None:
        """Have it looked at whether the permissions of any file are others than they were.

        No notice tells of these alone, so whoever calls this knows when an agent may have been at
        it: a file was judged, or a turn ended.
        """
        self._watching_permissions = task
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="writes outside the task")

    async def adopt(self, paths: Collection[str]) -> None:
        """Take these paths as they are now for what the open task began with."""

        def accept() -> None:
            for path in paths:
                self._scope.accept(path)

        await self._beside(accept)

    async def stop(self) -> None:
        """Give up what is under way; the guard can be used again."""
        self._scope.end()
        under_way = [task for task in (self._looking, self._keeping) if task is not None]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self._waiting.clear()
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._ignore, self._thread = None, _thread()

    async def diff(self, path: str) -> str:
        """What was changed, as a unified diff.

        Raises:
            Refused: when nothing was noticed at this path.
        """
        before = self._noticed(path).before
        return await self._beside(lambda: self._scope.diff(path_of(path), before))

    async def decide(self, path: str | None, decision: e.ScopeDecision) -> None:
        """Keep what was written, restore what was there, or leave it to the task of this path.

        None decides on everything that was noticed, as far as that can be done.

        Raises:
            Refused: when nothing was noticed there, or an earlier content cannot be had.
        """
        noticed = self._project.state.scope if path is None else (self._noticed(path),)
        failures: list[str] = []
        for start in range(0, len(noticed), LOT):
            lot = noticed[start : start + LOT]
            settled, failed = await self._beside(partial(self._settle, lot, decision))
            failures += failed
            if settled:
                self._project.record(
                    *(e.ScopeDecided(path=name, decision=decision) for name in settled)
                )
        if failures:
            others = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
            raise Refused(failures[0] + others)

    def _settle(
        self, lot: tuple[e.ScopeBroken, ...], decision: e.ScopeDecision
    ) -> tuple[list[str], list[str]]:
        """Carry a decision out; the names where that was done, and why it was not elsewhere."""
        settled, failed = [], []
        for entry in lot:
            path = path_of(entry.path)
            try:
                if decision == "restored":
                    self._scope.restore(path, entry.before)
                self._scope.accept(path)
            except (WorkspaceError, OSError) as error:
                failed.append(str(error))
            else:
                settled.append(entry.path)
        return settled, failed

    async def _keep(self) -> None:
        """Keep in the background what a large repository held when the task began."""
        while True:
            if not await self._beside(lambda: self._scope.keep_more(_SLICE)):
                return
            await asyncio.sleep(_SLICE)

    async def _look(self) -> None:
        while self._waiting or self._watching_permissions:
            if (permitted := self._watching_permissions) is not None:
                self._watching_permissions = None
                others = await self._beside(self._scope.other_permissions)
                self._record(
                    event
                    for path, change in islice(others.items(), LOT)
                    if (event := self._event(permitted, path, change)) is not None
                )
            lot = dict(islice(self._waiting.items(), LOT))
            for path in lot:
                del self._waiting[path]
            changes = await self._beside(partial(self._changes, tuple(lot)))
            found = [
                event
                for path, task in lot.items()
                if (event := self._event(task, path, changes[path])) is not None
            ]
            self._record(found)

    def _record(self, found: Iterable[e.Event]) -> None:
        events = tuple(found)
        try:
            self._project.record(*events)
        except Refused as error:
            self._tell(single_line(f"writes outside the task were not recorded: {error}"))

    def _changes(self, paths: tuple[str, ...]) -> dict[str, ScopeChange | None]:
        return {path: self._scope.change(path) for path in paths}

    def _event(self, task: Task, path: str, change: ScopeChange | None) -> e.Event | None:
        name = written(path)
        noticed = self._project.state.outside.get(name)
        if change is None:
            mine = noticed is not None and noticed.task == task.id
            return e.ScopeDecided(path=name, decision="restored") if mine else None
        if noticed is not None and noticed.after == change.after:
            return None
        if change.kind == "permissions" and (path == task.path or noticed is not None):
            return None
        return e.ScopeBroken(
            task=task.id, path=name, change=change.kind, before=change.before, after=change.after
        )

    async def _beside(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _noticed(self, path: str) -> e.ScopeBroken:
        noticed = self._project.state.outside.get(path)
        if noticed is None:
            raise Refused(f"{path}: nothing was written there outside a task")
        return noticed


def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "pbc-tui scope")
