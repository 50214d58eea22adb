"""Complete designs for tests: the answers of one sensible library, changed where a test wants."""

from __future__ import annotations

from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.plan.build import Plan, build_plan
from pbc_tui.design.structure import apply
from pbc_tui.design.templates import missing_for_features, propose

LIBRARY: dict[str, Any] = {
    "intake.package_name": "schema_guard",
    "intake.repository_name": "schema-guard",
    "intake.description": "Checks structured data against schemas.",
    "intake.purpose": "C",
    "intake.users": ["C", "D"],
    "intake.maturity": "B",
    "intake.lifespan": "C",
    "intake.python_version": ">=3.11",
    "intake.deployment": "A",
    "intake.concurrency": "A",
    "intake.non_goals": ["not a web framework", "not an ORM"],
    "architecture.dependencies": "A",
    "architecture.configuration": "A",
    "architecture.errors": "A",
    "architecture.logging": "A",
    "architecture.testing": "C",
    "project.licence": "MIT",
    "project.authors": ["Ada <ada@example.com>"],
    "project.version": "0.1.0",
    "project.url": "",
    "project.line_length": 88,
    "project.docstrings": "google",
    "project.annotations": "all",
    "project.longest_file": 400,
    "structure.way": "template",
    "features.api": "no",
    "features.web_ui": "no",
    "features.demo": "A",
    "features.docs_site": "no",
    "features.readme_languages": [],
    "features.add_missing": True,
}
SERVICE: dict[str, Any] = {
    "intake.purpose": "A",
    "intake.maturity": "C",
    "intake.deployment": "D",
    "intake.concurrency": "C",
    "architecture.configuration": "D",
    "architecture.errors": "C",
    "architecture.logging": "B",
    "architecture.testing": "D",
    "project.url": "https://github.com/acme/schema-guard",
    "features.api": "A",
    "features.api_purpose": "A",
    "features.demo": "C",
    "features.docs_site": "B",
    "features.docs_content": "A B C D",
}
TOOL: dict[str, Any] = {
    "intake.purpose": "E",
    "intake.deployment": "B",
    "intake.concurrency": "B",
    "architecture.dependencies": "D",
    "architecture.configuration": "C",
    "architecture.errors": "B",
    "architecture.logging": "C",
    "architecture.testing": "B",
    "features.docs_site": "C",
    "features.docs_content": "A B C D",
}
PROTOTYPE: dict[str, Any] = {
    "intake.purpose": "D",
    "intake.maturity": "A",
    "architecture.dependencies": "E",
    "architecture.configuration": "B",
    "architecture.logging": "C",
    "architecture.testing": "A",
    "features.demo": "no",
}
DESIGNS: dict[str, dict[str, Any]] = {
    "library": {},
    "service": SERVICE,
    "tool": TOOL,
    "prototype": PROTOTYPE,
}


def answers_of(*changes: dict[str, Any]) -> Answers:
    """The answers of the library with these changes, the last one winning."""
    wanted = dict(LIBRARY)
    for change in changes:
        wanted.update(change)
    answers = Answers()
    for key, value in wanted.items():
        answers = catalog.answer(answers, key, value)
    return answers


def plan_of(*changes: dict[str, Any]) -> Plan:
    """The plan of the template for these answers, what features need added."""
    answers = answers_of(*changes)
    tree = propose(answers)
    for edit in missing_for_features(answers, tree):
        tree = apply(tree, edit)
    return build_plan(answers, tree)


def context_of(*changes: dict[str, Any]) -> Context:
    """The context of the template for these answers."""
    return plan_of(*changes).context


def own_context(files: tuple[str, ...], *changes: dict[str, Any]) -> Context:
    """The context of an own tree in which no file has a role."""
    return Context(answers=answers_of(*changes), layout={}, files=files)
