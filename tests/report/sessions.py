"""A synthetic session for the tests of the report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.report.whole import Report, build_report, measure
from pbc_tui.session import events as e
from pbc_tui.workflow.project import Project
from tests.workflow.designs import WORDS, begun

WORDS_SHA256 = hashlib.sha256(WORDS.encode()).hexdigest()
PYPROJECT_SHA256 = hashlib.sha256(b"[project]\n").hexdigest()
SHA256 = {"pyproject.toml": PYPROJECT_SHA256, "src/demo_app/words.py": WORDS_SHA256}


def verdict(path: str, *, failing: CheckName | None = None) -> Verdict:
    checks = tuple(
        CheckResult(
            name=name,
            result=Result.FAIL if name is failing else Result.PASS,
            findings=(Finding(line=3, code="X1", message="`count` is | missing"),)
            if name is failing
            else (),
        )
        for name in CheckName
    )
    return Verdict(path=path, sha256=SHA256[path], checks=checks)


def a_session(root: Path) -> Project:
    """TASK-001 accepted, TASK-002 failed once and then accepted, TASK-003 deferred."""
    project = begun(root)
    plan = project.state.plan
    for task in plan.tasks[:2]:
        project.record(e.TaskOpened(task=task.id, path=task.path))
        if task.id == "TASK-002":
            failed = verdict(task.path, failing=CheckName.CONTRACT)
            project.record(e.Judged(task=task.id, verdict=failed))
            project.record(e.ModificationRequested(task=task.id, request="call it *count*"))
            project.record(e.TaskOpened(task=task.id, path=task.path))
        project.record(e.Judged(task=task.id, verdict=verdict(task.path), seconds=0.5))
        project.record(
            e.Accepted(task=task.id, path=task.path, sha256=SHA256[task.path], digest=task.digest)
        )
    project.record(e.TaskOpened(task="TASK-003", path=plan.tasks[2].path))
    project.record(e.Deferred(task="TASK-003", reason="later"))
    place = project.root / "src/demo_app/words.py"
    place.parent.mkdir(parents=True)
    place.write_bytes(WORDS.encode())
    (project.root / "pyproject.toml").write_bytes(b"[project]\n")
    return project


def report_of(project: Project) -> Report:
    state = project.state
    prompts = {task.id: f"prompt of {task.id}\n```\n# no heading" for task in state.plan.tasks}
    return build_report(state, measure(project.root, state.plan), prompts=prompts)
