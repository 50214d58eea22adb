"""Killed at any moment, the application goes on where it was, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbc_tui.agents import builtin
from pbc_tui.design.gates import Gate
from pbc_tui.workflow.project import Project, journal_path
from tests.e2e import designs
from tests.e2e.conftest import Hire
from tests.e2e.person import Person
from tests.e2e.sessions import events


def _write(root: Path, path: str) -> None:
    """Write a file of the plan as the built-in agent would, in place of an agent."""
    plan = Project.read(root).plan
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(builtin.write(plan, plan.by_path[path]), encoding="utf-8")


def _goes_on(someone: Person) -> None:
    someone.open()
    someone.sees("go on where it stands")
    someone.press("enter")


def test_in_a_task_that_waits_for_its_file(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    someone = person(root)
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    _write(root, "pyproject.toml")
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml")
    someone.press("a")
    someone.sees("Tasks 1/4", f"TASK-002  {designs.SHAPES}", "waiting for the file")
    before = events(root)
    someone.terminal.kill()

    _goes_on(someone)
    someone.sees("Tasks 1/4", f"TASK-002  {designs.SHAPES}", "waiting for the file")
    assert events(root)[: len(before)] == before
    (root / designs.SHAPES).parent.mkdir(parents=True)
    (root / designs.SHAPES).write_text("class Square: ...\n", encoding="utf-8")
    someone.sees_verdict("NEEDS REVISION", at=f"TASK-002  {designs.SHAPES}")
    assert someone.quits() == 0


def test_with_a_verdict_on_the_screen_and_a_file_that_changed_meanwhile(
    tmp_path: Path, person: Hire
) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    someone = person(root)
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    (root / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    someone.sees_verdict("NEEDS REVISION", at="TASK-001  pyproject.toml")
    someone.terminal.kill()
    _write(root, "pyproject.toml")

    _goes_on(someone)
    someone.sees_verdict("ACCEPTABLE", at="TASK-001  pyproject.toml")
    assert [event.kind for event in events(root) if event.kind in ("judged", "withdrawn")] == [
        "judged",
        "withdrawn",
        "judged",
    ]
    assert someone.quits() == 0


def test_while_the_questions_are_answered(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    someone = person(root)
    someone.begins()
    someone.answers("Package name", "shape_sums")
    someone.goes_on()
    someone.answers("Repository name", "shape-sums")
    someone.goes_on()
    someone.answers("Description", "Adds up areas.")
    someone.goes_on()
    someone.chooses("Purpose", "c")
    someone.goes_on()
    someone.chooses("Users", "c", "d")
    someone.terminal.kill()

    _goes_on(someone)
    screen = someone.sees("shape_sums", "shape-sums", "Adds up areas.", "6 open")
    for chosen in ("● C  Reusable library", "■ C  Developers", "■ D  Automated systems"):
        assert chosen in screen
    assert someone.quits() == 0


def test_while_the_tree_is_edited(tmp_path: Path, person: Hire) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root, Gate.STRUCTURE)
    someone = person(root)
    someone.begins()
    someone.sees("how do you want to begin?")
    someone.press("c")
    someone.sees("pyproject.toml", "Structure · ")
    someone.press("A")
    someone.sees("a directory's name, or a path")
    someone.type("benchmarks")
    someone.press("enter")
    someone.sees("─ benchmarks/")
    someone.press("a")
    someone.sees("in src/benchmarks/")
    someone.type("speed.py")
    someone.press("enter")
    someone.sees("─ speed.py")
    someone.terminal.kill()

    _goes_on(someone)
    someone.sees("─ benchmarks/", "─ speed.py")
    someone.press("z")
    someone.sees_no_longer("─ speed.py")
    someone.sees("─ benchmarks/")
    someone.press("Z")
    someone.sees("─ speed.py")
    assert someone.quits() == 0


@pytest.mark.parametrize("torn", ["begun", "cut off"])
def test_in_the_middle_of_writing_the_journal(tmp_path: Path, person: Hire, torn: str) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    someone = person(root)
    someone.begins()
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    someone.terminal.kill()
    before = events(root)
    journal = journal_path(root)
    if torn == "begun":
        with journal.open("ab") as file:
            file.write(b'{"at":"2026-01-01T00:00:00Z","kind":"accep')
    else:
        os.truncate(journal, journal.stat().st_size - 5)
        before = before[:-1]

    _goes_on(someone)
    someone.sees("TASK-001  pyproject.toml", "waiting for the file")
    assert events(root)[: len(before)] == before
    assert someone.quits() == 0
    assert journal.read_bytes().endswith(b"}\n")


def test_a_second_window_is_told_and_a_killed_one_holds_nothing(
    tmp_path: Path, person: Hire
) -> None:
    root = tmp_path / "shape-sums"
    designs.prepare(root)
    first, second = person(root), person(root)
    first.begins()
    first.sees("TASK-001  pyproject.toml")
    second.begins()
    second.is_told("another pbc-tui has this project open")
    first.terminal.kill()
    second.press("enter")
    second.sees("TASK-001  pyproject.toml", "waiting for the file")
    assert second.quits() == 0
