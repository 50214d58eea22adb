"""The package's own files: its ``__init__``, those of its sub-packages, the typing marker."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.identity import version_of
from pbc_tui.design.blueprint.roles.code.foundation import exception_names
from pbc_tui.design.blueprint.roles.code.terms import Terms
from pbc_tui.design.blueprint.roles.role import Role

_SUB_PACKAGES = {
    "api": "Holds the HTTP layer: the application factory and its routes.",
    "server": "Holds the HTTP layer for other systems: the application factory and its routes.",
    "core": "Holds the service behind the API, free of any web framework.",
    "models": "Holds the schemas of requests and responses.",
    "schemas": "Holds the schemas of requests and responses.",
}

_QUIET = (
    "A NullHandler on the logger of the package: whoever imports it hears nothing until logging "
    "is configured."
)


def exports(context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the package offers at its top level, its public interface: (role, names)."""
    terms = Terms(context)
    raised = tuple(name for name, _ in exception_names(context))
    found: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("core", (terms.engine, "Record")),
        ("service", ("Item", terms.service)),
        ("config", ("Settings", "load_settings")),
        ("exceptions", (terms.base_error, *raised)),
        ("results", ("Err", "Failure", "Ok", "Result")),
        ("aio", (terms.edge,)),
    )
    return tuple((role, names) for role, names in found if context.has(role))


def _package(context: Context, parameter: str) -> Brief:
    if parameter:
        return _sub_package(context, parameter)
    offered = exports(context)
    names = sorted(["__version__", *(name for _, names in offered for name in names)])
    quoted = ", ".join(f'"{name}"' for name in names)
    imports = Terms(context).imports(*(f"{role}:{','.join(names)}" for role, names in offered))
    return Brief(
        purpose=f"Names the version of {context.package}"
        + (" and offers what callers import." if offered else "."),
        phase=Phase.CORE if offered else Phase.FOUNDATION,
        effort=Effort.TRIVIAL,
        contract=f"{imports}\n"
        f'__version__ = "{version_of(context)}"\n'
        f"__all__ = [{quoted}]\n".lstrip(),
        requires=tuple(role for role, _ in offered),
        problem="Callers import from the package itself and do not depend on its modules."
        if offered
        else "The version stands in one place that code can ask.",
        algorithms=(_QUIET,) if offered and (context.has("core") or context.has("service")) else (),
        edge_cases=("Importing it opens no file, no connection, and configures nothing.",),
        performance=("Importing it is quick: no work happens at import.",),
        example=f"import {context.package}\nprint({context.package}.__version__)\n",
    )


def _sub_package(context: Context, name: str) -> Brief:
    dotted = f"{context.package}.{name}"
    return Brief(
        purpose=_SUB_PACKAGES.get(name, f"Marks {dotted} as a package."),
        phase=Phase.FOUNDATION,
        effort=Effort.TRIVIAL,
        problem=f"Makes {dotted} importable; it holds a docstring and nothing else.",
        example=f"import {dotted}\n",
    )


def _py_typed(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Tells type checkers that {context.package} carries annotations (PEP 561).",
        phase=Phase.INFRASTRUCTURE,
        effort=Effort.TRIVIAL,
        problem="Without this empty file, type checkers ignore the annotations of the package.",
    )


def _sample(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Holds sample texts for {context.package}, one per line.",
        phase=Phase.OPTIONAL,
        effort=Effort.TRIVIAL,
        problem="Something to try the package on, without anything confidential in it.",
        edge_cases=("A blank line and runs of white space are among them.",),
    )


ROLES = (Role("package", _package), Role("py_typed", _py_typed), Role("sample", _sample))
