"""The package's own files: its ``__init__``, those of its sub-packages, the typing marker."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles.role import Role

_SUB_PACKAGES = {
    "api": "The HTTP layer: the application factory and its routes.",
    "server": "The HTTP layer for other systems: the application factory and its routes.",
    "core": "The service behind the API, free of any web framework.",
    "models": "The schemas of requests and responses.",
    "schemas": "The schemas of requests and responses.",
}


def _package(context: Context, parameter: str) -> Brief:
    if parameter:
        return _sub_package(context, parameter)
    version = context.answers.project.version
    names = ["__version__"]
    return Brief(
        purpose=f"Says what {context.repository} is and names its version.",
        phase=Phase.FOUNDATION,
        effort=Effort.TRIVIAL,
        contract=f'__version__: str = "{version}"\n__all__ = {names!r}\n'.replace("'", '"'),
    )


def _sub_package(context: Context, name: str) -> Brief:
    purpose = _SUB_PACKAGES.get(name, f"Marks {context.package}.{name} as a package.")
    return Brief(purpose=purpose, phase=Phase.FOUNDATION, effort=Effort.TRIVIAL)


def _py_typed(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Tells type checkers that {context.package} carries annotations (PEP 561).",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        problem="Without this empty file, type checkers ignore the annotations of the package.",
    )


ROLES = (Role("package", _package), Role("py_typed", _py_typed))
