"""The tutorial: a small project that is ready to be built, and what there is to learn at each step.

What is taught follows from the state alone, so that it goes on wherever the person left it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pbc_tui.agents import tutorial
from pbc_tui.design.answers_file import read_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import Verdict
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.agents import TUTORIAL
from pbc_tui.workflow.headless import Stopped, fill_in
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused


@dataclass(frozen=True)
class Lesson:
    """One step: what is seen, and what to do. ``number`` counts from 1 to ``LESSONS``."""

    number: int
    seen: str
    do: str


LESSONS = 6


def begin(root: Path) -> None:
    """Design the project at ``root``, up to the plan that the person approves.

    Raises:
        Refused: when another process holds the directory, or it cannot be written.
    """
    project = Project.open(root)
    try:
        plan_desk.choose_agent(project, TUTORIAL)
        fill_in(project, read_answers_file(tutorial.answers()))
    except Stopped:
        # The plan is the person's to approve.
        if project.state.gate is not Gate.PLAN:
            raise Refused("the tutorial's own design is refused; please report that") from None
    finally:
        project.close()


def is_tutorial(state: State) -> bool:
    """Whether a project is that of the tutorial."""
    return state.agent == TUTORIAL


def lesson(state: State, live: Live, path_of_report: str = "GENERATION_REPORT.md") -> Lesson:
    """What there is to see and to do now."""
    if state.gate is not None:
        return Lesson(
            1,
            "The design is done: questions, decisions, structure. This is the plan, one task a "
            "file, each with a contract that the file must keep.",
            "enter shows a task in full with its prompt, esc leaves it; ctrl+s approves the plan.",
        )
    task = state.open_task
    if task is None:
        done = all(state.status(each) is Status.ACCEPTED for each in state.plan.tasks)
        if done or state.ended:
            return Lesson(
                6,
                f"Every file was written, checked and accepted; {path_of_report} says how.",
                "O does a task again, enter quits. Your own project: pbc-tui my-backend",
            )
        return Lesson(2, "No task is open.", "enter begins the next one.")
    verdict = state.progress_of(task.id).verdict
    if verdict is None or live.phase in (Phase.CHECKING, Phase.WRITING):
        return Lesson(
            2,
            f"The agent got the prompt of {task.id} and wrote {task.path}. The file was noticed as "
            "it came to rest, and six checks run on it.",
            "Wait for the verdict; 3 shows the prompt, 2 leads back.",
        )
    return _on_verdict(state, task.path, task.id, verdict)


def _on_verdict(state: State, path: str, identifier: str, verdict: Verdict) -> Lesson:
    if not verdict.acceptable:
        return Lesson(
            4,
            "The agent said it was done, and renamed what others rely on. The contract check "
            "names what is missing; the tasks that need it would have failed one by one.",
            "b says what to change (say it, then ctrl+s); the agent gets your words and the "
            "findings with the prompt.",
        )
    if path == tutorial.LESSON and state.progress_of(identifier).attempts > 1:
        return Lesson(
            5,
            "The same file again, by the contract. 4 shows what has changed since the last "
            "version.",
            "a accepts it.",
        )
    return Lesson(
        3,
        f"{path} is ACCEPTABLE: no check failed. That is a proposal; nothing counts until you "
        "say so, whatever an agent claims.",
        "a accepts it and begins the next task. b, c and d would change, rewrite or put it off.",
    )
