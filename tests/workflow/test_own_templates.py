"""Structures that the person keeps and begins other projects with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import SetPurpose
from pbc_tui.workflow import design_desk, own_templates
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from tests.workflow.designs import begun


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of this test's own."""
    monkeypatch.setattr(own_templates, "directory", lambda: tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return begun(tmp_path / "first", until=Gate.STRUCTURE)


def test_a_structure_is_kept_and_begins_another_package(project: Project, tmp_path: Path) -> None:
    design_desk.answer(project, "structure.way", "template")
    design_desk.adopt(project, design_desk.proposal(project))
    design_desk.edit(project, SetPurpose(path="src/demo_app/core.py", purpose="Counts: # of words"))

    place = own_templates.save(project, "my library")

    assert own_templates.names() == ("my library",)
    assert "{package}/" in place.read_text()
    assert "demo_app" not in place.read_text()
    other = begun(tmp_path / "second", until=Gate.STRUCTURE)
    assert own_templates.load(other, "my library") == project.state.tree


def test_a_name_that_no_file_can_have_is_refused(project: Project) -> None:
    design_desk.answer(project, "structure.way", "template")
    design_desk.adopt(project, design_desk.proposal(project))
    for name in ("", "../x", "a/b", ".hidden", "x" * 61):
        with pytest.raises(Refused):
            own_templates.save(project, name)
    assert own_templates.names() == ()


def test_an_empty_structure_is_no_template(project: Project) -> None:
    with pytest.raises(Refused, match="empty"):
        own_templates.save(project, "nothing")


def test_a_template_that_was_spoiled_by_hand_is_named_with_its_line(
    project: Project, data: Path
) -> None:
    data.mkdir()
    (data / "mine.txt").write_text("src/\n    a.py\n    a.py\n")

    with pytest.raises(Refused, match=r"mine\.txt: line 3: .*'a\.py' is there already"):
        own_templates.load(project, "mine")
