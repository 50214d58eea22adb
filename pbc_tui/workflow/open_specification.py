"""The specification of a task as it applies at this moment: which of its tests cannot run yet."""

from __future__ import annotations

from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State


def specification_now(state: State, task: Task) -> Specification:
    """The task's specification with each test mapped to the task that keeps it from running.

    A test waits for its own task and for the tasks of everything that it tries (SPEC 8).
    """
    waiting: dict[str, str] = {}
    for path in task.spec.tests:
        owner = state.plan.by_path.get(path)
        if owner is None:
            continue
        concerned = (owner.id, *owner.depends)
        blocking = (name for name in concerned if name != task.id and not _accepted(state, name))
        if first := next(blocking, ""):
            waiting[path] = first
    return task.spec.model_copy(update={"tests_open": waiting}) if waiting else task.spec


def tests_can_run(spec: Specification) -> bool:
    """Whether the tests check will start an interpreter for this specification."""
    return not spec.tests_skipped and any(path not in spec.tests_open for path in spec.tests)


def _accepted(state: State, identifier: str) -> bool:
    task = state.plan.by_id.get(identifier)
    return task is None or state.status(task) is Status.ACCEPTED
