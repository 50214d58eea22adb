"""Classes made by a call: ``namedtuple``, ``NamedTuple``, ``TypedDict`` and the enumerations."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract.naming import source
from pbc_tui.design.contract.values import Class, Member, Nature, Variable

_NATURES = {
    "collections.namedtuple": Nature.NAMED_TUPLE,
    "typing.NamedTuple": Nature.NAMED_TUPLE,
    "typing.TypedDict": Nature.TYPED_DICT,
    "typing_extensions.NamedTuple": Nature.NAMED_TUPLE,
    "typing_extensions.TypedDict": Nature.TYPED_DICT,
    "enum.Enum": Nature.ENUM,
    "enum.IntEnum": Nature.ENUM,
    "enum.StrEnum": Nature.ENUM,
    "enum.Flag": Nature.ENUM,
    "enum.IntFlag": Nature.ENUM,
}


def class_of(name: str, called: str, call: ast.Call) -> Class | None:
    """The class that a call makes, None when it makes none; ``called`` is the full dotted name."""
    nature = _NATURES.get(called)
    if nature is None or len(call.args) < 2:
        return None
    members: dict[str, Member] = {}
    defaults = _defaults(call)
    fields = list(_fields(call.args[1], nature))
    for place, (field, annotation, value) in enumerate(fields):
        behind = place - (len(fields) - len(defaults))
        default = defaults[behind] if behind >= 0 else value
        members[field] = Variable(field, annotation, default, line=call.lineno)
    return Class(
        members=members,
        name=name,
        bases=(source(call.func),),
        nature=nature,
        assigned=True,
        line=call.lineno,
    )


def _defaults(call: ast.Call) -> list[str]:
    for entry in call.keywords:
        if entry.arg == "defaults" and isinstance(entry.value, ast.Tuple | ast.List):
            return [source(value) for value in entry.value.elts]
    return []


def _fields(node: ast.expr, nature: Nature) -> Iterator[tuple[str, str, str | None]]:
    """Name, annotation and value of each field; a member of an enumeration has some value."""
    value = "" if nature is Nature.ENUM else None
    match node:
        case ast.Constant(value=str(text)):
            for name in text.replace(",", " ").split():
                yield name, "", value
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            for entry in entries:
                match entry:
                    case ast.Constant(value=str(name)):
                        yield name, "", value
                    case ast.Tuple(elts=[ast.Constant(value=str(name)), second]):
                        yield _pair(name, second, nature)
        case ast.Dict(keys=keys, values=values):
            for key, second in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield _pair(key.value, second, nature)


def _pair(name: str, second: ast.expr, nature: Nature) -> tuple[str, str, str | None]:
    text = source(second)
    return (name, "", text) if nature is Nature.ENUM else (name, text, None)
