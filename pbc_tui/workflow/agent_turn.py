"""One turn of an agent: whoever it is, all it does for us is to make the target file change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pbc_tui.agents.builtin import Unwritable
from pbc_tui.design.plan.task import Task
from pbc_tui.session.state import State
from pbc_tui.workflow.agents import BUILT_IN, COMMAND
from pbc_tui.workspace.files import WorkspaceError, write_atomically
from pbc_tui.workspace.locking import lock


class TurnFailed(Exception):
    """The agent wrote nothing; the message says why."""


def writes_itself(state: State, task: Task) -> bool:
    """Whether the turn is ours to run: built in, a command line, or the dependency manager."""
    return task.written_by_manager or state.agent == BUILT_IN or state.agent.startswith(COMMAND)


def runs_command(state: State, task: Task) -> bool:
    """Whether the turn is an agent's own command line, which reads the prompt."""
    return state.agent.startswith(COMMAND) and not task.written_by_manager


async def take_turn(
    root: Path, state: State, task: Task, prompt_file: Path, tell: Callable[[str], None]
) -> str:
    """Let the agent write the target file; ``tell`` receives a line on what is being done.

    Returns the last line that an agent's command printed, "" for the others.

    Its words and its exit status decide nothing (DESIGN); the watcher sees what it wrote.

    Raises:
        TurnFailed: when nothing could be written.
    """
    if task.written_by_manager:
        reason = await lock(root, state.plan.context.manager, tell)
        if reason:
            raise TurnFailed(reason)
    elif state.agent == BUILT_IN:
        _write_built_in(root, state, task)
    elif runs_command(state, task):
        return await _run_command(root, state.agent.removeprefix(COMMAND), prompt_file)
    return ""


def _write_built_in(root: Path, state: State, task: Task) -> None:
    from pbc_tui.agents import builtin

    try:
        content = builtin.write(state.plan, task)
        write_atomically(root, task.path, content.encode())
    except (Unwritable, WorkspaceError) as error:
        raise TurnFailed(str(error)) from error


async def _run_command(root: Path, template: str, prompt_file: Path) -> str:
    from pbc_tui.agents.command import CommandFailed, run_command

    try:
        return await run_command(template, root, prompt_file)
    except CommandFailed as error:
        raise TurnFailed(str(error)) from error
