"""What contracts, briefs and templates may know: complete answers, and which role lies where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.python_versions import minimum_python, python_versions

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Context:
    """A complete design, asked for what follows from it.

    ``layout`` maps a role ("core", "component:parser") to the path that carries it; ``files`` holds
    all paths of the canonical tree in its order.
    """

    answers: Answers
    layout: Mapping[str, str]
    files: tuple[str, ...]

    @property
    def package(self) -> str:
        """The importable name."""
        return _given(self.answers.intake.package_name)

    @property
    def repository(self) -> str:
        """The repository's name."""
        return _given(self.answers.intake.repository_name)

    @property
    def description(self) -> str:
        """What the backend accomplishes, in one sentence that ends in a full stop."""
        text = _given(self.answers.intake.description).rstrip()
        return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."

    @property
    def class_name(self) -> str:
        """The package name in CapWords: ``schema_guard`` gives ``SchemaGuard``."""
        return "".join(part[:1].upper() + part[1:] for part in self.package.split("_") if part)

    @property
    def purpose(self) -> o.Purpose:
        """What kind of backend it is."""
        return _given(self.answers.intake.purpose)

    @property
    def maturity(self) -> o.Maturity:
        """How far it is carried."""
        return _given(self.answers.intake.maturity)

    @property
    def deployment(self) -> o.Deployment:
        """Where it runs."""
        return _given(self.answers.intake.deployment)

    @property
    def concurrency(self) -> o.Concurrency:
        """The settled model: never "no preference"."""
        return _given(self.answers.intake.settled_concurrency)

    @property
    def python(self) -> str:
        """The lowest version that the code must run on, as "3.11"."""
        return minimum_python(self.answers.intake.python_version)

    @property
    def python_specifier(self) -> str:
        """The whole range, as ``requires-python`` wants it."""
        return _given(self.answers.intake.python_version)

    @property
    def pythons(self) -> tuple[str, ...]:
        """All minor versions in the range, oldest first."""
        return python_versions(self.python_specifier)

    @property
    def manager(self) -> o.Dependencies:
        """What manages the dependencies."""
        return _given(self.answers.architecture.dependencies)

    @property
    def configuration(self) -> o.Configuration:
        """Where settings come from."""
        return _given(self.answers.architecture.configuration)

    @property
    def errors(self) -> o.Errors:
        """How failures travel."""
        return _given(self.answers.architecture.errors)

    @property
    def logging(self) -> o.Logging:
        """How it tells what it does."""
        return _given(self.answers.architecture.logging)

    @property
    def testing(self) -> o.Testing:
        """How deep the tests go."""
        return _given(self.answers.architecture.testing)

    @property
    def line_length(self) -> int:
        """The longest line, in characters."""
        return _given(self.answers.project.line_length)

    @property
    def docstrings(self) -> o.DocstringStyle:
        """How docstrings are written."""
        return _given(self.answers.project.docstrings)

    def has(self, role: str) -> bool:
        """Whether the tree has a file in this role."""
        return role in self.layout

    def path(self, role: str) -> str:
        """The path of the file in this role.

        Raises:
            KeyError: when the tree has none.
        """
        return self.layout[role]

    def module(self, role: str) -> str:
        """The dotted name under which the file in this role is imported."""
        return module_name(self.layout[role])


def module_name(path: str) -> str:
    """The dotted module name of a path: ``src/app/core/__init__.py`` gives ``app.core``."""
    parts = path.removeprefix("src/").removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _given(value: _T | None) -> _T:
    if value is None:
        raise ValueError("the design is not complete yet")
    return value
