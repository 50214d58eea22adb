"""Roles of the documentation: the site's set-up and its pages."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles.role import Role

_CODE = ("core", "service", "config", "cli", "app", "routes")


def _mkdocs(context: Context, _: str) -> Brief:
    pages = ", ".join(path for role, path in context.layout.items() if role.startswith("docs:"))
    return Brief(
        purpose="Sets up the documentation site: title, navigation, plugins.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.TRIVIAL,
        requires=("pyproject",),
        problem="The site is built from the same commit as the code.",
        algorithms=(
            f"site_name {context.repository}; nav names every page: {pages}.",
            "Links are validated; the build is strict.",
        ),
        edge_cases=("The description is quoted: it may hold colons, quotes and hashes.",),
        security=("No analytics, nothing is loaded from elsewhere.",),
        behaviours=("mkdocs build --strict passes",),
        data_flow="docs/*.md -> site/",
        example=f"{c.docs_command(context)}\n" if c.docs_command(context) else "",
    )


def _page(context: Context, name: str) -> Brief:
    if name not in _PAGES:
        return Brief(
            purpose=f"Is the page {name} of the documentation of {context.repository}.",
            phase=Phase.DOCUMENTATION,
            effort=Effort.SIMPLE,
            requires=_CODE,
        )
    purpose, problem, algorithms, behaviours = _PAGES[name]
    return Brief(
        purpose=purpose.format(repository=context.repository),
        phase=Phase.DOCUMENTATION,
        effort=Effort.SIMPLE,
        requires=_CODE,
        problem=problem.format(
            description=context.description,
            non_goals="; ".join(context.answers.intake.non_goals or ()),
        ),
        algorithms=(*algorithms, *_special(name, context)),
        edge_cases=("Every link leads to a page that exists.",),
        security=("No secret is shown, not even an invented one.",),
        behaviours=behaviours,
        data_flow="read by people, on the site or in the repository",
    )


_PAGES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "index": (
        "Opens the documentation of {repository}.",
        "{description}",
        ("What it is, what it is not for, installation, first steps, a list of all pages.",),
        ("the first steps run as they stand",),
    ),
    "api-reference": (
        "Documents the public interface of {repository}, module by module.",
        "Whoever programs against it finds every name, parameter and failure.",
        ("One section per public module, in the order of the structure.",),
        ("every public class and function appears",),
    ),
    "how-tos": (
        "Shows how to do with {repository} what people come for, one recipe each.",
        "Readers come with a task and leave with code that runs.",
        ("One recipe per scenario of the README, each complete with its imports.",),
        ("every recipe runs as it stands",),
    ),
    "architecture": (
        "Explains how {repository} is built and which decisions led there.",
        "Whoever changes it knows what must stay. Not for: {non_goals}.",
        ("The pattern by name, a table of all modules, the direction of imports.",),
        ("every module of the package appears",),
    ),
    "contributing": (
        "Says how to set up, check and propose a change of {repository}.",
        "A first contribution needs no question.",
        ("Set-up, commands of every check, rules, where to ask.",),
        ("the commands are those of README and CI",),
    ),
}


def _special(name: str, context: Context) -> tuple[str, ...]:
    if name == "api-reference":
        if context.has("mkdocs"):
            return ("mkdocstrings generates it: one ::: directive per module.",)
        return ("The contracts as Python stubs.",)
    if name == "architecture":
        return (
            f"The decisions of stage 1: {context.manager.value}, {context.configuration.value}, "
            f"{context.errors.value}, {context.logging.value}, {context.testing.value}.",
        )
    if name == "contributing":
        manager = c.manager_of(context)
        checks = [command_line(manager.develop), c.lint_command(context), c.types_command(context)]
        if context.testing is not o.Testing.NONE:
            checks.append(c.test_command(context))
        return (f"Commands: {'; '.join(checks)}.",)
    return ()


ROLES = (Role("mkdocs", _mkdocs), Role("docs", _page))
