"""Commands of the plan gate: what a contract may not do to the plan (SPEC 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import read_tree
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from tests.workflow.designs import confirm_all

ONE, OTHER = "src/demo_app/one.py", "src/demo_app/other.py"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.open(tmp_path)
    confirm_all(project, until=Gate.STRUCTURE)
    design_desk.answer(project, "structure.way", "own")
    design_desk.adopt(project, read_tree(f"{ONE}\n{OTHER}\n"))
    for gate in (Gate.STRUCTURE, Gate.FEATURES, Gate.CRITIC_2):
        design_desk.confirm(project, gate, reason="a small design for a test")
    return project


def test_contracts_that_need_each_other_are_refused_and_named(project: Project) -> None:
    plan_desk.set_contract(project, ONE, "from .other import B\nclass A(B): ...")

    with pytest.raises(Refused, match=r"cycle: .*one\.py.*other\.py.*TYPE_CHECKING"):
        plan_desk.set_contract(project, OTHER, "from .one import A\nclass B:\n    a: A")

    assert OTHER not in project.state.changes.contracts
    text = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .one import A\nclass B: ..."
    )
    plan_desk.set_contract(project, OTHER, text)
    task = project.state.plan.by_path[ONE]
    assert [project.state.plan.by_id[need].path for need in task.depends] == [OTHER]
    project.close()


def test_what_a_move_would_break_is_known_without_recording_anything(project: Project) -> None:
    plan_desk.set_contract(project, OTHER, "from .one import A\nclass B(A): ...")
    plan_desk.set_contract(project, ONE, "class A: ...")
    order = [task.path for task in project.state.plan.tasks]
    events = len(project.state.log)

    assert "cannot come before it" in plan_desk.move_fault(project, OTHER, -1)
    assert "is the first task already" in plan_desk.move_fault(project, order[0], -1)
    assert "is the last task already" in plan_desk.move_fault(project, order[-1], 1)
    assert "has no task" in plan_desk.move_fault(project, "src/none.py", 1)
    assert [task.path for task in project.state.plan.tasks] == order
    assert len(project.state.log) == events
    project.close()


def test_what_is_split_goes_into_a_python_file(project: Project) -> None:
    plan_desk.set_contract(project, ONE, "class A: ...\nclass B: ...")
    with pytest.raises(Refused, match=r"notes\.md: a Python file is wanted, with the ending \.py"):
        plan_desk.split_task(project, ONE, ["A"], "notes.md")
    with pytest.raises(Refused, match=r"src/none\.py: has no task"):
        plan_desk.split_task(project, "src/none.py", ["A"], "src/demo_app/a.py")
    project.close()
