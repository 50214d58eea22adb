"""Putting a task before its agent: the prompt, and what was found so far (SPEC 7)."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.agents.handoff import give_feedback, hand_over, no_task
from pbc_tui.design.plan.task import Task
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.prompting import feedback_text, prompt_text
from pbc_tui.workflow.refused import refusing


@dataclass(frozen=True)
class Handover:
    """What an agent gets for a task: the prompt, and what was found in its file so far."""

    task: str
    prompt: str
    feedback: str


def prepare(project: Project, task: Task) -> Handover:
    """What would be handed over for a task as the project stands now."""
    state = project.state
    return Handover(
        task.id,
        prompt_text(project.root, state, task),
        feedback_text(project.root, state, task),
    )


def put_before_agent(project: Project, handover: Handover) -> None:
    """Write it where agents look.

    Raises:
        Refused: when it cannot be written.
    """
    with refusing():
        project.handed |= hand_over(project.root, handover.task, handover.prompt, handover.feedback)


def tell_findings(project: Project, task: Task) -> None:
    """Write what was found in a task's file, as it stands now, where the agent reads it.

    Raises:
        Refused: when it cannot be written.
    """
    with refusing():
        feedback = feedback_text(project.root, project.state, task)
        project.handed |= give_feedback(project.root, task.id, feedback)


def take_from_agent(project: Project, reason: str) -> None:
    """Tell the agent that there is nothing to write.

    Raises:
        Refused: when that cannot be written.
    """
    with refusing():
        project.handed |= no_task(project.root, reason)
