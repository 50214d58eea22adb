"""Attempts that do not help: counted, the same finding noticed, other ways named (SPEC 11)."""

from __future__ import annotations

from pbc_tui.design.own_settings import own_settings
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.wearing_out import is_worn_out, worn_out

TASK = "TASK-001"


def _attempt(project: Project, message: str) -> None:
    task = project.state.plan.by_id[TASK]
    finding = Finding(line=1, column=1, code="E1", message=message)
    check = CheckResult(name=CheckName.STYLE, result=Result.FAIL, findings=(finding,))
    verdict = Verdict(path=task.path, checks=(check,), sha256="0" * 64)
    project.record(e.TaskOpened(task=TASK, path=task.path), e.Judged(task=TASK, verdict=verdict))


def test_different_findings_wear_out_after_three_attempts(project: Project) -> None:
    task = project.state.plan.by_id[TASK]
    for number in range(3):
        assert not is_worn_out(project, task)
        _attempt(project, f"finding {number}")
    assert is_worn_out(project, task)
    lines = worn_out(project, task)
    assert lines[0].startswith("TASK-001 was handed over 3 times")
    assert "another agent" in lines[-1]


def test_the_same_finding_twice_in_a_row_is_said_at_once(project: Project) -> None:
    task = project.state.plan.by_id[TASK]
    _attempt(project, "same \x1b[31m")
    assert worn_out(project, task) == ()
    _attempt(project, "same \x1b[31m")
    assert is_worn_out(project, task)
    again, style, advice = worn_out(project, task)
    assert again == "again: E1: same"
    assert style.startswith("what helps, style: Apply the automatic fix")
    assert "MUST NOT" in advice


def test_the_number_of_attempts_is_the_projects_to_set() -> None:
    assert own_settings(None).attempts == 3
    assert own_settings("[tool.pbc-tui]\nattempts = 5\n").attempts == 5
    beyond = own_settings("[tool.pbc-tui]\nattempts = 0\n")
    assert beyond.attempts == 1
    assert "0 is not between 1 and 50 attempts" in beyond.faults[0]
