"""The tutorial: a small project that is ready to be built, and what there is to learn at each step.

What is taught follows from the state alone, so that it goes on wherever the person left it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.agents import tutorial
from pbc_tui.design.answers_file import read_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import Verdict
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.agents import TUTORIAL
from pbc_tui.workflow.headless import Stopped, fill_in
from pbc_tui.workflow.live import Live, Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused

KeyOf = Callable[[str], str]
"""How the key of a command is written for the person."""


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


def lesson(
    state: State, live: Live, key: KeyOf, path_of_report: str = "GENERATION_REPORT.md"
) -> Lesson:
    """What there is to see and to do now; ``key`` says how the key of a command is written."""
    if state.gate is not None:
        return Lesson(
            1,
            "The design is done: questions, decisions, structure. This is the plan, one task a "
            "file, each with a contract that the file must keep.",
            f"{key('plan.view')} shows a task in full with its prompt, {key('dialog.leave')} "
            f"leaves it; {key('plan.confirm')} approves the plan.",
        )
    task = state.open_task
    if task is None:
        done = all(state.status(each) is Status.ACCEPTED for each in state.plan.tasks)
        if done or state.ended:
            return Lesson(
                6,
                f"Every file was written, checked and accepted; {path_of_report} says how.",
                f"{key('report.reopen')} does a task again, {key('report.leave')} quits. "
                "Your own project: pbc-tui my-backend",
            )
        return Lesson(2, "No task is open.", f"{key('build.begin')} begins the next one.")
    verdict = state.progress_of(task.id).verdict
    if verdict is None or live.phase in (Phase.CHECKING, Phase.WRITING):
        return Lesson(
            5 if _is_learned(state) else 2,
            f"The agent got the prompt of {task.id} and wrote {task.path}. The file was noticed as "
            "it came to rest, and six checks run on it.",
            f"Wait for the verdict; {key('stage.panel-3')} shows the prompt, "
            f"{key('stage.panel-2')} leads back.",
        )
    return _on_verdict(state, task, verdict, key)


def _on_verdict(state: State, task: Task, verdict: Verdict, key: KeyOf) -> Lesson:
    accept = key("build.accept")
    if not verdict.acceptable:
        deliberate = task.path == tutorial.LESSON and state.progress_of(task.id).attempts == 1
        return Lesson(
            4,
            "The agent said it was done, and renamed what others rely on. The contract check "
            "names what is missing; the tasks that need it would have failed one by one."
            if deliberate
            else f"{task.path} does not pass. The first failure comes first, with the code around "
            "it, its usual cause and what helps.",
            f"{key('build.modify')} says what to change (say it, then {key('ask.submit')}); the "
            "agent gets your words and the findings with the prompt.",
        )
    if task.path == tutorial.LESSON and state.progress_of(task.id).attempts > 1:
        return Lesson(
            5,
            f"The same file again, by the contract. {key('stage.panel-4')} shows what has changed "
            "since the last version.",
            f"{accept} accepts it.",
        )
    if _is_learned(state):
        return Lesson(
            5,
            f"{task.path} is ACCEPTABLE, too. So it goes on, a file at a time; once all are "
            "accepted, the whole is tested and the report written.",
            f"{accept} accepts it.",
        )
    return Lesson(
        3,
        f"{task.path} is ACCEPTABLE: no check failed. That is a proposal; nothing counts until you "
        "say so, whatever an agent claims.",
        f"{accept} accepts it and begins the next task. {key('build.modify')}, "
        f"{key('build.regenerate')} and {key('build.defer')} would change, rewrite or put it off.",
    )


def _is_learned(state: State) -> bool:
    """Whether the file with the deliberate defect is accepted, so that only the rest is left."""
    task = state.plan.by_path.get(tutorial.LESSON)
    return task is not None and state.status(task) is Status.ACCEPTED
