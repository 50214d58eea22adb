"""What makes the fields and the constructor of a class, seen at its bases and decorators."""

from __future__ import annotations

import ast

from pbc_tui.design.contract.naming import Resolve, dotted
from pbc_tui.design.contract.values import Nature

_BY_DECORATOR = {
    "dataclasses.dataclass": Nature.DATACLASS,
    "pydantic.dataclasses.dataclass": Nature.DATACLASS,
    "attrs.define": Nature.DATACLASS,
    "attrs.frozen": Nature.DATACLASS,
    "attrs.mutable": Nature.DATACLASS,
    "attr.s": Nature.DATACLASS,
    "attr.attrs": Nature.DATACLASS,
    "attr.define": Nature.DATACLASS,
    "attr.frozen": Nature.DATACLASS,
    "strawberry.type": Nature.DATACLASS,
    "strawberry.input": Nature.DATACLASS,
    "strawberry.interface": Nature.DATACLASS,
    # Stubs are often written without their imports.
    "dataclass": Nature.DATACLASS,
}
_BY_BASE = {
    "NamedTuple": Nature.NAMED_TUPLE,
    "TypedDict": Nature.TYPED_DICT,
    "Protocol": Nature.PROTOCOL,
    "Enum": Nature.ENUM,
    "IntEnum": Nature.ENUM,
    "StrEnum": Nature.ENUM,
    "Flag": Nature.ENUM,
    "IntFlag": Nature.ENUM,
    "ReprEnum": Nature.ENUM,
    "BaseModel": Nature.MODEL,
    "RootModel": Nature.MODEL,
    "BaseSettings": Nature.MODEL,
    "SQLModel": Nature.MODEL,
    "Struct": Nature.MODEL,
}
_HOMES = (
    "typing",
    "typing_extensions",
    "enum",
    "pydantic",
    "pydantic_settings",
    "sqlmodel",
    "msgspec",
)


def nature_of(node: ast.ClassDef, resolve: Resolve) -> Nature:
    """The nature of a class by its own decorators and direct bases."""
    for decorator in node.decorator_list:
        if nature := _BY_DECORATOR.get(resolve(dotted(decorator))):
            return nature
    for base in node.bases:
        inner = base.value if isinstance(base, ast.Subscript) else base
        home, _, name = resolve(dotted(inner)).rpartition(".")
        if name in _BY_BASE and (not home or home in _HOMES):
            return _BY_BASE[name]
    return Nature.PLAIN
