from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project, has_session, journal_path
from pbc_tui.workflow.refused import Refused
from tests.workflow.designs import begun


def test_a_directory_without_a_journal_has_no_session(tmp_path: Path) -> None:
    assert not has_session(tmp_path)
    Project.open(tmp_path).close()
    assert has_session(tmp_path)


def test_everything_is_there_again_after_opening_anew(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.FEATURES)
    answers, tree, confirmed = project.state.answers, project.state.tree, project.state.confirmed
    project.close()
    again = Project.open(tmp_path)
    assert (again.state.answers, again.state.tree, again.state.confirmed) == (
        answers,
        tree,
        confirmed,
    )
    assert isinstance(again.state.log[-1], e.SessionResumed)
    again.close()


def test_events_happen_all_or_none(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.CRITIC_1)
    before = journal_path(tmp_path).read_bytes()
    state = project.state
    with pytest.raises(Refused, match="structure"):
        project.record(e.Noted(text="this alone would be fine"), e.Confirmed(gate=Gate.STRUCTURE))
    assert project.state is state
    assert journal_path(tmp_path).read_bytes() == before
    project.close()


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    project = Project.open(tmp_path)
    with pytest.raises(Refused, match="another pbc-tui"):
        Project.open(tmp_path)
    project.close()


def test_reading_takes_no_lock(tmp_path: Path) -> None:
    project = begun(tmp_path, until=Gate.ARCHITECTURE)
    assert Project.read(tmp_path).confirmed == (Gate.INTAKE,)
    project.close()


def test_listeners_hear_what_happened_until_they_leave(tmp_path: Path) -> None:
    project = Project.open(tmp_path)
    heard: list[str] = []
    leave = project.subscribe(lambda events: heard.extend(event.kind for event in events))
    design_desk.answer(project, "intake.purpose", "C")
    leave()
    design_desk.answer(project, "intake.purpose", "A")
    assert heard == ["answered"]
    project.close()


def test_the_same_answer_again_is_no_event(tmp_path: Path) -> None:
    project = Project.open(tmp_path)
    design_desk.answer(project, "intake.purpose", "C")
    count = len(project.state.log)
    design_desk.answer(project, "intake.purpose", "library")
    assert len(project.state.log) == count
    project.close()
