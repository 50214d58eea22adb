"""What the accepted pyproject.toml asks for, as far as running the tests goes (PEP 621)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.toml_reading import read_toml
from pbc_tui.workspace.files import WorkspaceError, read

_EXTRAS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Requirements:
    """``packages`` are requirement texts (PEP 508), ``extras`` the optional groups they are from.

    ``python`` is the version specifier, "" where none is given.
    """

    packages: tuple[str, ...]
    extras: tuple[str, ...]
    python: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The packages by their plain names."""
        from packaging.requirements import Requirement

        return tuple(sorted({Requirement(text).name for text in self.packages}))


def read_requirements(root: Path) -> Requirements:
    """Read ``pyproject.toml`` of a repository: its dependencies and those of its extras for tests.

    pytest is among them in any case, since it is what runs the tests.

    Raises:
        WorkspaceError: when it cannot be read, or is no valid TOML.
    """
    try:
        text = read(root, "pyproject.toml").decode()
        project = _table(read_toml(text), "project")
    except ValueError as error:
        raise WorkspaceError(f"pyproject.toml: {single_line(str(error))}") from error
    optional = _table(project, "optional-dependencies")
    extras = tuple(name for name in _EXTRAS if name in optional)
    wanted = [_list(project, "dependencies"), *(_list(optional, name) for name in extras)]
    own, python = str(project.get("name", "")), project.get("requires-python", "")
    packages = {text for texts in wanted for text in texts if _is_package(text, own)}
    if "pytest" not in Requirements(tuple(packages), ()).names:
        packages.add("pytest")
    return Requirements(tuple(sorted(packages)), extras, python if isinstance(python, str) else "")


def _table(within: dict[str, Any], name: str) -> dict[str, Any]:
    found = within.get(name)
    return found if isinstance(found, dict) else {}


def _list(within: dict[str, Any], name: str) -> list[str]:
    found = within.get(name)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def _is_package(text: str, own: str) -> bool:
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return False
    # A reference to the project's own extra is resolved already; an address is never fetched.
    return requirement.url is None and canonicalize_name(requirement.name) != canonicalize_name(own)
