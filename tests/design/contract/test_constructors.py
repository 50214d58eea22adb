"""The constructors that classes get from their fields (SPEC 5)."""

from __future__ import annotations

import pytest

from pbc_tui.design.contract import Nature, constructor_of
from tests.design.contract.reading import read, shape


def test_classes_made_by_a_call() -> None:
    source = read(
        """
        import enum
        from collections import namedtuple
        from typing import NamedTuple
        P = namedtuple("P", "x, y", defaults=[0])
        Q = NamedTuple("Q", [("x", int), ("y", str)])
        C = enum.Enum("C", {"RED": 1})
        D = enum.IntEnum("D", "A B")
        """
    )

    assert [c.nature for c in source.classes.values()] == [
        *[Nature.NAMED_TUPLE] * 2,
        *[Nature.ENUM] * 2,
    ]
    assert source.classes["Q"].variables["y"].annotation == "str"
    assert source.classes["C"].variables["RED"].literal == (1,)
    assert shape(constructor_of(source.classes["P"])) == "x y?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@dataclass\nclass A:\n  x: int\n  y: int = 0", "x y?"),
        ("@dataclass(kw_only=True)\nclass A:\n  x: int", "*x"),
        ("@dataclass\nclass A:\n  x: int\n  _: KW_ONLY\n  y: int", "x *y"),
        ("@dataclass\nclass A:\n  x: list = field(default_factory=list)", "x?"),
        ("@dataclass\nclass A:\n  x: int = field(init=False)\n  y: ClassVar[int] = 1", ""),
        ("@dataclass\nclass A:\n  x: InitVar[int]\n  z = 3", "x"),
        ("@dataclass\nclass A:\n  y: int = field(kw_only=True)\n  x: int", "x *y"),
        ("class A(NamedTuple):\n  x: int\n  y: int = 1", "x y?"),
        ("class A(BaseModel):\n  x: int\n  y: int = Field(3)\n  z: int = Field(...)", "*x *y? *z"),
        ("class A(BaseModel):\n  x: int\n  _private: int = 1", "*x"),
        ("@dataclass\nclass A:\n  x: int\n  def __init__(self, q): ...", "q"),
        ("class A:\n  def __init__(self, *, q=1): ...", "*q?"),
    ],
)
def test_constructors(text: str, expected: str) -> None:
    imports = (
        "from dataclasses import dataclass, field, KW_ONLY, InitVar\n"
        "from typing import ClassVar, NamedTuple\nfrom pydantic import BaseModel, Field\n"
    )

    assert shape(constructor_of(read(imports + text).classes["A"])) == expected


def test_a_constructor_takes_in_the_fields_of_its_bases() -> None:
    source = read(
        """
        from dataclasses import dataclass
        @dataclass
        class Base:
            x: int
        @dataclass
        class A(Base):
            y: int = 0
        class Plain(A): ...
        class Own: ...
        """
    ).classes

    assert shape(constructor_of(source["A"], [source["Base"]])) == "x y?"
    assert shape(constructor_of(source["Plain"], [source["A"], source["Base"]])) == "x y?"
    assert constructor_of(source["Own"]) is None
