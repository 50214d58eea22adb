"""What a whole source offers, however it comes about (SPEC 5)."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import (
    Class,
    Contract,
    Function,
    FunctionKind,
    Nature,
    NotPython,
    ParameterKind,
    Variable,
    constructor_of,
    extract,
    parse_module,
)
from pbc_tui.design.contract.bindings import MOST_CANDIDATES, Bindings
from pbc_tui.design.contract.parsing import TooMuch


def read(text: str, python: tuple[int, int] | None = None) -> Contract:
    return extract(parse_module(textwrap.dedent(text)), "app.core", python=python)


def shape(function: Function | None) -> str:
    """Names, with a star before the keyword-only ones and a question mark after the optional."""
    assert function is not None
    return " ".join(
        f"{'*' if p.kind is ParameterKind.KEYWORD_ONLY else ''}{p.name}{'' if p.required else '?'}"
        for p in function.bound_parameters
    )


def test_attributes_assigned_on_self() -> None:
    source = read(
        """
        class A:
            def __init__(this, text: str, *, size: int = 0):
                this.text = text
                this.size: int = size
                if text:
                    this.a, (this.b, *this.c) = f(text)
                try:
                    this.d = 1
                except E:
                    this.e = 2
                def inner(this):
                    this.not_mine = 1
                other.not_mine = 1
            def later(self):
                self.too_late = 1
        """
    )
    found = source.classes["A"].variables

    assert list(found) == ["text", "size", "a", "b", "c", "d", "e"]
    assert all(variable.instance for variable in found.values())
    assert found["text"].annotation == "str"
    assert found["d"].literal == (1,)


@pytest.mark.parametrize(
    ("condition", "python", "expected"),
    [
        ("sys.version_info >= (3, 12)", (3, 11), "b"),
        ("sys.version_info >= (3, 12)", (3, 12), "a"),
        ("sys.version_info[:2] > (3, 11)", (3, 11), "b"),
        ("sys.version_info > (3, 11)", (3, 11), "a"),
        ("sys.version_info[1] == 11", (3, 11), "a"),
        ("not sys.version_info < (3, 13)", (3, 13), "a"),
        ("sys.version_info[0] == 3 and sys.version_info >= (3, 11)", (3, 11), "a"),
        ("False", None, "b"),
        ("1", None, "a"),
        ("TYPE_CHECKING", None, "b"),
        ("typing.TYPE_CHECKING or x", None, "?"),
        ("False and x", None, "b"),
        ("sys.version_info >= (3, 12)", None, "?"),
        ("sys.version_info >= (3, 11, 4)", (3, 11), "?"),
        ("sys.platform == 'win32'", (3, 11), "?"),
    ],
)
def test_branches(condition: str, python: tuple[int, int] | None, expected: str) -> None:
    source = read(
        f"""
        import sys, typing
        from typing import TYPE_CHECKING
        if {condition}:
            def f(a): ...
        else:
            def f(b): ...
        """,
        python,
    )
    function = source.functions["f"]
    assert ("f" in source.alternatives) is (expected == "?")
    assert function.parameters[0].name == ("a" if expected == "?" else expected)


def test_what_only_some_paths_give() -> None:
    source = read(
        """
        try:
            import tomllib
            fast = True
        except ImportError:
            tomllib = None
        if x:
            def maybe(): ...
        if y:
            def sure(): ...
        else:
            raise ImportError
        for place in range(3):
            looped = place
        match z:
            case 1:
                one = 1
            case _:
                one = 2
        """
    )

    assert source.sometimes == {"fast", "maybe", "place", "looped"}
    assert isinstance(source.alternatives["tomllib"][0], Variable)
    assert "one" in source.variables
    assert "sure" in source.functions


def test_the_last_definition_counts_and_del_takes_away() -> None:
    source = read(
        """
        def f(a): ...
        def f(b): ...
        def gone(): ...
        del gone
        x = 1
        x = 2
        class A: ...
        B = A
        g = f
        raise SystemExit
        def never(): ...
        """
    )

    assert source.functions["f"].parameters[0].name == "b"
    assert source.functions["g"].parameters[0].name == "b"
    assert source.variables["x"].literal == (2,)
    assert set(source.members) == {"f", "g", "x", "A", "B"}


def test_overloads_stand_with_their_implementation() -> None:
    source = read(
        """
        from typing import overload as o
        @o
        def f(a: int) -> int: ...
        @o
        def f(a: str) -> str: ...
        def f(a, b=None): return a
        """
    )
    function = source.functions["f"]

    assert len(function.overloads) == 2
    assert not function.only_overloads
    assert [p.name for p in function.parameters] == ["a", "b"]


def test_properties_of_all_kinds() -> None:
    source = read(
        """
        import functools as ft
        class A:
            @property
            def plain(self): ...
            @property
            def both(self): ...
            @both.setter
            def both(self, value): ...
            @ft.cached_property
            def cached(self): ...
            made = property(_get, _set)
            @ft.lru_cache
            def method(self): ...
            def __init_subclass__(cls): ...
        """
    )
    functions = source.classes["A"].functions
    properties = {n: f.settable for n, f in functions.items() if f.kind is FunctionKind.PROPERTY}

    assert properties == {"plain": False, "both": True, "cached": True, "made": True}
    assert functions["method"].kind is FunctionKind.METHOD
    assert functions["__init_subclass__"].kind is FunctionKind.CLASS_METHOD


def test_generators_are_known() -> None:
    source = read(
        """
        async def events(): yield 1
        def plain():
            def inner(): yield 1
            return inner
        """
    )

    assert source.functions["events"].yields
    assert not source.functions["plain"].yields


@pytest.mark.parametrize(
    ("text", "exports", "is_open"),
    [
        ("__all__ = ['a', 'b']", ("a", "b"), False),
        ("__all__: list[str] = ['a']\n__all__ += ['b']", ("a", "b"), False),
        ("__all__ = ['a']\n__all__.append('b')\n__all__.extend(('c',))", ("a", "b", "c"), False),
        ("__all__ = ['a'] + ['b']", ("a", "b"), False),
        ("__all__ = sorted(['a', *['b']])", ("a", "b"), False),
        ("__all__ = ['a', *core.__all__]", ("a",), True),
        ("__all__ = ['a']\n__all__ += core.__all__", ("a",), True),
        ("__all__ = ['a', 'b']\n__all__.remove('a')", ("b",), False),
        ("__all__ = []", (), False),
        ("x = 1", None, False),
    ],
)
def test_exports(text: str, exports: tuple[str, ...] | None, is_open: bool) -> None:
    source = read(text)

    assert source.exports == exports
    assert source.exports_open is is_open


def test_imports_are_resolved() -> None:
    source = read(
        """
        import os.path
        import numpy as np
        from .parts import Part as P
        from .. import top
        from app import *
        """
    )

    assert source.imports == {"os": "os", "np": "numpy", "P": "app.parts.Part", "top": "..top"}
    assert source.stars == ("app",)


def test_relative_imports_of_a_package() -> None:
    module = parse_module("from .core import Engine\nfrom ..b import C")

    found = extract(module, "app.sub", is_package=True).imports

    assert found == {"Engine": "app.sub.core.Engine", "C": "app.b.C"}


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


def test_nested_classes_and_aliases_keep_their_kind() -> None:
    source = read("class A:\n    class B:\n        x = 1\n    def f(self): ...\n    g = f\n")

    assert isinstance(source.classes["A"].members["B"], Class)
    assert source.classes["A"].functions["g"].kind is FunctionKind.METHOD


def test_code_nested_too_deep_is_named() -> None:
    with pytest.raises(NotPython, match="nested too deep"):
        extract(parse_module("if x:\n pass\n" + "elif x:\n pass\n" * 900))


LINES = st.builds(
    str.format,
    st.sampled_from(["def {}(x): ...", "{} = 1", "class {}: ...", "del {}"]),
    st.sampled_from(["a", "b", "C"]),
)


@given(st.lists(LINES, max_size=12))
def test_the_names_at_the_end_are_those_that_running_leaves(lines: list[str]) -> None:
    kept: list[str] = []
    space: dict[str, object] = {}
    for line in lines:
        try:
            exec(line, space)
        except NameError:
            continue
        kept.append(line)

    found = extract(parse_module("\n".join(kept)))

    assert set(found.members) == set(space) - {"__builtins__"}
    assert set(found.classes) == {n for n, v in space.items() if isinstance(v, type)}
    assert not found.sometimes


def test_a_path_holds_only_the_names_that_it_changes() -> None:
    names = Bindings()
    for number in range(50):
        names.bind(f"x{number}", Variable(f"x{number}", value="1"))
    first, second = names.copy(), names.copy()
    first.bind("x3", Variable("x3", value="2"))
    first.bind("new", Variable("new", value="3"))
    first.drop("x4", 7)
    second.drop("x5", 8)
    second.drop("x6", 9)
    second.bind("x6", Variable("x6", value="6"))
    assert [name for name, _ in first.added()] == ["new"]
    names.take([first, second])
    scope = names.scope()
    assert len(scope.members) == 51
    assert scope.sometimes == {"new", "x4", "x5"}
    assert set(scope.alternatives) == {"x3", "x6"}
    assert scope.gone.keys() == set()


def test_a_name_deleted_on_every_path_is_gone() -> None:
    found = read("x = 1\nif a:\n    del x\nelse:\n    del x\n")
    assert "x" not in found.members
    assert "line 5" in found.gone["x"].why


def test_branches_within_branches_meet_again() -> None:
    found = read(
        """
        if a:
            x = 1
            if b:
                del x
                y = 2
            else:
                y = 2
        else:
            x = 3
            y = 2
        """
    )
    assert found.sometimes == {"x"}
    assert list(found.alternatives) == ["x"]
    assert list(found.members) == ["x", "y"]


def test_a_name_with_very_many_values_is_too_much() -> None:
    text = "".join(f"if a:\n    x = {n}\n" for n in range(MOST_CANDIDATES + 2))
    with pytest.raises(TooMuch, match="x may stand for more than 64 different things"):
        read(text)
