"""Names that a stub relies on without binding them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract.used_names import all_uses, names_in, type_parameters, unbound_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(x: Engine) -> Result: ...", ["Engine", "Result"]),
        ("def f(x: 'Engine | None') -> 'list[Result]': ...", ["Engine", "Result"]),
        ("from app.core import Engine\ndef f(x: Engine) -> int: ...", []),
        ("import app.core\nx: app.core.Engine", []),
        ("x: core.Engine", ["core"]),
        ("class A(Base, metaclass=Meta):\n    x: Inner\n    class Inner: ...", ["Base", "Meta"]),
        ("class A:\n    def f(self) -> A: ...", []),
        ("@decorated\ndef f(x=DEFAULT): ...", ["decorated", "DEFAULT"]),
        ("x: Literal['Engine', 1]", ["Literal"]),
        ("x: Annotated['Engine', Field('Not')]", ["Annotated", "Engine", "Field"]),
        ("class P(namedtuple('P', 'x y')): ...", ["namedtuple"]),
        ("T = TypeVar('T', bound='Engine')\ndef f(x: T): ...", ["TypeVar", "Engine"]),
        ("def f[T: (int, str), *Ts](x: T, *y: *Ts) -> T: ...", []),
        ("class A[T](Base[T]):\n    x: T", ["Base"]),
        ("type Pair[T] = tuple[T, T]\nx: Pair[int]", []),
        ("from app.core import *\nx: Engine", []),
        ("if TYPE_CHECKING:\n    from app import X\ny: X", ["TYPE_CHECKING"]),
        (
            "class A:\n    @property\n    def x(self): ...\n    @x.setter\n    def x(self, v): ...",
            [],
        ),
        ("x: int = 1\ny: list[bytes]\ndef f(e: ExceptionGroup): ...", []),
        ("def (", []),
    ],
)
def test_unbound_names(text: str, expected: list[str]) -> None:
    assert [use.name for use in unbound_names(text)] == expected


def test_a_use_says_where_it_stands() -> None:
    (use,) = unbound_names("x: int\ndef f(a, b: core.Engine): ...\n")

    assert (use.name, use.dotted, use.line, use.column) == ("core", "core.Engine", 2, 12)


def test_uses_that_are_bound_are_uses_too() -> None:
    text = "from app import core\nx: core.Engine\n"

    assert [use.dotted for use in all_uses(text)] == ["core.Engine"]
    assert names_in(text) == {"core"}


def test_type_parameters_by_the_line_of_their_definition() -> None:
    text = "@d\ndef f[T: (int,\n  str)](x: T): ...\nclass A[*Ts]: ...\nx = y[1]\n"

    assert type_parameters(text) == {2: "[T: (int, str)]", 4: "[*Ts]"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f[T: Engine](x: T) -> T: ...", ["Engine"]),
        ("class A[T: (Engine, int), U: Mapping[str, Part]]: ...", ["Engine", "Mapping", "Part"]),
        ("class A[*Ts, **P]: ...", []),
        ("class A[T = Engine]: ...", ["Engine"]),
        ("def f[T: 'Engine'](x: T) -> T: ...", ["Engine"]),
        ("type Pair[T: core.Part] = tuple[T, T]", ["core"]),
        ("class Engine: ...\ndef f[U, T: Engine](x: T) -> U: ...", []),
    ],
)
def test_what_type_parameters_are_bound_to_is_used(text: str, expected: list[str]) -> None:
    assert [use.name for use in unbound_names(text)] == expected
    assert set(expected) <= names_in(text)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(unbound_names(text), tuple)
    assert isinstance(names_in(text), set)
