"""What a module offers, as stub text (SPEC 5): the way back from values to lines.

Bodies are ``...``; a default or a value that is no literal is written as ``...`` too.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pbc_tui.design.contract.attributes import descent_within, is_only_declared
from pbc_tui.design.contract.naming import declares_alias
from pbc_tui.design.contract.values import (
    ELLIPSIS,
    Class,
    Function,
    FunctionKind,
    Member,
    Nature,
    Parameter,
    ParameterKind,
    Scope,
    Variable,
)

_INDENT = "    "
_LONGEST = 88
_MADE_FROM_FIELDS = (Nature.DATACLASS, Nature.NAMED_TUPLE, Nature.MODEL)
_TYPE_MAKERS = ("TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "namedtuple", "NamedTuple")
_SPECIAL_NAMES = frozenset(["__slots__", "__match_args__", "__hash__", "__doc__", "__module__"])
_MADE_BY_HAND = {
    FunctionKind.PROPERTY: "property",
    FunctionKind.CLASS_METHOD: "classmethod",
    FunctionKind.STATIC_METHOD: "staticmethod",
}
_FIELD_CALLS = frozenset(["field", "Field", "attrib", "ib"])


def is_public(name: str) -> bool:
    """Whether users of a module may rely on a name: no leading underscore, or a special method."""
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


def open_names(scope: Scope) -> frozenset[str]:
    """The names that are not the same on every path, so that no stub can promise them."""
    differing = {
        name
        for name, others in scope.alternatives.items()
        if any(type(other) is not type(scope.members.get(name)) for other in others)
        or any(isinstance(other, Function | Class) for other in others)
    }
    return scope.sometimes | differing


def steady(scope: Scope) -> dict[str, Member]:
    """The members of a scope that are the same on every path; a value that is not is not told."""
    left_out = open_names(scope)
    return {
        name: _common(member, scope.alternatives[name]) if name in scope.alternatives else member
        for name, member in scope.members.items()
        if name not in left_out
    }


def _common(member: Member, others: Iterable[Member]) -> Member:
    """What several values of one name share: the annotation, if that."""
    if not isinstance(member, Variable):
        return member
    same = all(getattr(other, "annotation", "") == member.annotation for other in others)
    return replace(member, changed=True, annotation=member.annotation if same else "")


def drawn(
    member: Member,
    name: str,
    *,
    types: Mapping[int, str],
    module: Scope,
    told: bool = False,
) -> Iterator[str]:
    """The lines of one member of ``module``, in which its bases are looked up.

    ``types`` maps the line of a definition to its type parameters (PEP 695); ``told`` keeps the
    value of a variable although it is no literal, since other lines of the stub rely on it.
    """
    if isinstance(member, Function):
        yield from _function(member, name, types)
    elif isinstance(member, Class):
        yield from _class(member, name, types, module)
    elif isinstance(member, Variable):
        if brackets := types.get(member.line):
            yield f"type {name}{brackets} = {member.value}"
        else:
            yield _variable(member, name, told=told or _makes_type(member.value))


def _class(member: Class, name: str, types: Mapping[int, str], module: Scope) -> Iterator[str]:
    inside = [*member.bases, *(f"{key}={value}" for key, value in member.keywords.items())]
    yield from (f"@{decorator}" for decorator in member.decorators)
    head = f"class {name}{types.get(member.line, '')}"
    rows = list(_body(member, types, module))
    ending = ":" if rows else ": ..."
    yield f"{head}({', '.join(inside)}){ending}" if inside else f"{head}{ending}"
    yield from (f"{_INDENT}{row}" if row else "" for row in rows)


def _body(owner: Class, types: Mapping[int, str], module: Scope) -> Iterator[str]:
    descent = descent_within(owner, module)
    before = ""
    for name, member in steady(owner).items():
        # No instance has what is only declared, so users cannot rely on it.
        only_declared = descent is not None and is_only_declared(member, owner, descent)
        if only_declared or not _belongs(owner, name, member):
            continue
        rows = list(_inner(owner, name, member, types, module))
        kind = type(member).__name__
        if before and (kind != before or kind == "Class"):
            yield ""
        before = kind
        yield from rows


def _belongs(owner: Class, name: str, member: Member) -> bool:
    if name in _SPECIAL_NAMES:
        return False
    if isinstance(member, Variable) and not is_public(name):
        # A private field is a parameter of the constructor all the same.
        return owner.nature in _MADE_FROM_FIELDS[:2] and bool(member.annotation)
    return is_public(name)


def _inner(
    owner: Class, name: str, member: Member, types: Mapping[int, str], module: Scope
) -> Iterator[str]:
    if not isinstance(member, Variable):
        yield from drawn(member, name, types=types, module=module)
        return
    if member.instance:
        yield f"{name}: {member.annotation}" if member.annotation else f"{name} = {ELLIPSIS}"
        return
    made = owner.nature in _MADE_FROM_FIELDS and _is_field_call(member.value)
    yield _variable(member, name, told=made)


def _variable(member: Variable, name: str, *, told: bool) -> str:
    head = f"{name}: {member.annotation}" if member.annotation else name
    if member.value is None:
        return head if member.annotation else f"{head} = {ELLIPSIS}"
    told = told or declares_alias(member.annotation)
    value = member.value if told and not member.changed else _short(member)
    return f"{head} = {value or ELLIPSIS}"


def _short(member: Variable) -> str:
    literal = member.literal and not member.changed
    value = member.value or ""
    return value if literal and len(value) <= _LONGEST and "\n" not in value else ELLIPSIS


def _function(member: Function, name: str, types: Mapping[int, str]) -> Iterator[str]:
    if member.overloads and all(one.is_async is member.is_async for one in member.overloads):
        for overload in member.overloads:
            yield from _signature(overload, name, types)
        return
    yield from _signature(member, name, types)
    if member.kind is FunctionKind.PROPERTY and "property" in _decorators(member):
        if member.settable:
            yield f"@{name}.setter"
            yield f"def {name}(self, value): {ELLIPSIS}"
        if member.deletable:
            yield f"@{name}.deleter"
            yield f"def {name}(self): {ELLIPSIS}"


def _signature(member: Function, name: str, types: Mapping[int, str]) -> Iterator[str]:
    yield from (f"@{decorator}" for decorator in _decorators(member))
    # Calling an async generator gives its iterator at once, so a stub writes it without ``async``.
    waits = member.is_async and not (member.yields and "Async" in member.returns)
    head = f"{'async ' if waits else ''}def {name}{types.get(member.line, '')}("
    tail = f"){f' -> {member.returns}' if member.returns else ''}: {ELLIPSIS}"
    parameters = list(_parameters(member.parameters))
    line = f"{head}{', '.join(parameters)}{tail}"
    if len(line) <= _LONGEST - len(_INDENT) or not parameters:
        yield line
        return
    yield head
    yield from (f"{_INDENT}{parameter}," for parameter in parameters)
    yield tail


def _decorators(member: Function) -> tuple[str, ...]:
    """The decorators as the file has them; where it calls one by hand, what that one makes."""
    made = _MADE_BY_HAND.get(member.kind)
    by_hand = member.assigned or member.kind is FunctionKind.PROPERTY
    return (made,) if made and by_hand and not member.decorators else member.decorators


def _parameters(parameters: Iterable[Parameter]) -> Iterator[str]:
    """The parameters as they are written, with ``/`` and ``*`` where they belong."""
    parameters = list(parameters)
    kinds = [parameter.kind is ParameterKind.POSITIONAL_ONLY for parameter in parameters]
    # By the older spelling (PEP 484) ``__name`` says it itself, behind ``self`` too.
    by_name = any(after and not before for before, after in itertools.pairwise(kinds))
    before = ParameterKind.POSITIONAL_ONLY
    only = False
    starred = False
    for parameter in parameters:
        kind = parameter.kind
        if only and not by_name and before is ParameterKind.POSITIONAL_ONLY is not kind:
            yield "/"
        only = only or kind is ParameterKind.POSITIONAL_ONLY
        if kind is ParameterKind.KEYWORD_ONLY and not starred:
            yield "*"
        starred = starred or kind in (ParameterKind.VAR_POSITIONAL, ParameterKind.KEYWORD_ONLY)
        before = kind
        yield _parameter(parameter)
    if only and not by_name and before is ParameterKind.POSITIONAL_ONLY:
        yield "/"


def _parameter(parameter: Parameter) -> str:
    star = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}
    text = star.get(parameter.kind, "") + parameter.name
    if parameter.annotation:
        text += f": {parameter.annotation}"
    if parameter.default is not None:
        default = parameter.default if _is_literal(parameter.default) else ELLIPSIS
        text += f" = {default}" if parameter.annotation else f"={default}"
    return text


def _is_literal(text: str) -> bool:
    return "\n" not in text and bool(Variable("", value=text).literal) and len(text) <= _LONGEST


def _makes_type(value: str | None) -> bool:
    called = (value or "").partition("(")
    return bool(called[1]) and called[0].rpartition(".")[2] in _TYPE_MAKERS


def _is_field_call(value: str | None) -> bool:
    try:
        node = ast.parse(value or "", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in _FIELD_CALLS
        and "lambda" not in (value or "")
    )
