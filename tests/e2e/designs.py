"""A small design of its own tree, prepared by the workflow's own commands up to some gate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import read_tree
from pbc_tui.workflow import design_desk, going_back, plan_desk
from pbc_tui.workflow.project import Project

INTAKE: dict[str, Any] = {
    "intake.package_name": "shape_sums",
    "intake.repository_name": "shape-sums",
    "intake.description": "Adds up the areas of plane shapes for programs that lay out pages.",
    "intake.purpose": "C",
    "intake.users": ["C"],
    "intake.maturity": "B",
    "intake.lifespan": "B",
    "intake.python_version": ">=3.11",
    "intake.deployment": "A",
    "intake.concurrency": "A",
    "intake.non_goals": ["not a drawing program", "not a solver of equations"],
}
ARCHITECTURE: dict[str, Any] = {
    "architecture.dependencies": "A",
    "architecture.configuration": "A",
    "architecture.errors": "A",
    "architecture.logging": "C",
    "architecture.testing": "B",
}
FEATURES: dict[str, Any] = {
    "features.api": "no",
    "features.web_ui": "no",
    "features.demo": "no",
    "features.docs_site": "no",
    "features.readme_languages": [],
}
TREE = """\
pyproject.toml  # Describes the project.
src/
  shape_sums/
    shapes.py  # Plane shapes that know their area.
    sums.py  # Adds up the areas of shapes.
tests/
  test_sums.py  # Tries the sums.
"""
SHAPES = "src/shape_sums/shapes.py"
SUMS = "src/shape_sums/sums.py"
TESTS = "tests/test_sums.py"
CONTRACTS = {
    SHAPES: """\
class Rectangle:
    def __init__(self, width: float, height: float) -> None: ...
    def area(self) -> float: ...
""",
    SUMS: """\
from collections.abc import Iterable
from shape_sums.shapes import Rectangle

class AreaSum:
    def __init__(self, shapes: Iterable[Rectangle]) -> None: ...
    def total(self) -> float: ...
""",
}


def prepare(
    root: Path, until: Gate | None = None, *, agent: str = "beside", tree: str = TREE
) -> None:
    """A project at ``root`` that stands at the gate ``until``, or, without one, at its first task.

    The gate's own questions are open. Of ``tree`` those files get a contract that have one here.
    """
    root.mkdir(parents=True, exist_ok=True)
    project = Project.open(root)
    try:
        for gate in Gate:
            if gate is until:
                return
            _answer(project, gate, tree)
            if gate is Gate.PLAN:
                plan_desk.choose_agent(project, agent)
            design_desk.confirm(project, gate, reason="small on purpose")
    finally:
        project.close()


def reopen(root: Path, gate: Gate) -> None:
    """Open a confirmed gate of the project at ``root`` again."""
    project = Project.open(root)
    try:
        going_back.reopen(project, gate, "to try something")
    finally:
        project.close()


def _answer(project: Project, gate: Gate, tree: str) -> None:
    match gate:
        case Gate.INTAKE:
            _give(project, INTAKE)
        case Gate.ARCHITECTURE:
            _give(project, ARCHITECTURE)
            asked = catalog.questions_of(gate, project.state.answers)
            conventions = [entry.key for entry in asked if entry.key.startswith("project.")]
            design_desk.accept_suggestions(project, conventions)
        case Gate.STRUCTURE:
            design_desk.answer(project, "structure.way", "own")
            design_desk.adopt(project, read_tree(tree))
        case Gate.FEATURES:
            _give(project, FEATURES)
        case Gate.PLAN:
            for path, stub in CONTRACTS.items():
                if path in project.state.tree:
                    plan_desk.set_contract(project, path, stub)


def _give(project: Project, answers: dict[str, Any]) -> None:
    for key, value in answers.items():
        design_desk.answer(project, key, value)
