"""The longest chain of tasks that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.critical_path import critical_path, points
from pbc_tui.design.plan.task import Task
from tests.design.blueprint.designs import plan_of


def _chains(plan: Plan, task: Task) -> Iterator[tuple[Task, ...]]:
    if not task.depends:
        yield (task,)
    for need in task.depends:
        for chain in _chains(plan, plan.by_id[need]):
            yield (*chain, task)


@pytest.mark.parametrize("purpose", ["A", "C", "D", "E"])
def test_no_chain_takes_more(purpose: str) -> None:
    plan = plan_of({"intake.purpose": purpose})

    chain = critical_path(plan)

    assert not chain[0].depends
    for need, task in pairwise(chain):
        assert need.id in task.depends
    longest = max(points(other) for task in plan.tasks for other in _chains(plan, task))
    assert points(chain) == longest > points(chain[:1])


def test_a_plan_without_tasks_has_none() -> None:
    plan = plan_of()

    assert critical_path(Plan(tasks=(), context=plan.context)) == ()
