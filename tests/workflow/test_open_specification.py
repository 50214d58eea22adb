from __future__ import annotations

from pathlib import Path

from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.workflow import open_specification
from pbc_tui.workflow.open_specification import specification_now
from tests.workflow.designs import begun


def passing(path: str) -> Verdict:
    checks = tuple(CheckResult(name=name, result=Result.PASS) for name in CheckName)
    return Verdict(path=path, sha256="0" * 64, checks=checks)


def test_a_test_waits_for_what_it_tries(tmp_path: Path) -> None:
    project = begun(tmp_path)
    test = project.state.plan.by_path["tests/test_words.py"]
    spec = specification_now(project.state, test)
    assert spec.tests_open["tests/test_words.py"] == "TASK-002"
    assert not open_specification.tests_can_run(project.state, spec)


def test_a_source_waits_for_its_test_and_then_no_longer(tmp_path: Path) -> None:
    project = begun(tmp_path)
    words = project.state.plan.by_path["src/demo_app/words.py"]
    spec = specification_now(project.state, words)
    assert spec.tests_open["tests/test_words.py"] == "TASK-003"
    for task in project.state.plan.tasks:
        found = passing(task.path)
        project.record(
            e.TaskOpened(task=task.id, path=task.path),
            e.Judged(task=task.id, verdict=found),
            e.Accepted(task=task.id, path=task.path, sha256=found.sha256, digest=task.digest),
        )
    spec = specification_now(project.state, words)
    assert spec.tests_open == {}
    assert open_specification.tests_can_run(project.state, spec)
