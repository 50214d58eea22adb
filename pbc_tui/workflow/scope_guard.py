"""Writes outside the open task: noticed, shown, and decided by the person (SPEC 6)."""

from __future__ import annotations

from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.scope import Scope


class ScopeGuard:
    """Knows what the repository was when the open task began."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._scope = Scope(project.root)

    def take(self) -> None:
        """The repository as it is now is what a task begins with; undecided writes stay noticed."""
        undecided = (entry.before for entry in self._project.state.scope)
        self._scope.take({digest for digest in undecided if digest})

    def notice(self, task: Task, path: str) -> None:
        """Record a write outside ``task``, or that what was noticed there is undone again."""
        change = self._scope.change(path)
        noticed = next((entry for entry in self._project.state.scope if entry.path == path), None)
        if change is None:
            if noticed is not None and noticed.task == task.id:
                self._project.record(e.ScopeDecided(path=path, decision="restored"))
            return
        if noticed is not None and noticed.after == change.after:
            return
        self._project.record(
            e.ScopeBroken(
                task=task.id,
                path=path,
                change=change.kind,
                before=change.before,
                after=change.after,
            )
        )

    def diff(self, path: str) -> str:
        """What was changed, as a unified diff.

        Raises:
            Refused: when nothing was noticed at this path.
        """
        return self._scope.diff(path, self._noticed(path).before)

    def decide(self, path: str, decision: e.ScopeDecision) -> None:
        """Keep what was written, restore what was there, or leave it to the task of this path.

        Raises:
            Refused: when nothing was noticed there, or the earlier content cannot be had.
        """
        noticed = self._noticed(path)
        if decision == "restored":
            try:
                self._scope.restore(path, noticed.before)
            except (WorkspaceError, OSError) as error:
                raise Refused(str(error)) from error
        self._scope.accept(path)
        self._project.record(e.ScopeDecided(path=path, decision=decision))

    def _noticed(self, path: str) -> e.ScopeBroken:
        for entry in self._project.state.scope:
            if entry.path == path:
                return entry
        raise Refused(f"{path}: nothing was written there outside a task")
