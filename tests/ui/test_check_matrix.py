"""The checks of every file at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from pbc_tui.session import events as e
from pbc_tui.ui.screens.report.check_matrix import matrix_rows
from pbc_tui.workflow.project import Project
from tests.ui.walking import ADDER, prepare_one_file

RESULTS = dict(zip(CheckName, Result, strict=True))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    prepare_one_file(tmp_path)
    project = Project.open(tmp_path)
    task = project.state.plan.tasks[0]
    project.record(e.TaskOpened(task=task.id, path=task.path))
    return project


def test_what_was_not_judged_yet_has_dots(project: Project) -> None:
    heading, row, _ = (each.plain for each in matrix_rows(project.state, 100))
    assert all(name.value in heading for name in CheckName)
    assert row.startswith(ADDER)
    assert row.split()[1:] == ["·"] * 6 + ["1"]
    assert next(matrix_rows(project.state, 49)).plain.split()[-1] == "sec"


@pytest.mark.parametrize("width", [40, 60, 75, 76, 100, 250])
def test_each_sign_stands_under_its_check(project: Project, width: int) -> None:
    checks = tuple(CheckResult(name=name, result=result) for name, result in RESULTS.items())
    verdict = Verdict(path=ADDER, checks=checks)
    project.record(e.Judged(task="TASK-001", verdict=verdict))
    heading, row, _ = (each.plain for each in matrix_rows(project.state, width))
    assert len(row) <= width
    for sign, (name, _) in zip("✓✗◐––!", RESULTS.items(), strict=True):
        assert row[heading.index(name.value[:3])] == sign


def test_the_signs_of_a_file_stand_near_its_path(project: Project) -> None:
    wide, wider = (
        [each.plain for each in matrix_rows(project.state, width)] for width in (160, 250)
    )
    assert wide == wider
    assert max(map(len, wide)) < 160
