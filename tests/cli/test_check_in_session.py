"""``pbc-tui check`` in a session: its own tasks, and what the person said about them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import check_file
from pbc_tui.design.verdict import Finding
from pbc_tui.session import events as e
from pbc_tui.workflow.open_specification import specification_now
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.subjects import subject_of
from tests.cli.test_commands import run
from tests.workflow.designs import WORDS, begun

TASK, TARGET = "TASK-002", "src/demo_app/words.py"
REASON = "a made-up value that the documentation prints"
SECRET = '\n\nDEMO_TOKEN = "tok-9f8e7d6c5b4a3928"\n'


@pytest.fixture
def finding(tmp_path: Path) -> Finding:
    """words.py is open and judged; its only critical finding is dismissed."""
    project = begun(tmp_path)
    (tmp_path / TARGET).parent.mkdir(parents=True)
    (tmp_path / TARGET).write_text(WORDS + SECRET)
    (first, second, *_) = project.state.plan.tasks
    assert (second.id, second.path) == (TASK, TARGET)
    project.record(
        e.TaskOpened(task=first.id, path=first.path),
        e.Deferred(task=first.id, dependents_wait=False),
        e.TaskOpened(task=TASK, path=TARGET),
    )
    spec = specification_now(project.state, second)
    verdict = asyncio.run(check_file(subject_of(project.root, project.state, spec)))
    (critical,) = verdict.blocking
    project.record(
        e.Judged(task=TASK, verdict=verdict),
        e.FindingDismissed(task=TASK, fingerprint=critical.fingerprint, reason=REASON),
    )
    project.close()
    return critical


def test_what_was_dismissed_stays_dismissed_and_that_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, finding: Finding
) -> None:
    status, out, _ = run(capsys, "check", tmp_path / TARGET, "--root", tmp_path)
    assert f"(dismissed: {REASON})" in out
    assert "security  FAIL        1 dismissed" in out
    status, out, _ = run(capsys, "check", TARGET, "--root", tmp_path, "--json")
    told = json.loads(out)
    assert told["dismissed"] == [
        {
            "line": finding.line,
            "code": finding.code,
            "message": finding.message,
            "reason": REASON,
        }
    ]
    assert {check["name"] for check in told["checks"] if check["result"] == "FAIL"} == {"security"}
    assert (status, told["overall"]) == (0, "ACCEPTABLE")


def test_it_counts_no_more_when_it_was_taken_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, finding: Finding
) -> None:
    project = Project.open(tmp_path)
    project.record(e.DismissalTakenBack(task=TASK, fingerprint=finding.fingerprint))
    project.close()
    status, out, _ = run(capsys, "check", TARGET, "--root", tmp_path)
    assert status == 1
    assert "dismissed" not in out


def test_it_does_not_count_for_a_task_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, finding: Finding
) -> None:
    task = tmp_path / "task.toml"
    task.write_text(f'path = "{TARGET}"\n')
    status, out, _ = run(capsys, "check", TARGET, "--root", tmp_path, "--task", task)
    assert finding.message in out
    assert status == 1
    assert "dismissed" not in out
