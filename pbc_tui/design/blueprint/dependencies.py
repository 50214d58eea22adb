"""What the generated repository depends on, bounded, as the decisions ask for it (SPEC 9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import FLASK, framework_of
from pbc_tui.design.blueprint.page_packages import page_packages
from pbc_tui.design.blueprint.settings import reads_file


@dataclass(frozen=True, slots=True)
class Dependency:
    """A distribution with its bounds.

    ``module`` is what is imported, "" where the code imports nothing of it; ``extras`` are those of
    the distribution; ``marker`` is an environment marker (PEP 508).
    """

    name: str
    specifier: str
    module: str = ""
    extras: tuple[str, ...] = ()
    marker: str = ""

    @property
    def requirement(self) -> str:
        """The requirement as PEP 508 writes it."""
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        marker = f"; {self.marker}" if self.marker else ""
        return f"{self.name}{extras}{self.specifier}{marker}"


def runtime_dependencies(context: Context) -> tuple[Dependency, ...]:
    """What the package itself needs."""
    wanted: list[Dependency] = []
    if context.has("app"):
        wanted += [Dependency(*entry) for entry in framework_of(context).packages]
        if framework_of(context) is FLASK and context.concurrency is o.Concurrency.ASYNC:
            wanted = [
                replace(entry, extras=("async",)) if entry.name == "flask" else entry
                for entry in wanted
            ]
        wanted += [Dependency(*entry) for entry in page_packages(context)]
        if _solves_for_python_4(context):
            barred = framework_of(context).below_python_4
            wanted = [
                replace(entry, marker='python_version < "4"') if entry.name in barred else entry
                for entry in wanted
            ]
    if context.configuration is o.Configuration.PYDANTIC_SETTINGS:
        if not context.has("app"):
            wanted.append(Dependency("pydantic", ">=2.7,<3.0", "pydantic"))
        wanted.append(Dependency("pydantic-settings", ">=2.4,<3.0", "pydantic_settings"))
    elif reads_file(context) and context.python == "3.10":
        wanted.append(Dependency("tomli", ">=2.0,<3.0", "tomli", marker='python_version < "3.11"'))
    if context.logging is o.Logging.STRUCTLOG:
        wanted.append(Dependency("structlog", ">=24.1,<27.0", "structlog"))
    return tuple(sorted(wanted, key=lambda entry: entry.name))


def _solves_for_python_4(context: Context) -> bool:
    """Whether the manager wants an answer for every Python that the range lets in (Poetry)."""
    from packaging.specifiers import SpecifierSet

    unbounded = SpecifierSet(context.python_specifier).contains("4.0")
    return context.manager is o.Dependencies.POETRY and unbounded


def test_dependencies(context: Context) -> tuple[Dependency, ...]:
    """What the tests need beside the package; nothing where testing is "none"."""
    if context.testing is o.Testing.NONE:
        return ()
    wanted = [
        Dependency("pytest", ">=8.2,<10.0", "pytest"),
        Dependency("pytest-cov", ">=5.0,<8.0", "pytest_cov"),
    ]
    if context.has("app"):
        wanted += [Dependency(*entry) for entry in framework_of(context).test_packages]
    if context.concurrency is not o.Concurrency.SYNC:
        wanted.append(Dependency("pytest-asyncio", ">=1.0,<2.0", "pytest_asyncio"))
    return tuple(sorted(wanted, key=lambda entry: entry.name))


def dev_dependencies(context: Context) -> tuple[Dependency, ...]:
    """What development needs beside the tests."""
    wanted = [
        Dependency("mypy", ">=1.11,<3.0"),
        Dependency("ruff", ">=0.12,<1.0"),
    ]
    if context.has("app"):
        wanted += [Dependency(*entry) for entry in framework_of(context).dev_packages]
    if context.has("pre_commit"):
        wanted.append(Dependency("pre-commit", ">=3.7,<5.0"))
    return tuple(sorted(wanted, key=lambda entry: entry.name))


def docs_dependencies(context: Context) -> tuple[Dependency, ...]:
    """What the documentation site is built with; nothing where there is none to build."""
    if context.has("mkdocs"):
        wanted = [Dependency("mkdocs", ">=1.6,<2.0")]
        if context.has("docs:api-reference"):
            wanted.append(Dependency("mkdocstrings", ">=0.26,<2.0", extras=("python",)))
            # The last mkdocstrings for Python 3.10 breaks with later ones, and does not say so.
            wanted.append(Dependency("pymdown-extensions", ">=10.0,<12.0"))
        return tuple(wanted)
    if context.has("sphinx"):
        return (
            Dependency("myst-parser", ">=4.0,<6.0"),
            Dependency("sphinx", ">=8.0,<10.0"),
        )
    return ()
