"""What a report rests on: the state, the plan as far as there is one, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import Verdict
from pbc_tui.report.measure import Measured
from pbc_tui.session.progress import Progress, Status
from pbc_tui.session.state import GateClosed, State

Standing = Literal["validated", "needs review", "has issues", "not written"]
Outcome = Literal["completed", "failed", "deferred", "open"]


def known_plan(state: State) -> tuple[Plan | None, str]:
    """The plan, or None with the reason why the design gives none yet."""
    try:
        return state.plan, ""
    except (GateClosed, PlanError, ValueError) as error:
        return None, str(error)


@dataclass(frozen=True)
class Evidence:
    """The state with what was measured; ``plan`` is None, with the reason, before there is one."""

    state: State
    measured: Measured
    plan: Plan | None
    no_plan: str = ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of the plan, none before there is one."""
        return self.plan.tasks if self.plan else ()

    def verdict(self, task: Task) -> Verdict | None:
        """The newest verdict on a task's file, None before the first one."""
        return last_verdict(self.state.progress_of(task.id))

    def outcome(self, task: Task) -> Outcome:
        """What became of a task: each task has exactly one outcome."""
        match self.state.status(task):
            case Status.ACCEPTED:
                return "completed"
            case Status.DEFERRED:
                return "deferred"
            case _:
                verdict = self.verdict(task)
                failing = verdict is not None and not verdict.acceptable
                return "failed" if failing else "open"

    def standing(self, task: Task) -> tuple[Standing, str]:
        """How a file stands by the bytes that lie on disk, and why it is not validated."""
        progress = self.state.progress_of(task.id)
        status, verdict = self.state.status(task), self.verdict(task)
        on_disk = self.measured.sha256.get(task.path)
        if on_disk is None:
            if status is Status.ACCEPTED:
                return "has issues", "was accepted and is no longer there"
            return "not written", ""
        if verdict is None:
            return "needs review", "is there and was not judged"
        if status is not Status.ACCEPTED:
            return self._undecided(status, verdict)
        if progress.changed_since is not None:
            word: Standing = "needs review" if verdict.acceptable else "has issues"
            return word, "has changed since it was accepted"
        if on_disk != progress.sha256:
            return "needs review", "differs from what was accepted"
        if verdict.acceptable:
            return "validated", ""
        return "has issues", f"was accepted with failing {', '.join(progress.acknowledged)}"

    @staticmethod
    def _undecided(status: Status, verdict: Verdict) -> tuple[Standing, str]:
        if status is Status.STALE:
            return "needs review", "was accepted for an earlier design"
        if verdict.acceptable:
            return "needs review", f"passes, and is {status.value}"
        failing = ", ".join(check.name.value for check in verdict.failures)
        return "has issues", f"fails {failing}, and is {status.value}"


def last_verdict(progress: Progress) -> Verdict | None:
    """The newest verdict on a file, the one on a change after its acceptance included."""
    if progress.changed_since is not None:
        return progress.changed_since
    return progress.verdict or (progress.verdicts[-1] if progress.verdicts else None)
