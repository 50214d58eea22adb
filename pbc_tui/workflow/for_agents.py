"""What an agent may know of the project by asking: read from the journal, nothing is changed.

Nothing here accepts, waits or polls: that is the person's (SPEC 7).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pbc_tui.checks.pipeline import check_file
from pbc_tui.design.plan.task import Task
from pbc_tui.session.state import State
from pbc_tui.workflow.interpreter import recorded_interpreter
from pbc_tui.workflow.open_specification import specification_now
from pbc_tui.workflow.project import Project, has_session
from pbc_tui.workflow.prompting import feedback_text, prompt_text
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.subjects import subject_of

STOP = "Stop here: a person decides about the file in pbc-tui. Do not wait for it."
NO_TASK = "No task is open. Write nothing and stop; a person opens the next one in pbc-tui."


def read_state(root: Path) -> State:
    """The state of the project at ``root``, without taking hold of it.

    Raises:
        Refused: when there is none, or it cannot be read.
    """
    if not has_session(root):
        raise Refused(f"{root}: holds no session of pbc-tui")
    return Project.read(root)


def next_task(root: Path) -> dict[str, Any]:
    """The open task in short: what is to be written, and where its prompt lies."""
    state = read_state(root)
    task = state.open_task
    if task is None:
        return {"task": None, "say": NO_TASK}
    return {
        "task": task.id,
        "path": task.path,
        "purpose": task.purpose,
        "prompt": f".pbc/prompts/{task.id}.md",
        "attempt": state.progress_of(task.id).attempts,
        "say": f"Write only {task.path}, then check it, then stop.",
    }


def prompt(root: Path, task_id: str = "") -> str:
    """The whole prompt of a task, of the open one unless named.

    Raises:
        Refused: when there is no such task.
    """
    state = read_state(root)
    task = _task(state, task_id)
    return NO_TASK if task is None else prompt_text(root, state, task)


async def check(root: Path) -> dict[str, Any]:
    """The verdict on the open task's file as it lies on disk now; nothing is recorded.

    Raises:
        Refused: when no task is open.
    """
    state = read_state(root)
    task = state.open_task
    if task is None:
        raise Refused(NO_TASK)
    python, reason = recorded_interpreter(state)
    subject = subject_of(
        root, state, specification_now(state, task), python=python, no_python=reason
    )
    verdict = await check_file(subject)
    dismissed = state.progress_of(task.id).dismissals
    return {**verdict.model_copy(update={"dismissed": dismissed}).public(), "say": STOP}


def findings(root: Path) -> str:
    """What was found in the open task's file when pbc-tui judged it last, and what is asked."""
    state = read_state(root)
    task = state.open_task
    if task is None:
        return NO_TASK
    return feedback_text(root, state, task) or f"{task.path} has not been judged yet."


def status(root: Path) -> dict[str, Any]:
    """Where the project stands: the stage, the tasks counted by their status, the open one."""
    state = read_state(root)
    counts: dict[str, int] = {}
    for task in state.plan.tasks if state.building else ():
        name = state.status(task).value
        counts[name] = counts.get(name, 0) + 1
    gate = state.gate
    return {
        "stage": gate.value if gate else ("finished" if state.finished else "build"),
        "tasks": counts,
        "open": state.opened or None,
        "written_outside": [entry.path for entry in state.scope][:50],
    }


def _task(state: State, task_id: str) -> Task | None:
    if not task_id:
        return state.open_task
    task = state.plan.by_id.get(task_id) if state.building else None
    if task is None:
        raise Refused(f"{task_id}: there is no such task")
    return task
