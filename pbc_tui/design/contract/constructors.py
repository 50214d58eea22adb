"""The ``__init__`` that dataclasses, named tuples and models get from their fields."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from pbc_tui.design.contract.field_aliases import alias_of
from pbc_tui.design.contract.model_settings import (
    SETTINGS_NAME,
    is_of_settings,
    takes_names,
)
from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.values import (
    ELLIPSIS,
    Class,
    Function,
    FunctionKind,
    Nature,
    Parameter,
    ParameterKind,
    Variable,
)

_FROM_FIELDS = frozenset([Nature.DATACLASS, Nature.NAMED_TUPLE, Nature.MODEL])
_ATTRS = frozenset(["define", "frozen", "mutable"])
_FIELD_CALLS = frozenset(["field", "Field", "attrib", "ib"])


def constructor_of(
    owner: Class, bases: Iterable[Class] = (), *, by_name: bool = False
) -> Function | None:
    """What a class is made with: its own ``__init__``, else one from its fields; None for neither.

    ``bases`` are the classes of the project that it inherits from, the nearest first; the nature of
    the nearest one that has any counts for the class too. Fields of models are keyword-only. A
    field is called by its alias, unless the class takes its own name too, or ``by_name`` asks for
    that.
    """
    line_of_descent = [owner, *bases]
    nature = Nature.PLAIN
    for one in line_of_descent:
        own = one.members.get("__init__")
        if isinstance(own, Function):
            return own
        if one.nature in _FROM_FIELDS and _makes_init(one):
            nature = one.nature
            break
    if nature is Nature.PLAIN:
        return None
    inherits = nature is Nature.MODEL
    by_name = by_name or takes_names(line_of_descent) or is_of_settings(line_of_descent)
    fields: dict[str, Parameter] = {}
    for one in reversed(line_of_descent):
        if one.nature is nature or inherits:
            for variable in one.variables.values():
                if (parameter := _parameter(variable, one, nature)) is not None:
                    alias = "" if by_name else alias_of(variable, attrs=_is_attrs(one))
                    fields[variable.name] = replace(parameter, name=alias or parameter.name)
    ordered = sorted(fields.values(), key=lambda p: p.kind is ParameterKind.KEYWORD_ONLY)
    return Function(
        "__init__",
        (Parameter("self"), *ordered),
        "None",
        kind=FunctionKind.METHOD,
        line=owner.line,
    )


def filled_from_outside(made: Function, asked: Function) -> Function:
    """The constructor of settings as a call sees it: the environment fills what is not given.

    A default that the contract promises must be there: it holds where the environment is silent.
    https://docs.pydantic.dev/latest/concepts/pydantic_settings/
    """
    promised = {one.name for one in asked.parameters if one.default is not None}
    filled = (
        replace(one, default=ELLIPSIS) if one.required and one.name not in promised else one
        for one in made.bound_parameters
    )
    return replace(made, parameters=(made.parameters[0], *filled))


def _makes_init(owner: Class) -> bool:
    return not any("init=False" in decorator.replace(" ", "") for decorator in owner.decorators)


def _parameter(variable: Variable, owner: Class, nature: Nature) -> Parameter | None:
    by_call = owner.bases and owner.bases[0].rpartition(".")[2] == "namedtuple"
    if variable.instance or not (variable.annotation or by_call):
        return None
    wrapper = variable.annotation.partition("[")[0].rpartition(".")[2]
    if wrapper == "ClassVar":
        return None
    hidden = variable.name.startswith("_") or variable.name == SETTINGS_NAME
    if nature is Nature.MODEL and hidden:
        return None
    default, init, keyword_only = _told(variable.value)
    if not init:
        return None
    if wrapper == "KW_ONLY":
        return None
    owner_keyword_only = any("kw_only=True" in d.replace(" ", "") for d in owner.decorators)
    only = (
        nature is Nature.MODEL
        or keyword_only
        or owner_keyword_only
        or _after_marker(variable, owner)
    )
    kind = ParameterKind.KEYWORD_ONLY if only else ParameterKind.POSITIONAL_OR_KEYWORD
    annotation = variable.annotation
    if wrapper == "InitVar":
        annotation = annotation.partition("[")[2].removesuffix("]")
    name = variable.name.lstrip("_") if _is_attrs(owner) else variable.name
    return Parameter(name or variable.name, kind, annotation, default)


def _is_attrs(owner: Class) -> bool:
    """Whether ``attrs`` makes the class, which takes the underscore off its parameters."""
    return any(
        text.partition("(")[0] in _ATTRS or text.partition(".")[0] in ("attr", "attrs")
        for text in owner.decorators
    )


def _after_marker(variable: Variable, owner: Class) -> bool:
    """Whether a field stands behind ``_: KW_ONLY``."""
    marked = False
    for other in owner.variables.values():
        if other.name == variable.name:
            return marked
        marked = marked or other.annotation.rpartition(".")[2] == "KW_ONLY"
    return marked


def _told(value: str | None) -> tuple[str | None, bool, bool]:
    """Default, whether it is a parameter, and whether keyword-only, as a field's value tells."""
    if value is None:
        return None, True, False
    call = ast.parse(value, mode="eval").body if value else None
    if not isinstance(call, ast.Call) or dotted(call).rpartition(".")[2] not in _FIELD_CALLS:
        return value or ELLIPSIS, True, False
    told = {entry.arg: ast.unparse(entry.value) for entry in call.keywords if entry.arg}
    default: str | None = None
    if "default" in told:
        default = told["default"]
    elif "default_factory" in told or "factory" in told:
        default = ELLIPSIS
    elif call.args:
        default = ast.unparse(call.args[0])
    if default == ELLIPSIS and not ("default_factory" in told or "factory" in told):
        # Pydantic: Field(...) says that the field is required.
        default = None
    return default, told.get("init") != "False", told.get("kw_only") == "True"
