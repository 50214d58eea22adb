"""The commands of a generated repository, as README, CI, hooks and briefs all give them."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import test_dependencies as tests_need
from pbc_tui.design.blueprint.identity import test_roots as roots_of_tests
from pbc_tui.design.blueprint.managers import MANAGERS, Manager, command_line

COVERAGE_THRESHOLD = 85
"""The least share of the code, in percent, that comprehensive tests must reach."""


def manager_of(context: Context) -> Manager:
    """The entry of the chosen dependency manager."""
    return MANAGERS[context.manager]


def running(context: Context, *command: str) -> str:
    """A command line that runs in the project's environment."""
    return command_line(manager_of(context).running(*command))


def using(context: Context, *command: str) -> str:
    """A command line that needs nothing beside the installed project."""
    return command_line(manager_of(context).using(*command))


def test_command(context: Context, *arguments: str) -> str:
    """The command line that runs tests, "" where testing is "none" or the tree has no tests."""
    if context.testing is o.Testing.NONE or not roots_of_tests(context):
        return ""
    return running(context, "pytest", *arguments)


def measures_coverage(context: Context) -> bool:
    """Whether the tests can measure coverage."""
    return any(entry.name == "pytest-cov" for entry in tests_need(context))


def coverage_command(context: Context) -> str:
    """The command line that measures coverage, "" where nothing can measure it."""
    return test_command(context, "--cov") if measures_coverage(context) else ""


def lint_command(context: Context) -> str:
    """The command line that checks the style."""
    return running(context, "ruff", "check", ".")


def format_command(context: Context, *, check: bool = False) -> str:
    """The command line that formats the code, or only says whether it is formatted."""
    return running(context, "ruff", "format", *(["--check"] if check else []), ".")


def types_command(context: Context) -> str:
    """The command line that checks the types."""
    return running(context, "mypy")


def docs_command(context: Context, *, serve: bool = False) -> str:
    """The command line that builds or serves the site, "" where there is nothing to build."""
    command: tuple[str, ...]
    if context.has("sphinx"):
        shown = ("python", "-m", "http.server", "--directory", "docs/_build")
        command = shown if serve else ("sphinx-build", "-W", "docs", "docs/_build")
    elif context.has("mkdocs"):
        command = ("mkdocs", "serve") if serve else ("mkdocs", "build", "--strict")
    else:
        return ""
    if context.manager is o.Dependencies.UV:
        return command_line(("uv", "run", "--extra", "docs", *command))
    return running(context, *command)
