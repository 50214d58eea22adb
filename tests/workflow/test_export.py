from __future__ import annotations

from pathlib import Path

from pbc_tui.design.answers_file import read_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.workflow.export import export_answers
from pbc_tui.workflow.headless import fill_in
from pbc_tui.workflow.project import Project
from tests.workflow.designs import begun


def test_an_export_leads_to_the_same_design(tmp_path: Path) -> None:
    first = begun(tmp_path / "first")
    text = export_answers(first).read_text()
    second = Project.open(tmp_path / "second")
    fill_in(second, read_answers_file(text))
    assert second.state.answers.intake == first.state.answers.intake
    assert second.state.tree == first.state.tree
    assert second.state.confirmed == first.state.confirmed
    assert [task.public() for task in second.state.plan.tasks] == [
        task.public() for task in first.state.plan.tasks
    ]


def test_an_export_confirms_no_more_than_was_confirmed(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.STRUCTURE)
    assert read_answers_file(export_answers(project).read_text()).gates == (
        "intake",
        "architecture",
        "critic-1",
    )
