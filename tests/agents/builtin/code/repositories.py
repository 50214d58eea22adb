"""From answers to the files of a whole repository, as the built-in agent writes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from allpairspy import AllPairs  # type: ignore[import-untyped]

from pbc_tui.agents.builtin import write
from pbc_tui.design.plan.build import Plan, build_plan
from pbc_tui.design.structure import apply
from pbc_tui.design.templates import missing_for_features, propose, propose_guided
from tests.design.blueprint.designs import answers_of

FACTORS: dict[str, list[Any]] = {
    "intake.purpose": ["A", "C", "E", "B", "D"],
    "intake.concurrency": ["A", "B", "C"],
    "architecture.configuration": ["A", "B", "C", "D"],
    "architecture.errors": ["A", "B", "C"],
    "architecture.logging": ["A", "B", "C"],
    "architecture.testing": ["D", "B", "C", "A"],
    "architecture.dependencies": ["A", "B", "C", "D", "E"],
    "intake.deployment": ["A", "B", "D", "C", "E"],
    "intake.maturity": ["B", "A", "C"],
    "intake.package_name": ["schema_guard", "ab", "customer_relations_server", "record"],
    "intake.python_version": [">=3.11", ">=3.10", ">=3.12,<3.14"],
    "project.line_length": [88, 72, 79, 100, 120],
    "project.docstrings": ["google", "numpy", "rest"],
    "project.annotations": ["all", "public"],
    "features.demo": ["no", "A", "B", "C"],
    "features.api": ["no", "A", "B", "C", "D"],
    "features.api_purpose": ["B", "A", "C"],
    "features.api_framework": ["Strawberry", "Graphene"],
    "features.web_ui": ["no", "A", "B", "C", "D"],
    "features.web_ui_framework": ["React", "Vue"],
    "features.docs_site": ["no", "A", "B", "C"],
    "features.docs_content": ["A B C D", ""],
    "guided.exposure": ["", "A", "B", "C", "D"],
    "guided.components": ["parser,record", "", "parser"],
    "guided.tests": ["A", "B"],
    "guided.extra_dirs": ["", "A", "B C"],
}


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The designs of the matrix; one with a guided exposure is a guided proposal."""
    found = AllPairs(list(FACTORS.values()), filter_func=_written)
    return tuple(dict(zip(FACTORS, values, strict=True)) for values in found)


def _written(values: list[Any]) -> bool:
    """Admin pages are written for ASGI frameworks alone, from Python 3.11 on."""
    row = dict(zip(FACTORS, values, strict=False))
    if row.get("features.web_ui") != "D":
        return True
    asynchronous = row.get("features.api") not in ("B", "D")
    return asynchronous and row.get("intake.python_version") != ">=3.10"


def plan_of_row(row: dict[str, Any]) -> Plan:
    """The plan of one row."""
    guided = bool(row.get("guided.exposure"))
    kept = {key: value for key, value in row.items() if guided or not key.startswith("guided.")}
    if row.get("features.web_ui") == "D":
        kept["features.web_ui_framework"] = "starlette-admin"
    if guided:
        kept |= {"guided.examples": "B", "guided.docs": "A", "structure.way": "guided"}
    answers = answers_of(kept)
    tree = propose_guided(answers) if guided else propose(answers)
    for edit in missing_for_features(answers, tree):
        tree = apply(tree, edit)
    return build_plan(answers, tree)


WAITRESS = """
def serve(app, **given):
    print(given["host"], given["port"], type(app).__name__)
    if given["port"] == 9999:
        raise OSError("address already in use")
"""


def write_stand_in(root: Path) -> None:
    """Put something in the place of waitress, which is not installed beside these tests."""
    (root / "src").mkdir(parents=True, exist_ok=True)
    (root / "src" / "waitress.py").write_text(WAITRESS, encoding="utf-8")


def write_repository(plan: Plan, root: Path) -> None:
    """Write every file of the plan, save the one that the dependency manager writes."""
    for task in plan.tasks:
        if not task.written_by_manager:
            path = root / task.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(plan, task), encoding="utf-8")
