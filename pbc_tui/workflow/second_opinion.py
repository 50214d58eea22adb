"""A second opinion on the design: asked of the agent, noticed, shown, never counted (SPEC 3)."""

from __future__ import annotations

import os
from typing import Literal

from pbc_tui.agents.clipboard import copy_text
from pbc_tui.agents.command import Spoken
from pbc_tui.agents.handoff import prompt_path
from pbc_tui.design.critic.opinion import LARGEST, Opinion, opinion_path, read_opinion
from pbc_tui.session import events as e
from pbc_tui.workflow.aside import Aside
from pbc_tui.workflow.driving import Drive, drives_aside
from pbc_tui.workflow.handing_over import Handover, put_before_agent
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import refusing
from pbc_tui.workspace.files import WorkspaceError, read

Checkpoint = Literal[1, 2]


def about(checkpoint: Checkpoint) -> str:
    """What a turn is for that gives one."""
    return f"second opinion at checkpoint {checkpoint}"


def prompt(project: Project, checkpoint: Checkpoint) -> str:
    """What the agent is asked about the design as it stands."""
    from pbc_tui.prompts import render_second_opinion

    return render_second_opinion(project.state.answers, project.state.full_tree, checkpoint)


def ways_to_run(project: Project, checkpoint: Checkpoint) -> tuple[Drive, ...]:
    """What can be run for it, exactly, by permission; () where the agent has no program.

    Raises:
        Refused: when the program cannot be run here.
    """
    place = prompt_path(project.root, f"critic-{checkpoint}")
    return drives_aside(project.state, project.root, place)


async def ask(
    project: Project, checkpoint: Checkpoint, aside: Aside | None = None, drive: Drive | None = None
) -> str:
    """Put the question before the agent; returns in words where it is now.

    With ``drive``, which the person has seen and agreed to, the agent's program is run for it
    ``aside``.

    Raises:
        Refused: when nothing can be written, or another program is at it.
    """
    name = f"critic-{checkpoint}"
    if aside is not None and drive is not None:
        aside.must_be_free()
    text = prompt(project, checkpoint)
    put_before_agent(project, Handover(name, text, ""))
    project.record(e.Noted(text=f"a second opinion was asked for {name}"))
    place, target = prompt_path(project.root, name), opinion_path(checkpoint)
    if aside is None or drive is None:
        return (await copy_text(text, place)).message
    before = signature(project, checkpoint)

    def came(spoken: Spoken) -> str:
        if signature(project, checkpoint) != before:
            return f"the agent has ended; its opinion is in {target}"
        words = f"the agent ended without writing {target}"
        return words + (f"; its last words: {spoken.words}" if spoken.words else "")

    aside.begin(drive, place, target, about(checkpoint), came)
    return f"the agent is at it; it was told to write {target}"


def opinion(project: Project, checkpoint: Checkpoint) -> Opinion | None:
    """What lies there now, None while nothing does.

    Raises:
        Refused: when something lies there that cannot be read.
    """
    path = opinion_path(checkpoint)
    if not os.path.lexists(project.root / path):
        return None
    with refusing():
        return read_opinion(read(project.root, path, LARGEST))


def signature(project: Project, checkpoint: Checkpoint) -> tuple[int, int] | None:
    """What changes with every write of the opinion; None while there is none."""
    try:
        status = os.lstat(project.root / opinion_path(checkpoint))
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def is_about_this_design(project: Project, checkpoint: Checkpoint) -> bool:
    """Whether the design is still the one that the agent was asked about."""
    place = f".pbc/prompts/critic-{checkpoint}.md"
    try:
        asked = read(project.root, place).decode("utf-8", "replace")
    except WorkspaceError:
        return False
    return asked.split() == prompt(project, checkpoint).split()
