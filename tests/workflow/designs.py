"""Small designs, answered and confirmed, for tests of what follows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import read_tree
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project

INTAKE: dict[str, Any] = {
    "intake.package_name": "demo_app",
    "intake.repository_name": "demo-app",
    "intake.description": "Counts the words of a text.",
    "intake.purpose": "C",
    "intake.users": ["C"],
    "intake.maturity": "B",
    "intake.lifespan": "B",
    "intake.python_version": ">=3.11",
    "intake.deployment": "A",
    "intake.concurrency": "A",
    "intake.non_goals": ["not a word processor"],
}
ARCHITECTURE: dict[str, Any] = {
    "architecture.dependencies": "E",
    "architecture.configuration": "A",
    "architecture.errors": "A",
    "architecture.logging": "C",
    "architecture.testing": "B",
}
TREE = """\
src/
  demo_app/
    words.py  # Counts words.
tests/
  test_words.py  # Tries words.py.
pyproject.toml
"""
CONTRACT = "def count(text: str) -> int: ...\n"
WORDS = '''\
"""Counts the words of a text."""


def count(text: str) -> int:
    """Count the words of a text.

    Args:
        text: Any text.

    Returns:
        How many words it has.
    """
    return len(text.split())
'''
TESTS = """\
from demo_app.words import count


def test_counts_words() -> None:
    assert count("one two") == 2
"""


def answer_intake(project: Project) -> None:
    """Answer stage 0."""
    for key, value in INTAKE.items():
        design_desk.answer(project, key, value)


def answer_architecture(project: Project) -> None:
    """Answer stage 1, the conventions as suggested."""
    for key, value in ARCHITECTURE.items():
        design_desk.answer(project, key, value)
    conventions = [
        entry.key
        for entry in catalog.questions_of(Gate.ARCHITECTURE, project.state.answers)
        if entry.key.startswith("project.")
    ]
    design_desk.accept_suggestions(project, conventions)


def confirm_all(project: Project, *, until: Gate | None = None) -> None:
    """Answer and confirm everything, up to and without ``until``."""
    for gate in Gate:
        if gate is until:
            return
        match gate:
            case Gate.INTAKE:
                answer_intake(project)
            case Gate.ARCHITECTURE:
                answer_architecture(project)
            case Gate.STRUCTURE:
                design_desk.answer(project, "structure.way", "own")
                design_desk.adopt(project, read_tree(TREE))
            case Gate.PLAN:
                plan_desk.set_contract(project, "src/demo_app/words.py", CONTRACT)
        design_desk.confirm(project, gate, reason="a small design for a test")


def begun(root: Path, *, until: Gate | None = None) -> Project:
    """A project at ``root``, confirmed up to ``until``."""
    project = Project.open(root)
    confirm_all(project, until=until)
    return project
