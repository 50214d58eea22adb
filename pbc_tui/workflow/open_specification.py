"""The specification of a task as it applies at this moment: which of its tests cannot run yet."""

from __future__ import annotations

from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State

_REFERRING = (".md", ".markdown", ".py")


def specification_now(state: State, task: Task) -> Specification:
    """The task's specification with each test mapped to the task that keeps it from running.

    A test waits for its own task and for the tasks of everything that it tries (SPEC 8). A document
    is told which files are planned, so that its links may lead to them; code also what each of them
    promises, so that it may import that.
    """
    waiting: dict[str, str] = {}
    # All of them, since one that the specification does not name may reach the file by imports.
    for owner in _tests_of_plan(state):
        concerned = (owner.id, *owner.depends)
        blocking = (name for name in concerned if name != task.id and not _accepted(state, name))
        if first := next(blocking, ""):
            waiting[owner.path] = first
    now: dict[str, object] = {"tests_open": waiting} if waiting else {}
    if task.path.endswith(_REFERRING):
        now["planned"] = tuple(state.plan.by_path)
    if task.path.endswith(".py"):
        contracts = {other.path: other.spec.contract for other in state.plan.tasks}
        now["promised"] = {path: text for path, text in contracts.items() if text.strip()}
    return task.spec.model_copy(update=now) if now else task.spec


def tests_can_run(state: State, spec: Specification) -> bool:
    """Whether the tests check may start an interpreter for this specification.

    A code file may be reached by any test of the plan that can run.
    """
    paths = set(spec.tests)
    if spec.path.endswith(".py"):
        paths |= {task.path for task in _tests_of_plan(state)}
    return not spec.tests_skipped and not paths <= spec.tests_open.keys()


def _tests_of_plan(state: State) -> list[Task]:
    """The tasks whose files hold tests."""
    return [task for task in state.plan.tasks if task.path in task.spec.tests]


def _accepted(state: State, identifier: str) -> bool:
    task = state.plan.by_id.get(identifier)
    return task is None or state.status(task) is Status.ACCEPTED
