"""What is run for a task of an agent that has a program of its own, and running it (SPEC 7)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.agents.agent import INSTRUCTION
from pbc_tui.agents.command import (
    LONGEST_TURN,
    CommandFailed,
    Spoken,
    run_command,
)
from pbc_tui.agents.transcript import Kind, Transcript
from pbc_tui.design.plan.task import Task
from pbc_tui.session.state import State
from pbc_tui.workflow.agents import ACP, COMMAND, agent_named, commands_of, is_driven
from pbc_tui.workflow.permissions import Permissions
from pbc_tui.workflow.refused import Refused, refusing
from pbc_tui.workspace.files import make_room


@dataclass(frozen=True, slots=True)
class Drive:
    """What is run for one turn: the argument list, exactly.

    ``session`` is the session that goes on when ``again``, or the name that a new one is given;
    ``key`` is where the output names it otherwise. With ``acp`` the protocol is spoken to it.
    """

    agent: str
    argv: tuple[str, ...]
    acp: bool = False
    session: str = ""
    key: str = ""
    again: bool = False


def drives(state: State, task: Task | None, root: Path, prompt_file: Path) -> tuple[Drive, ...]:
    """What can be run for a task, by permission, the least first; without one a session begins.

    Raises:
        Refused: when the chosen agent has no program, or that cannot be run here.
    """
    name = state.agent
    if name.startswith(COMMAND):
        return tuple(Drive(name, tuple(argv)) for argv in commands_of(name, root, prompt_file))
    agent = agent_named(name)
    progress = state.progress_of(task.id) if task else None
    earlier = progress.agent_session if progress and progress.agent == name else ""
    if name.startswith(ACP):
        argv = agent.acp_argument_list(root)
        return (Drive(name, tuple(argv), acp=True, session=earlier, again=bool(earlier)),)
    again = bool(agent.resume and earlier)
    ours = any("{session}" in word for word in agent.run)
    session = earlier if again else str(uuid.uuid4()) if ours else ""
    return tuple(
        Drive(
            name,
            tuple(
                agent.argument_list(
                    root, prompt_file, permission=permission, session=session, again=again
                )
            ),
            session=session,
            key=agent.session,
            again=again,
        )
        for permission in range(len(agent.permissions))
    )


def drives_aside(state: State, root: Path, prompt_file: Path) -> tuple[Drive, ...]:
    """What can be run for something that is no task; () where the agent has no program.

    Raises:
        Refused: when that cannot be run here.
    """
    return drives(state, None, root, prompt_file) if is_driven(state.agent) else ()


async def run_drive(
    drive: Drive,
    root: Path,
    prompt_file: Path,
    targets: tuple[str, ...],
    transcript: Transcript,
    permissions: Permissions,
    *,
    seconds: float = LONGEST_TURN,
) -> Spoken:
    """Run one turn; ``targets`` are the files that it may write without being asked about.

    Their directories are made first, for with the least permission some agents can make none.
    It is ended after ``seconds``.

    Raises:
        Refused: when it cannot be started, breaks, or takes too long.
    """
    transcript.add(Kind.COMMAND, " ".join(drive.argv))
    with refusing():
        for path in targets:
            make_room(root, path)
    try:
        if not drive.acp:
            return await run_command(
                drive.argv,
                root,
                transcript,
                session=drive.session,
                key=drive.key,
                seconds=seconds,
            )
        from pbc_tui.agents.acp import speak

        return await speak(
            drive.argv,
            root,
            INSTRUCTION.format(prompt_file=prompt_file),
            targets,
            transcript,
            permissions.ask,
            session=drive.session if drive.again else "",
            seconds=seconds,
        )
    except CommandFailed as error:
        transcript.add(Kind.NOTE, str(error))
        raise Refused(str(error)) from error
