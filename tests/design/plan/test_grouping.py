"""Which files are handed over together, and which cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pbc_tui.design.plan.grouping import (
    LARGEST,
    GroupError,
    check_groups,
    lawful_groups,
    propose_groups,
)
from tests.design.blueprint.designs import plan_of

DESIGNS = [{"intake.purpose": purpose} for purpose in "ACDE"] + [
    {"features.api": "A", "features.api_purpose": "internal", "features.docs_site": "B"}
]


@pytest.mark.parametrize("design", DESIGNS)
def test_what_is_proposed_can_be_handed_over_together(design: dict[str, str]) -> None:
    plan = plan_of(design)

    groups = propose_groups(plan.tasks)

    assert groups
    check_groups(plan.tasks, groups)
    for group in groups:
        assert 1 < len(group) <= LARGEST
        assert len({plan.by_path[path].phase for path in group}) == 1
        assert all(plan.by_path[path].effort.points <= 2 for path in group)
    assert plan_of(design).tasks == plan.tasks


def test_what_cannot_be_handed_over_together_is_named() -> None:
    plan = plan_of()
    paths = [task.path for task in plan.tasks]
    needing = next(task for task in plan.tasks if task.path.endswith("test_core.py"))

    for groups, words in (
        ([[paths[0]]], "2 to 5 files, not 1"),
        ([paths[:6]], "2 to 5 files, not 6"),
        ([paths[:2], paths[1:3]], "is in two groups"),
        ([[paths[0], "no/such.py"]], "no/such.py has no task"),
        ([[paths[0], needing.path]], f"{needing.path} needs .*, which comes later than the group"),
    ):
        with pytest.raises(GroupError, match=words):
            check_groups(plan.tasks, groups)


def test_what_the_manager_writes_is_handed_over_to_nobody() -> None:
    plan = plan_of({"architecture.dependencies": "A"})
    lock = next(task.path for task in plan.tasks if task.written_by_manager)
    with pytest.raises(GroupError, match=f"{lock} is written by the manager itself"):
        check_groups(plan.tasks, [[plan.tasks[0].path, lock]])


def test_a_group_shrinks_with_the_plan_and_goes_where_it_no_longer_holds() -> None:
    plan = plan_of()
    first, second, third = (task.path for task in plan.tasks[:3])
    group = [(third, first, second)]

    assert lawful_groups(plan.tasks, group) == (tuple(task.id for task in plan.tasks[:3]),)
    left = [task for task in plan.tasks if task.path != second]
    assert lawful_groups(left, group) == ((left[0].id, left[1].id),)
    assert lawful_groups([task for task in left if task.path != first], group) == ()
    moved = [replace(task, depends=(plan.tasks[-1].id,)) for task in plan.tasks[:1]]
    assert lawful_groups([*moved, *plan.tasks[1:]], group) == ()
