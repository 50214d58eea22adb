"""What events share: guards that raise ``GateClosed``, and the change of one task's progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.task import Task
from pbc_tui.session.progress import Status
from pbc_tui.session.state import GateClosed, State

Folds = dict[type[Any], Callable[[State, Any], State]]
"""What each kind of event does to the state."""


def must_be_open(state: State, gate: Gate, what: str) -> None:
    """Refuse unless everything before a gate is confirmed and the gate itself is not."""
    if gate in state.confirmed:
        raise GateClosed(f"{what}: {gate.value} is confirmed; reopen it first")
    for earlier in gate.before:
        if earlier not in state.confirmed:
            raise GateClosed(f"{what}: {earlier.value} is not confirmed yet")


def task_of(state: State, identifier: str) -> Task:
    """The task with this number, once the plan is confirmed."""
    if not state.building:
        gate = state.gate
        raise GateClosed(f"{identifier}: {gate.value if gate else 'plan'} is not confirmed yet")
    if identifier not in state.plan.by_id:
        raise GateClosed(f"{identifier}: there is no such task")
    return state.plan.by_id[identifier]


def must_be_opened(state: State, identifier: str) -> Task:
    """The task with this number, if it is the open one."""
    task = task_of(state, identifier)
    if state.opened != identifier:
        raise GateClosed(f"{identifier}: is not the open task")
    return task


def specified_anew(state: State, path: str) -> State:
    """The state in which the open task may be changed: a verdict by the old demands is gone."""
    task = state.open_task
    if task is None or task.path != path:
        raise GateClosed(f"{path}: only the open task can be changed while building")
    return update_task(state, task.id, verdict=None)


def close_task(state: State) -> State:
    """The state in which no task is open; the open one waits again."""
    if not state.opened:
        return state
    changed = update_task(state, state.opened, status=Status.WAITING, verdict=None)
    return replace(changed, opened="")


def update_task(state: State, identifier: str, **changes: Any) -> State:
    """The state in which the progress of one task is changed."""
    progress = replace(state.progress_of(identifier), **changes)
    return replace(state, progress={**state.progress, identifier: progress})
