"""The pages of the documentation and the set-up of its site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pbc_tui.agents.builtin.catalogue import catalogue
from pbc_tui.agents.builtin.project.readme import modules, pattern_of, places, readme_commands
from pbc_tui.agents.builtin.project.readme import style_title as title_of_style
from pbc_tui.agents.builtin.project.usage import quick_start, reads_lines, scenarios
from pbc_tui.agents.builtin.rendering import render
from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.identity import (
    is_service,
    package_directory,
    source_root,
    url_of,
)
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.settings import (
    config_file_variable,
    environment_files,
    in_environment,
    settings_of,
    variable,
)
from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.plan.build import Plan

_PAGES = (
    ("docs:how-tos", "How-tos", "recipes that run as they stand"),
    ("docs:api-reference", "API reference", "every public module, class and function"),
    ("docs:architecture", "Architecture", "the modules, how they depend on each other, and why"),
    ("docs:contributing", "Contributing", "how to set up, check and propose a change"),
)


@dataclass(frozen=True, slots=True)
class Interface:
    """A module's public interface, as the reference shows it."""

    module: str
    purpose: str
    contract: str
    is_package: bool


def page(plan: Plan, name: str) -> str:
    """One page of the documentation: "index", "api-reference", "how-tos", ..."""
    context = plan.context
    return render(f"project/docs/{name}.md.j2", **_values(plan, context))


def mkdocs(plan: Plan, _: str) -> str:
    """The set-up of the MkDocs site."""
    context = plan.context
    found = [("Home", "docs:index"), *((title, role) for role, title, _ in _PAGES)]
    return render(
        "project/mkdocs.yml.j2",
        context=context,
        url=url_of(context),
        pages=[
            (title, context.path(role).removeprefix("docs/"))
            for title, role in found
            if context.has(role)
        ],
        mkdocstrings=generates_reference(context),
        source_root=source_root(context) or ".",
        docstring_style={"rest": "sphinx"}.get(context.docstrings.value, context.docstrings.value),
    )


def generates_reference(context: Context) -> bool:
    """Whether the reference is generated from docstrings while the site is built."""
    return context.has("mkdocs") and context.has("docs:api-reference")


def interfaces(plan: Plan) -> tuple[Interface, ...]:
    """The public modules of the package with their contracts, in the order of the tree."""
    inside = package_directory(plan.context)
    return tuple(
        Interface(
            module_name(path),
            task.purpose,
            task.spec.contract.strip(),
            path.endswith("/__init__.py"),
        )
        for path in plan.context.files
        if (task := plan.by_path.get(path))
        and path.startswith(f"{inside}/")
        and path.endswith(".py")
        and task.spec.contract.strip()
    )


def _values(plan: Plan, context: Context) -> dict[str, Any]:
    words = catalogue("en")
    issues, questions = places(context, words)
    return {
        "context": context,
        "t": words.text,
        "join": words.join,
        "users": [words.text(f"users.{user}") for user in context.answers.intake.users or ()],
        "non_goals": context.answers.intake.non_goals or (),
        "url": url_of(context),
        "manager": c.manager_of(context),
        "line": command_line,
        "running": lambda *command: c.running(context, *command),
        "quick": quick_start(context),
        "pages": [
            (title, context.path(role).removeprefix("docs/"), summary)
            for role, title, summary in _PAGES
            if context.has(role)
        ],
        "mkdocstrings": generates_reference(context),
        "sphinx": context.has("sphinx"),
        "interfaces": interfaces(plan),
        "service": is_service(context),
        "framework": framework_of(context),
        "scenarios": scenarios(context),
        "reads_lines": reads_lines(context),
        "settings": settings_of(context) if context.has("config") else (),
        "variable": lambda setting: variable(setting, context),
        "in_environment": lambda setting: in_environment(setting, context),
        "config_variable": config_file_variable(context),
        "check_settings": _check_settings(context),
        "pattern": pattern_of(context),
        "modules": modules(plan, words),
        "decisions": decisions(context),
        "edges": _edges(context),
        "environments": bool(environment_files(context)),
        "commands": readme_commands(context),
        "convention_title": title_of_style(context),
        "issues": issues,
        "questions": questions,
    }


def _edges(context: Context) -> tuple[str, ...]:
    """What stands at the edge of the architecture: each way in that the tree has."""
    examples = any(role.startswith("example:") for role in context.layout)
    pages = any(role.startswith("web:") for role in context.layout)
    ways = {"command line": context.has("cli"), "HTTP": context.has("app"), "pages": pages}
    return tuple(name for name, there in {**ways, "examples": examples}.items() if there)


def decisions(context: Context) -> tuple[tuple[str, str, str], ...]:
    """The decisions of stage 1 as (title, choice, what follows from it)."""
    found = []
    for name in ("dependencies", "configuration", "errors", "logging", "testing"):
        question = QUESTIONS[f"architecture.{name}"]
        choice = question.choice(getattr(context, _ATTRIBUTES.get(name, name)))
        found.append((question.title, choice.title, choice.changes or choice.fits))
    return tuple(found)


_ATTRIBUTES = {"dependencies": "manager"}


def _check_settings(context: Context) -> str:
    unpacked = ".value" if context.errors is o.Errors.RESULTS else ""
    code = f"from {context.package}.config import load_settings; print(load_settings(){unpacked})"
    if context.has("config"):
        code = code.replace(f"{context.package}.config", context.module("config"))
    return f"{c.using(context, 'python', '-c')} '{code}'"
