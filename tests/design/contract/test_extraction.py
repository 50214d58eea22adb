"""What a whole source offers, however it comes about (SPEC 5)."""

from __future__ import annotations

import pytest

from pbc_tui.design.contract import (
    Class,
    FunctionKind,
    NotPython,
    extract,
    parse_module,
)
from tests.design.contract.reading import read


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


def test_nested_classes_and_aliases_keep_their_kind() -> None:
    source = read("class A:\n    class B:\n        x = 1\n    def f(self): ...\n    g = f\n")

    assert isinstance(source.classes["A"].members["B"], Class)
    assert source.classes["A"].functions["g"].kind is FunctionKind.METHOD


def test_code_nested_too_deep_is_named() -> None:
    with pytest.raises(NotPython, match="nested too deep"):
        extract(parse_module("if x:\n pass\n" + "elif x:\n pass\n" * 900))
