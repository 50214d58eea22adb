"""Counts, standing and readiness follow from the journal and from the bytes on disk."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import read_tree
from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from pbc_tui.report.measure import lines_of_code
from pbc_tui.report.whole import Measured, build_report, measure
from pbc_tui.session import events as e
from pbc_tui.session.state import State
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of, verdict
from tests.workflow.designs import TREE, begun

WORDS_PATH = "src/demo_app/words.py"


def test_outcomes_add_up_to_the_plan(project: Project) -> None:
    project.record(e.TaskReopened(task="TASK-003"))
    project.record(e.TaskOpened(task="TASK-003", path="tests/test_words.py"))
    failed = Verdict(path="tests/test_words.py", checks=verdict(WORDS_PATH).checks[:5])
    project.record(e.Judged(task="TASK-003", verdict=failed))
    summary = report_of(project).summary
    assert (summary.completed, summary.failed, summary.deferred, summary.open) == (2, 1, 0, 0)
    assert summary.planned == (
        summary.completed + summary.failed + summary.skipped + summary.deferred + summary.open
    )


def test_a_file_that_changed_behind_our_back_is_not_validated(project: Project) -> None:
    (project.root / WORDS_PATH).write_text("x = 1\n")
    report = report_of(project)
    files = {file.path: file for file in report.files}
    assert files[WORDS_PATH].standing == "needs review"
    assert files[WORDS_PATH].note == "differs from what was accepted"
    assert f"TASK-002 {WORDS_PATH} differs from what was accepted" in report.summary.reasons


def test_an_accepted_file_that_is_gone_is_an_issue(project: Project) -> None:
    (project.root / WORDS_PATH).unlink()
    report = report_of(project)
    (entry,) = (file for file in report.files if file.path == WORDS_PATH)
    assert (entry.standing, entry.size) == ("has issues", None)
    assert report.summary.readiness == "not ready"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_not_followed(project: Project, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.py"
    outside.write_text("x = 1\n" * 1000)
    (project.root / WORDS_PATH).unlink()
    (project.root / WORDS_PATH).symlink_to(outside)
    measured = measure(project.root, project.state.plan)
    assert WORDS_PATH not in measured.sizes
    assert measured.code_lines == 0


def test_readiness_in_words(project: Project) -> None:
    assert report_of(project).summary.readiness == "not ready"
    plan = project.state.plan
    path = plan.by_id["TASK-003"].path
    project.record(e.TaskReopened(task="TASK-003"))
    project.record(e.TaskOpened(task="TASK-003", path=path))
    content = b"assert True\n"
    (project.root / path).parent.mkdir()
    (project.root / path).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    passing = verdict(WORDS_PATH).model_copy(update={"path": path, "sha256": digest})
    project.record(e.Judged(task="TASK-003", verdict=passing))
    project.record(
        e.Accepted(task="TASK-003", path=path, sha256=digest, digest=plan.by_id["TASK-003"].digest)
    )
    summary = report_of(project).summary
    assert summary.readiness == "ready with reservations"
    assert summary.reasons == ("the whole test suite has not run",)
    project.record(e.SuiteRan(passed=1))
    assert report_of(project).summary.readiness == "ready"
    project.record(e.SuiteRan(passed=1, failed=2))
    assert report_of(project).summary.reasons == ("the whole test suite has 2 failing tests",)


def test_times_come_from_the_journal(project: Project) -> None:
    report = report_of(project)
    log = project.state.log
    times = report.summary.times
    assert times is not None
    assert times.begun_at == log[0].at
    assert times.seconds == pytest.approx((log[-1].at - log[0].at).total_seconds())
    (task,) = (task for task in report.tasks if task.id == "TASK-002")
    opened = [each.at for each in log if isinstance(each, e.TaskOpened) and each.task == task.id]
    accepted = [each.at for each in log if isinstance(each, e.Accepted) and each.task == task.id]
    assert (task.opened_at, task.decided_at) == (opened[0], accepted[0])
    assert task.handed_over == 2


@pytest.mark.parametrize("until", list(Gate))
def test_a_report_can_be_made_at_any_stage(tmp_path: Path, until: Gate) -> None:
    state = begun(tmp_path, until=until).state
    report = build_report(state, Measured())
    assert report.summary.readiness == "not ready"
    assert f"{until.value} is not confirmed" in report.summary.reasons
    confirmed = [stage.title for stage in report.decisions.stages if stage.confirmed_at]
    assert len(confirmed) == len([gate for gate in until.before if not gate.checkpoint])
    assert {figure.name for figure in report.metrics if figure.value is None} >= {"lines of code"}


def test_a_report_on_nothing_says_so() -> None:
    report = build_report(State(), Measured())
    assert report.tasks == ()
    assert report.summary.name == "not named yet"
    assert report.summary.reasons[0].startswith("there is no plan yet")


def test_what_is_owed_is_listed(project: Project) -> None:
    state = project.state
    acknowledged = state.progress_of("TASK-002")
    assert acknowledged.acknowledged == ()
    project.record(e.TaskReopened(task="TASK-002"))
    project.record(e.TaskOpened(task="TASK-002", path=WORDS_PATH))
    failing = verdict(WORDS_PATH, failing=CheckName.STYLE)
    project.record(e.Judged(task="TASK-002", verdict=failing))
    project.record(
        e.Accepted(
            task="TASK-002",
            path=WORDS_PATH,
            sha256=failing.sha256,
            digest=state.plan.by_id["TASK-002"].digest,
            acknowledged=("style",),
        )
    )
    report = report_of(project)
    assert f"{WORDS_PATH}: accepted with failing style" in report.outstanding.debt
    assert f"{WORDS_PATH}: style" in report.outstanding.failed_files
    assert report.appendices.failures[-1].resolution == "accepted, acknowledging style"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", 0),
        (b"# only\n\n# comments\n", 0),
        (b'x = """\n# no comment\n\nend"""\n', 3),
        (b"x = (\n    1,\n\n    2,\n)  # end\n", 4),
        (b"def f(:\n  # broken\n\n\tx\n", 2),
        (b"\xff\xfe not utf-8\n", 1),
    ],
)
def test_lines_of_code_are_neither_blank_nor_comment(content: bytes, lines: int) -> None:
    assert lines_of_code(content) == lines


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_any_bytes_are_counted(content: bytes) -> None:
    assert 0 <= lines_of_code(content) <= len(content.splitlines()) + content.count(b"\f")


def test_the_coverage_of_a_file_is_that_of_its_bytes(project: Project) -> None:
    task = project.state.plan.by_id["TASK-002"]
    project.record(e.TaskReopened(task=task.id), e.TaskOpened(task=task.id, path=WORDS_PATH))
    measured = CheckResult(name=CheckName.TESTS, result=Result.PASS, coverage=93.75)
    project.record(e.Judged(task=task.id, verdict=verdict(WORDS_PATH).repeated(measured)))
    covered = {file.path: file.coverage for file in report_of(project).files}
    assert covered[WORDS_PATH] == 93.8
    assert covered["pyproject.toml"] is None
    (project.root / WORDS_PATH).write_text("changed = True\n")
    assert {file.coverage for file in report_of(project).files} == {None}


def test_every_sentence_that_waits_for_a_translator_is_named(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.STRUCTURE)
    design_desk.answer(project, "structure.way", "own")
    design_desk.adopt(project, read_tree(f"{TREE}README.md\nREADME.de.md\n"))
    design_desk.confirm(project, Gate.STRUCTURE)
    design_desk.answer(project, "features.readme_languages", ["de"])
    for gate in (Gate.FEATURES, Gate.CRITIC_2):
        design_desk.confirm(project, gate, reason="a small design for a test")
    plan_desk.choose_agent(project, "builtin")
    owed = [line for line in report_of(project).outstanding.debt if "English" in line]
    assert [line.rpartition(": ")[2] for line in owed] == [
        "Counts the words of a text.",
        "not a word processor",
        "Counts words.",
    ]
    assert {line.partition(":")[0] for line in owed} == {"README.de.md"}
    plan_desk.choose_agent(project, "beside")
    assert not any("English" in line for line in report_of(project).outstanding.debt)
