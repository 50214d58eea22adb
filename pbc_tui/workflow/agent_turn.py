"""One turn of an agent: whoever it is, all it does for us is to make the target file change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pbc_tui.agents.builtin import Unwritable
from pbc_tui.design.plan.task import Task
from pbc_tui.session.state import State
from pbc_tui.workflow.agents import OWN, TUTORIAL, is_driven
from pbc_tui.workspace.files import WorkspaceError, write_atomically
from pbc_tui.workspace.locking import lock


class TurnFailed(Exception):
    """The agent wrote nothing; the message says why."""


def writes_itself(state: State, task: Task) -> bool:
    """Whether the turn is ours alone: the built-in agent's, or the dependency manager's."""
    return task.written_by_manager or state.agent in OWN


def runs_program(state: State, task: Task) -> bool:
    """Whether an agent's own program can be run for the task; that needs the person's word."""
    return is_driven(state.agent) and not task.written_by_manager


async def take_turn(root: Path, state: State, task: Task, tell: Callable[[str], None]) -> None:
    """Write the target file ourselves; ``tell`` receives a line on what is being done.

    Raises:
        TurnFailed: when nothing could be written.
    """
    if task.written_by_manager:
        reason = await lock(root, state.plan.context.manager, tell)
        if reason:
            raise TurnFailed(reason)
    elif state.agent in OWN:
        _write(root, state, task)


def _write(root: Path, state: State, task: Task) -> None:
    from pbc_tui.agents import builtin, tutorial

    try:
        if state.agent == TUTORIAL:
            content = tutorial.write(state.plan, task, state.progress_of(task.id).attempts)
        else:
            content = builtin.write(state.plan, task)
        write_atomically(root, task.path, content.encode())
    except (Unwritable, WorkspaceError) as error:
        raise TurnFailed(str(error)) from error
