"""Roles of README.md, its translations and the changelog."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.identity import (
    is_service,
    licence_expression,
    url_of,
    version_of,
)
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import in_environment, settings_of, variable

SECTIONS = (
    "title",
    "badges",
    "installation",
    "quick start",
    "features",
    "architecture",
    "structure",
    "usage",
    "configuration",
    "development",
    "testing",
    "contributing",
    "licence",
    "API, web UI, examples, deployment",
)
"""The sections of a README in their order (SPEC 9); the last only as far as chosen."""


def _readme(context: Context, code: str) -> Brief:
    if code:
        return _translation(context, code)
    manager = c.manager_of(context)
    return Brief(
        purpose=f"Introduces {context.repository}: what it is, how to install, use and change it.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.MODERATE,
        requires=("pyproject", "core", "service", "config", "cli", "app", "licence"),
        problem="Whoever opens the repository can use it within minutes, from this page alone.",
        algorithms=(
            f"Sections in this order: {', '.join(SECTIONS[:-1])}; then "
            f"{', '.join(_optional(context)) or 'nothing more'}.",
            f"Title: {context.repository}, then: {context.description}",
            f"Not for: {'; '.join(context.answers.intake.non_goals or ())}.",
            f"Badges: licence {licence_expression(context)} and Python {context.python_specifier}"
            + (", CI." if url_of(context) and context.has("ci") else "; no other is true."),
            f"Installation: {command_line(manager.install)}.",
            f"Development: {command_line(manager.develop)}"
            + (
                f", {c.running(context, 'pre-commit', 'install')}."
                if context.has("pre_commit")
                else "."
            ),
            f"Testing: {', '.join(_test_commands(context)) or 'there are no tests, and why'}.",
            f"Configuration, every option: {_options(context)}.",
            "Structure: the tree of the repository, complete.",
        ),
        edge_cases=(
            "No address, badge or link that does not exist: the repository has "
            + (f"the address {url_of(context)}." if url_of(context) else "no address yet."),
            "The description may hold characters that mean something in Markdown: escape them.",
        ),
        security=("It says how secrets are set, and shows none.",),
        behaviours=(
            "the quick start runs as it stands, after the installation",
            "every relative link leads to a file of the repository",
            "nothing is a placeholder",
        ),
        data_flow="shown by code hosts; part of wheel and sdist",
        example=f"{command_line(manager.install)}\n",
    )


def _translation(context: Context, code: str) -> Brief:
    return Brief(
        purpose=f"Is README.md in the language {code}.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.MODERATE,
        requires=("readme",),
        problem=f"Readers of {code} find everything that README.md says.",
        algorithms=(
            "The whole README.md, same sections, same order, same links.",
            "Prose is translated; code, commands, paths and option names are not.",
            "Below the title: this is a translation, README.md is primary, both are to be kept "
            "in step.",
        ),
        edge_cases=("Fenced blocks are identical to those of README.md, byte for byte.",),
        security=("No secret is shown.",),
        behaviours=("links and fenced blocks are those of README.md",),
        data_flow="README.md -> translation; changes go the same way",
    )


def _changelog(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Records the changes of {context.repository}, and how long what is public stays.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.TRIVIAL,
        problem="Users decide by it whether and when to upgrade.",
        algorithms=(
            "The form of Keep a Changelog 1.1.0: an Unreleased section, later the releases.",
            f"Nothing is released yet: {version_of(context)} stands under Unreleased, and gets a "
            "section with its date when it is released.",
            "A deprecation policy: DeprecationWarning with the successor's name, at least one "
            "minor release, removal only in a major one.",
        ),
        edge_cases=("No section and no date for a version that is not released yet.",),
        behaviours=(f"Unreleased names the version {version_of(context)}",),
        data_flow="linked by README.md",
    )


def _optional(context: Context) -> tuple[str, ...]:
    there = {
        "API": is_service(context),
        "examples": any(role.startswith("example:") for role in context.layout),
        "deployment": context.has("dockerfile") or context.deployment is o.Deployment.SEVERAL,
    }
    return tuple(name for name, present in there.items() if present)


def _test_commands(context: Context) -> tuple[str, ...]:
    return tuple(
        command for command in (c.test_command(context), c.coverage_command(context)) if command
    )


def _options(context: Context) -> str:
    if not context.has("config"):
        return "there are none"
    return ", ".join(
        f"{entry.name} ({variable(entry, context)})"
        if in_environment(entry, context)
        else entry.name
        for entry in settings_of(context)
    )


ROLES = (Role("readme", _readme), Role("changelog", _changelog))
