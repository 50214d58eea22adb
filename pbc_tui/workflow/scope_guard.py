"""Writes outside the open task: noticed, shown, and decided by the person (SPEC 6)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TypeVar

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.session.renames import renames
from pbc_tui.workflow.file_content import content_of, digest_on_disk
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.watched import HISTORY, Watched
from pbc_tui.workspace.backups import DIRECTORY as BACKUPS
from pbc_tui.workspace.file_names import path_of, written
from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.scope import Kind, Scope, ScopeChange

LOT = 200
"""How many paths are looked at before what was found is recorded and shown."""

_SHOWN = 40
"""Characters of a commit's or a branch's name that are shown."""
_FIRST = 0.2
"""Seconds for which what the repository holds is read before a task begins."""
_SLICE = 0.05
"""Seconds of further reading after which something else has its turn, as long a time."""

_T = TypeVar("_T")


class ScopeGuard:
    """Knows what the repository was when the open task began.

    The disk is looked at in one thread beside the screen, one thing after the other. ``tell``
    receives a line when what was found cannot be recorded. What was noticed goes by the names that
    ``file_names.written`` gives to paths. Branches that move are only said, as commits of the
    person; while ``runs`` says that the program of an agent is at it nobody can know whose they
    are, so that the person decides on them as on any write.
    """

    def __init__(
        self,
        project: Project,
        watched: Watched,
        tell: Callable[[str], None],
        runs: Callable[[], bool] = lambda: False,
    ) -> None:
        self._project = project
        self._watched = watched
        self._tell = tell
        self._runs = runs
        self._ignore: Ignore | None = None
        self._scope = Scope(project.root)
        self._thread = _thread()
        self._waiting: dict[str, Task] = {}
        self._around: Task | None = None
        self._history: Task | None = None
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

    def look_around(self, task: Task, *, after_turn: bool = False) -> None:
        """Have it looked at what no notice tells of: permissions, and the backups themselves.

        Whoever calls this knows when an agent may have been at it: a file was judged, or a turn
        ended. ``after_turn``: the program of an agent ran, so branches that moved are decided on.
        """
        self._around = task
        if after_turn:
            self._history = task
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
        if earlier := renames(self._project.state.scope).get(path):
            names = f"{single_line(earlier)} -> {single_line(path)}"
            return f"{names}: renamed, the content is the same"
        return await self._beside(lambda: self._scope.diff(path_of(path), before))

    async def decide(self, path: str | None, decision: e.ScopeDecision) -> None:
        """Keep what was written, restore what was there, or leave it to the task of this path.

        None decides on everything that was noticed, as far as that can be done. A rename is
        decided on as a whole.

        Raises:
            Refused: when nothing was noticed there, or an earlier content cannot be had.
        """
        noticed = self._project.state.scope if path is None else self._whole(path)
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
                if path in self._project.handed:
                    self._project.handed[path] = content_of(self._project.root, path)
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
        while self._waiting or self._around:
            await self._look_around()
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
            moved = [each.text for each in found if isinstance(each, e.Noted)]
            if moved:
                await self.adopt([path for path in lot if self._watched.is_history(path)])
                self._tell(moved[-1])

    async def _look_around(self) -> None:
        if (history := self._history) is not None:
            self._history = None
            branches = await self._beside(partial(self._scope.below, HISTORY))
            self._record(
                event
                for path, change in branches.items()
                if (event := self._event(history, path, change, decided=True)) is not None
            )
        if (task := self._around) is not None:
            self._around = None
            others = await self._beside(self._scope.other_permissions)
            self._record(
                event
                for path, change in islice(others.items(), LOT)
                if (event := self._event(task, path, change)) is not None
            )
            mended, lost = await self._beside(self._scope.mend_backups)
            if mended or lost:
                words = f"something else changed {BACKUPS}: {mended} contents are kept anew"
                words += f", {lost} cannot come back any more" if lost else ""
                self._record([e.Noted(text=words)])
                self._tell(words)

    def _record(self, found: Iterable[e.Event]) -> None:
        events = tuple(found)
        try:
            self._project.record(*events)
        except Refused as error:
            self._tell(single_line(f"writes outside the task were not recorded: {error}"))

    def _changes(self, paths: tuple[str, ...]) -> dict[str, ScopeChange | None]:
        return {path: self._scope.change(path) for path in paths}

    def _event(
        self, task: Task, path: str, change: ScopeChange | None, *, decided: bool = False
    ) -> e.Event | None:
        name = written(path)
        if path in self._project.handed:
            change = self._change_of_ours(path)
        noticed = self._project.state.outside.get(name)
        if change is None:
            mine = noticed is not None and noticed.task == task.id
            return e.ScopeDecided(path=name, decision="restored") if mine else None
        if noticed is not None and noticed.after == change.after:
            return None
        if change.kind == "permissions" and (path == task.path or noticed is not None):
            return None
        if self._watched.is_history(path) and not (decided or self._runs() or noticed):
            cause = "a branch that you took away?" if change.kind == "deleted" else "a commit?"
            return e.Noted(text=f"{name} {change.kind}{self._moved(path, change)}: {cause}")
        return e.ScopeBroken(
            task=task.id, path=name, change=change.kind, before=change.before, after=change.after
        )

    def _change_of_ours(self, path: str) -> ScopeChange | None:
        """What became of something that was put before the agent.

        We write it between two steps of the event loop, where this is called: what lies there is
        either what we wrote, or somebody else's.
        """
        ours = self._project.handed[path]
        expected = "" if ours is None else hashlib.sha256(ours).hexdigest()
        on_disk = digest_on_disk(self._project.root, path)
        if on_disk == expected:
            return None
        before = None if ours is None else self._scope.keep(ours)
        kind: Kind = "created" if ours is None else "modified" if on_disk else "deleted"
        return ScopeChange(kind, before, on_disk or None)

    def _moved(self, path: str, change: ScopeChange) -> str:
        before = self._scope.earlier(change.before).decode("utf-8", "replace")
        now = (content_of(self._project.root, path) or b"").decode("utf-8", "replace")
        names = [single_line(each.strip().removeprefix("ref: "), 60) for each in (before, now)]
        return f" ({' -> '.join(each[:_SHOWN] or 'nothing' for each in names)})"

    async def _beside(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _whole(self, path: str) -> tuple[e.ScopeBroken, ...]:
        """What was noticed at a path, what was there before a rename first."""
        earlier = renames(self._project.state.scope).get(path)
        paths = (path,) if earlier is None else (earlier, path)
        return tuple(self._noticed(each) for each in paths)

    def _noticed(self, path: str) -> e.ScopeBroken:
        noticed = self._project.state.outside.get(path)
        if noticed is None:
            raise Refused(f"{path}: nothing was written there outside a task")
        return noticed


def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "pbc-tui scope")
