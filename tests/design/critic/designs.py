"""Complete, sensible designs to start from, one for each purpose, and changes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.structure import Tree
from pbc_tui.design.templates import missing_for_features, propose

LIBRARY: Mapping[str, Any] = {
    "intake.package_name": "schema_guard",
    "intake.repository_name": "schema-guard",
    "intake.description": (
        "Checks structured data against user-defined schemas and says precisely what is wrong."
    ),
    "intake.purpose": "library",
    "intake.users": ["developers", "systems"],
    "intake.maturity": "production",
    "intake.lifespan": "years",
    "intake.python_version": ">=3.11",
    "intake.deployment": "local",
    "intake.concurrency": "synchronous",
    "intake.non_goals": ["not a web framework", "not an ORM", "not a command-line tool"],
    "architecture.dependencies": "uv",
    "architecture.configuration": "environment",
    "architecture.errors": "exceptions",
    "architecture.logging": "standard",
    "architecture.testing": "integration",
    "project.licence": "MIT",
    "project.authors": ["The schema-guard authors"],
    "project.version": "0.1.0",
    "project.url": "",
    "project.line_length": 88,
    "project.docstrings": "google",
    "project.annotations": "all",
    "project.longest_file": 400,
    "structure.way": "template",
    "features.api": "no",
    "features.web_ui": "no",
    "features.demo": "minimal",
    "features.docs_site": "no",
    "features.readme_languages": [],
    "features.add_missing": True,
}

SERVICE: Mapping[str, Any] = {
    **LIBRARY,
    "intake.package_name": "rate_desk",
    "intake.repository_name": "rate-desk",
    "intake.description": "Serves daily exchange rates to customers over HTTP.",
    "intake.purpose": "api-service",
    "intake.users": ["external", "systems"],
    "intake.deployment": "containers",
    "intake.concurrency": "asyncio",
    "intake.non_goals": ["no trading", "no user accounts"],
    "architecture.configuration": "pydantic-settings",
    "architecture.logging": "structlog",
    "features.api": "fastapi",
    "features.api_purpose": "external",
    "features.demo": "no",
}

INTERNAL: Mapping[str, Any] = {
    **SERVICE,
    "intake.purpose": "internal-service",
    "intake.users": ["internal-team", "systems"],
    "features.api_purpose": "internal",
}

TOOL: Mapping[str, Any] = {
    **LIBRARY,
    "intake.package_name": "photo_names",
    "intake.repository_name": "photo-names",
    "intake.description": "Renames photo files by the date on which they were taken.",
    "intake.purpose": "cli-tool",
    "intake.users": ["external"],
    "intake.lifespan": "months",
    "intake.non_goals": ["not a photo editor"],
    "features.demo": "no",
}

PROTOTYPE: Mapping[str, Any] = {
    **LIBRARY,
    "intake.package_name": "spam_trial",
    "intake.repository_name": "spam-trial",
    "intake.description": "Tries whether word vectors tell unwanted mail from wanted mail.",
    "intake.purpose": "prototype",
    "intake.users": ["personal"],
    "intake.maturity": "prototype",
    "intake.lifespan": "weeks",
    "intake.non_goals": ["not for production"],
    "architecture.dependencies": "pip-pyproject",
    "architecture.logging": "minimal",
    "architecture.testing": "unit",
    "features.demo": "no",
}

BASES: Mapping[str, Mapping[str, Any]] = {
    "library": LIBRARY,
    "service": SERVICE,
    "internal": INTERNAL,
    "tool": TOOL,
    "prototype": PROTOTYPE,
}


def answers_of(base: Mapping[str, Any], changes: Mapping[str, Any] | None = None) -> Answers:
    """The typed answers of a base with changes; None opens a question."""
    answers = Answers()
    for key, value in {**base, **(changes or {})}.items():
        answers = catalog.answer(answers, key, value)
    return answers


def tree_of(answers: Answers) -> Tree:
    """The template for complete answers, with what the features need."""
    tree = propose(answers.before_features)
    rows = [_row(path, node) for path, node in tree.walk()]
    added = missing_for_features(answers, tree)
    return Tree.of([*rows, *((add.path, add.purpose, add.role) for add in added)])


def with_paths(tree: Tree, added: tuple[str, ...] = (), removed: tuple[str, ...] = ()) -> Tree:
    """The tree without everything below the removed paths, and with further files."""
    kept = [
        _row(path, node)
        for path, node in tree.walk()
        if not any(path == gone or path.startswith(f"{gone}/") for gone in removed)
    ]
    return Tree.of([*kept, *((path, "", "") for path in added)])


def own_tree(*paths: str) -> Tree:
    """A tree of these files, each with a purpose."""
    return Tree.of([(path, f"Holds {path}.", "") for path in paths])


def _row(path: str, node: Any) -> tuple[str, str, str]:
    return (f"{path}/" if node.is_directory else path, node.purpose, node.role)
