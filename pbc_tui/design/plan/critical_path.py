"""The longest chain of tasks that wait for each other, by the effort of each (SPEC 5)."""

from __future__ import annotations

from collections.abc import Iterable

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task


def points(tasks: Iterable[Task]) -> int:
    """How much work some tasks are together."""
    return sum(task.effort.points for task in tasks)


def critical_path(plan: Plan) -> tuple[Task, ...]:
    """The chain that takes the most effort from a task that needs nothing to one nobody needs.

    Of chains of the same effort it is the one that comes first in the plan's order; () for a plan
    without tasks.
    """
    best: dict[str, tuple[int, str]] = {}
    for task in plan.tasks:
        before, length = "", 0
        for need in task.depends:
            if need in best and best[need][0] > length:
                before, length = need, best[need][0]
        best[task.id] = (length + task.effort.points, before)
    if not best:
        return ()
    end = max(best, key=lambda identifier: best[identifier][0])
    chain: list[Task] = []
    while end:
        chain.append(plan.by_id[end])
        end = best[end][1]
    return tuple(reversed(chain))
