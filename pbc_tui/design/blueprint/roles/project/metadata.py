"""Roles of the files that describe the distribution: metadata, requirements, lock file, licence."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.commands import (
    COVERAGE_THRESHOLD,
    manager_of,
    measures_coverage,
    running,
)
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import (
    Dependency,
    dev_dependencies,
    docs_dependencies,
    runtime_dependencies,
)
from pbc_tui.design.blueprint.dependencies import test_dependencies as tests_need
from pbc_tui.design.blueprint.identity import (
    distribution_name,
    holders,
    licence_expression,
    package_directory,
    url_of,
    version_of,
)
from pbc_tui.design.blueprint.identity import test_roots as roots_of_tests
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles.role import Role


def _pyproject(context: Context, _: str) -> Brief:
    manager = manager_of(context)
    backend = f"{manager.build_requires} with {manager.backend}"
    return Brief(
        purpose=f"Describes {context.repository}: metadata, dependencies, build, tool settings.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.MODERATE,
        required_tables=_tables(context),
        problem=(
            f"One file from which {manager.title}, build, tests, style and types take what they "
            "need (PEP 621)."
        ),
        algorithms=(
            f"[project]: name {distribution_name(context)!r}, version {version_of(context)!r}, "
            f"requires-python {context.python_specifier!r}, license "
            f"{licence_expression(context)!r} (SPDX, PEP 639), description and authors as given.",
            f"dependencies: {_list(runtime_dependencies(context))}.",
            f"Extra test: {_list(tests_need(context))}.",
            f"Extra docs: {_list(docs_dependencies(context))}.",
            f"Extra dev: those of test and {_list(dev_dependencies(context))}.",
            f"[build-system]: {backend}; the package lies in {package_directory(context) or 'no'} "
            "directory.",
            *_groups(context),
            f"[tool.ruff]: line-length {context.line_length}, target-version "
            f"py{context.python.replace('.', '')}, pydocstyle convention for "
            f"{context.docstrings.value}; docstrings are not asked of tests.",
            *_test_settings(context),
            *_scripts(context),
        ),
        edge_cases=(
            "Every extra is there even where it is empty, so that installing .[dev] always works.",
            "No licence classifier stands beside the SPDX expression (PEP 639 forbids both).",
            *(
                ()
                if url_of(context)
                else ("No [project.urls]: the repository has no address yet.",)
            ),
        ),
        errors=("A key that the tool does not know is refused by it, so none is invented.",),
        security=("Every dependency has a lower and an upper bound.", "No credential, no index."),
        behaviours=(
            'pip install -e ".[dev]" works in an empty environment',
            f"{command_line(manager.build)} makes a wheel and an sdist",
        ),
        data_flow=f"read by {manager.title}, pip, ruff, mypy"
        + (", pytest" if context.testing is not o.Testing.NONE else ""),
        example=f"{command_line(manager.develop)}\n",
    )


def _tables(context: Context) -> tuple[str, ...]:
    tables = [
        "build-system.requires",
        "build-system.build-backend",
        "project.name",
        "project.version",
        "project.description",
        "project.requires-python",
        "project.license",
        "project.authors",
        "project.dependencies",
        "project.optional-dependencies.dev",
        "project.optional-dependencies.docs",
        "project.optional-dependencies.test",
        "tool.ruff.line-length",
        "tool.ruff.target-version",
        "tool.ruff.lint.pydocstyle.convention",
        "tool.mypy",
    ]
    if context.has("readme"):
        tables.append("project.readme")
    if context.has("cli"):
        tables.append("project.scripts")
    if url_of(context):
        tables.append("project.urls")
    if roots_of_tests(context):
        tables.append("tool.pytest.ini_options")
        if measures_coverage(context) and package_directory(context):
            tables.append("tool.coverage.report")
    if context.testing is o.Testing.COMPREHENSIVE and package_directory(context):
        tables.append("tool.coverage.report.fail_under")
    return tuple(tables)


def _groups(context: Context) -> tuple[str, ...]:
    if context.manager not in (o.Dependencies.UV, o.Dependencies.PDM):
        return ()
    name = distribution_name(context)
    return (
        f'[dependency-groups]: dev = ["{name}[dev]"], so that {running(context, "ruff", "check")} '
        "finds its tools without a further option.",
    )


def _test_settings(context: Context) -> tuple[str, ...]:
    if not roots_of_tests(context):
        return ()
    lines = [
        f"[tool.pytest.ini_options]: testpaths {list(roots_of_tests(context))}, strict markers and "
        "configuration, import mode importlib"
        + (
            ", asyncio_mode auto."
            if any(entry.name == "pytest-asyncio" for entry in tests_need(context))
            else "."
        )
    ]
    if context.testing is o.Testing.COMPREHENSIVE:
        lines.append(f"[tool.coverage.report]: fail_under {COVERAGE_THRESHOLD}, branch coverage.")
    lines.append("No coverage option in addopts: a single test file must be able to run alone.")
    return tuple(lines)


def _scripts(context: Context) -> tuple[str, ...]:
    if context.has("cli"):
        return (f"[project.scripts]: {context.repository} = {context.module('cli')}:main.",)
    return ()


def _requirements(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Lists what {context.repository} needs to run, one requirement a line.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("pyproject",),
        problem="Plain deployments install from this file with pip alone.",
        algorithms=(f"Exactly: {_list(runtime_dependencies(context))}.",),
        edge_cases=("The bounds are those of project.dependencies in pyproject.toml.",),
        security=("No index address and no credential.",),
        behaviours=("python -m pip install -r requirements.txt works in an empty environment",),
        data_flow="read by pip",
        example="python -m pip install -r requirements.txt\n",
    )


def _requirements_dev(context: Context, _: str) -> Brief:
    wanted = (*tests_need(context), *dev_dependencies(context))
    return Brief(
        purpose=f"Lists what development of {context.repository} needs beside requirements.txt.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        requires=("requirements", "pyproject"),
        problem="One command gives a contributor everything, the project itself included.",
        algorithms=(f"First -r requirements.txt, then -e ., then: {_list(wanted)}.",),
        edge_cases=("The bounds are those of the extra dev in pyproject.toml.",),
        security=("No index address and no credential.",),
        behaviours=("after installing it, the tests run" if wanted else "it installs",),
        data_flow="read by pip",
        example="python -m pip install -r requirements-dev.txt\n",
    )


def _lock(context: Context, _: str) -> Brief:
    manager = manager_of(context)
    lock, check = command_line(manager.lock), command_line(manager.lock_check)
    return Brief(
        purpose=f"Holds the exact versions that {manager.title} resolved; it writes the file.",
        phase=Phase.LOCK,
        effort=Effort.TRIVIAL,
        requires=("pyproject",),
        problem="Everybody and every machine installs the same versions.",
        algorithms=(f"Written by `{lock}` in the repository's root, never by hand.",),
        edge_cases=("Without a package index it cannot be made: it is absent, with that reason.",),
        errors=(f"`{check}` fails where it does not fit pyproject.toml.",),
        security=("It holds the hash of every file that may be installed.",),
        behaviours=(f"`{check}` passes",),
        data_flow=f"pyproject.toml -> {lock} -> {manager.lock_file} -> every installation",
        example=f"{lock}\n",
    )


def _licence(context: Context, _: str) -> Brief:
    expression = licence_expression(context)
    return Brief(
        purpose=f"Holds the terms under which {context.repository} may be used: {expression}.",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        problem="Without a licence nobody may use the code.",
        algorithms=(
            f"The full, unchanged text of {expression}; the copyright holders are "
            f"{holders(context)}.",
        ),
        edge_cases=("No placeholder stays in the text.",),
        data_flow="named by pyproject.toml and README, part of wheel and sdist",
    )


def _list(entries: tuple[Dependency, ...]) -> str:
    return ", ".join(entry.requirement for entry in entries) or "none"


ROLES = (
    Role("pyproject", _pyproject),
    Role("requirements", _requirements),
    Role("requirements_dev", _requirements_dev),
    Role("lock", _lock),
    Role("licence", _licence),
)
