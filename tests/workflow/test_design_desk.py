from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from tests.workflow.designs import begun


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.open(tmp_path)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("intake.purpos", "C", "did you mean intake.purpose"),
        ("intake.package_name", "json", "standard library"),
        ("intake.package_name", "class", "keyword"),
        ("intake.package_name", "My-App", "my_app"),
        ("intake.python_version", "2.7", ">=3.11"),
        ("intake.purpose", "Z", "api-service"),
        ("intake.non_goals", [], "at least one"),
    ],
)
def test_a_bad_answer_gets_one_clear_line(
    project: Project, key: str, value: object, words: str
) -> None:
    with pytest.raises(Refused) as caught:
        design_desk.answer(project, key, value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_gate_is_skipped(project: Project) -> None:
    for gate in list(Gate)[1:]:
        with pytest.raises(Refused, match="intake is not confirmed yet"):
            design_desk.confirm(project, gate)


def test_a_checkpoint_keeps_its_review(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.STRUCTURE)
    review = project.state.reviews[Gate.CRITIC_1]
    assert review.total == design_desk.checkpoint_review(project, 1).total
    assert review.review is not None
    assert review.review["checkpoint"] == 1


def test_revising_opens_the_gate_of_the_decision(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.FEATURES)
    assert design_desk.revise(project, 1, "architecture.testing") is Gate.ARCHITECTURE
    assert project.state.confirmed == (Gate.INTAKE,)
    assert isinstance(project.state.log[-1], e.Reopened)


def test_a_confirmed_stage_takes_no_answers(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.ARCHITECTURE)
    with pytest.raises(Refused, match="reopen it first"):
        design_desk.answer(project, "intake.purpose", "A")


def test_a_plan_without_a_contract_is_refused_by_name(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.PLAN)
    with pytest.raises(Refused, match=r"words\.py has no contract"):
        design_desk.confirm(project, Gate.PLAN)


def test_an_unreadable_contract_names_its_line(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.PLAN)
    with pytest.raises(Refused, match="line 2"):
        plan_desk.set_contract(project, "src/demo_app/words.py", "x: int\ndef (:\n")


def test_an_order_that_breaks_a_dependency_names_both(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.PLAN)
    with pytest.raises(Refused, match=r"test_words\.py needs src/demo_app/words\.py"):
        plan_desk.move_task(project, "tests/test_words.py", -5, "first things first")


def test_removing_a_task_names_what_needed_it(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.PLAN)
    assert plan_desk.remove_task(project, "src/demo_app/words.py") == ("tests/test_words.py",)
    plan_desk.restore_task(project, "src/demo_app/words.py")
    assert "src/demo_app/words.py" in project.state.plan.by_path


def test_an_unknown_agent_is_refused_with_the_nearest(project: Project) -> None:
    with pytest.raises(Refused, match="did you mean builtin"):
        plan_desk.choose_agent(project, "bultin")
