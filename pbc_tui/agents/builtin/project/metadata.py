"""pyproject.toml and the requirements files, for each dependency manager."""

from __future__ import annotations

from pbc_tui.agents.builtin.rendering import render
from pbc_tui.design import options as o
from pbc_tui.design.blueprint.commands import COVERAGE_THRESHOLD, manager_of
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import (
    Dependency,
    dev_dependencies,
    docs_dependencies,
    runtime_dependencies,
)
from pbc_tui.design.blueprint.dependencies import test_dependencies as tests_need
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.identity import (
    authors_of,
    distribution_name,
    licence_expression,
    licence_of,
    package_directory,
    source_root,
    url_of,
    version_of,
)
from pbc_tui.design.blueprint.identity import test_roots as roots_of_tests
from pbc_tui.design.plan.build import Plan

LINT = ("B", "C4", "D", "E", "F", "I", "PT", "SIM", "UP", "W")
"""The rules of ruff that a generated repository is held to."""

# An own tree may hold no package at all; of the backends, this one still builds it.
_WITHOUT_PACKAGE = ("hatchling>=1.27,<2.0", "hatchling.build")
_CONVENTIONS = {
    o.DocstringStyle.GOOGLE: "google",
    o.DocstringStyle.NUMPY: "numpy",
    o.DocstringStyle.REST: "pep257",
}
_FRAMEWORKS = {
    "fastapi": "Framework :: FastAPI",
    "flask": "Framework :: Flask",
    "strawberry": "Framework :: FastAPI",
    "graphene": "Framework :: FastAPI",
}
_STATUS = {
    o.Maturity.PROTOTYPE: "Development Status :: 2 - Pre-Alpha",
    o.Maturity.PRODUCTION: "Development Status :: 4 - Beta",
    o.Maturity.LONG_TERM: "Development Status :: 4 - Beta",
}


def pyproject(plan: Plan, _: str) -> str:
    """The text of pyproject.toml (PEP 621, 639)."""
    context = plan.context
    manager = manager_of(context)
    directory = package_directory(context)
    requires, backend = (manager.build_requires, manager.backend) if directory else _WITHOUT_PACKAGE
    runtime, test = runtime_dependencies(context), tests_need(context)
    url = url_of(context)
    return render(
        "project/pyproject.toml.j2",
        context=context,
        name=distribution_name(context),
        version=version_of(context),
        authors=authors_of(context),
        licence_expression=licence_expression(context),
        classifiers=classifiers(context),
        runtime=_requirements(runtime),
        test=_requirements(test),
        dev=_requirements((*test, *dev_dependencies(context))),
        docs=_requirements(docs_dependencies(context)),
        scripts=scripts(context),
        url=url,
        on_github=url.startswith("https://github.com/"),
        groups=context.manager in (o.Dependencies.UV, o.Dependencies.PDM) and bool(directory),
        build_requires=[requires],
        build_backend=backend,
        package_directory=directory,
        namespace=bool(directory) and f"{directory}/__init__.py" not in context.files,
        source_root=source_root(context),
        test_roots=roots_of_tests(context),
        typed=_typed(context),
        test_names={entry.name for entry in test},
        modules={entry.module for entry in runtime},
        lint=LINT,
        ignored=ignored(context),
        convention=convention(context),
        undocumented=_undocumented(context),
        annotate_all=context.answers.project.annotations is not o.Annotations.PUBLIC,
        threshold=threshold(context),
        untyped=[name for module in _untyped(context) for name in (module, f"{module}.*")],
        on_untyped=[context.module(role) for role in ("schemas", "routes") if context.has(role)],
        package_files=_package_files(context),
        built=f"{directory}/web/built" if context.has("web:package") else "",
    )


def requirements(plan: Plan, _: str) -> str:
    """The text of requirements.txt: what it needs to run."""
    context = plan.context
    return render(
        "project/requirements.txt.j2",
        name=distribution_name(context),
        runtime=_requirements(runtime_dependencies(context)),
    )


def requirements_dev(plan: Plan, _: str) -> str:
    """The text of requirements-dev.txt: what development needs beside it."""
    context = plan.context
    return render(
        "project/requirements-dev.txt.j2",
        name=distribution_name(context),
        dev=_requirements((*tests_need(context), *dev_dependencies(context))),
    )


def classifiers(context: Context) -> tuple[str, ...]:
    """The trove classifiers that are true of it; the licence is none of them (PEP 639)."""
    found = [_STATUS[context.maturity], "Intended Audience :: Developers"]
    if context.has("app") and framework_of(context).key in _FRAMEWORKS:
        found.append(_FRAMEWORKS[framework_of(context).key])
    if context.concurrency is not o.Concurrency.SYNC:
        found.append("Framework :: AsyncIO")
    if context.has("cli"):
        found.append("Environment :: Console")
    if licence_of(context) is o.Licence.PROPRIETARY:
        found.append("Private :: Do Not Upload")
    found.append("Programming Language :: Python :: 3")
    found += [f"Programming Language :: Python :: {version}" for version in context.pythons]
    if context.has("py_typed"):
        found.append("Typing :: Typed")
    return tuple(found)


def scripts(context: Context) -> dict[str, str]:
    """The commands that installing it puts on PATH, each with what it calls."""
    if context.has("cli"):
        return {context.repository: f"{context.module('cli')}:main"}
    if context.has("main") and context.has("app"):
        return {context.repository: f"{context.module('main')}:main"}
    return {}


def ignored(context: Context) -> tuple[str, ...]:
    """The rules of ruff among ``LINT`` that do not apply.

    Constructors are described by their class. Result objects are written so that a stub of them
    reads alike on every Python: no type parameter syntax (PEP 695).
    """
    generic = context.has("results") and context.python not in ("3.10", "3.11")
    return ("D105", "D107", *(("UP046",) if generic else ()))


def convention(context: Context) -> str:
    """The docstring style as pydocstyle names it."""
    return _CONVENTIONS[context.docstrings]


def threshold(context: Context) -> int:
    """The least coverage in percent, 0 where none is asked for."""
    return COVERAGE_THRESHOLD if context.testing is o.Testing.COMPREHENSIVE else 0


def _requirements(entries: tuple[Dependency, ...]) -> list[str]:
    return [entry.requirement for entry in sorted(entries, key=lambda entry: entry.name)]


def _undocumented(context: Context) -> tuple[str, ...]:
    roots = roots_of_tests(context)
    if not roots:
        return ()
    if roots == ("tests",):
        return ("tests/**",)
    return ("**/conftest.py", "**/test_*.py", "tests/**")


def _typed(context: Context) -> list[str]:
    """What mypy reads: the package, and the tests that lie apart from it."""
    package = package_directory(context)
    apart = [root for root in roots_of_tests(context) if root != package.split("/")[0]]
    return [package, *apart]


def _untyped(context: Context) -> tuple[str, ...]:
    return framework_of(context).untyped if context.has("routes") else ()


def _package_files(context: Context) -> list[str]:
    """What of the package is no Python: setuptools takes only what it is told."""
    inside = f"{package_directory(context)}/"
    places = (
        path.removeprefix(inside).rpartition("/")
        for path in context.files
        if path.startswith(inside) and not path.endswith((".py", "py.typed"))
    )
    found = {f"{directory}/*" for directory, _, _ in places if directory}
    built = {"web/built/**/*"} if context.has("web:spa") else set()
    return sorted({"py.typed", *found, *built})
