"""The names that a stub imports, and newer syntax on an older Python."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import imports_in, parse_module
from pbc_tui.design.contract.parsing import without_type_parameters


def _told(text: str, module: str = "", **more: bool) -> list[tuple[str, str]]:
    return [(entry.module, entry.target) for entry in imports_in(text, module, **more)]


def test_what_a_stub_imports() -> None:
    text = (
        "import os.path\nfrom app.core import Engine, Result as R\n"
        "if TYPE_CHECKING:\n    from app.errors import AppError\n"
        "def f[T](x: T) -> Engine: ...\n"
    )

    run = [("os.path", "os"), ("app.core", "app.core.Engine"), ("app.core", "app.core.Result")]

    assert _told(text) == [*run, ("app.errors", "app.errors.AppError")]
    assert _told(text, for_typing=False) == run


@pytest.mark.parametrize(
    ("text", "module", "package", "target"),
    [
        ("from .core import Engine", "app.api", False, "app.core.Engine"),
        ("from . import errors", "app.api", False, "app.errors"),
        ("from .core import Engine", "app", True, "app.core.Engine"),
        ("from ..errors import E", "app.core", True, "app.errors.E"),
        ("from ..errors import E", "app.core", False, "..errors.E"),
        ("from .core import Engine", "", False, ".core.Engine"),
    ],
)
def test_relative_imports_need_the_name_of_the_module(
    text: str, module: str, package: bool, target: str
) -> None:
    assert [told for _, told in _told(text, module, is_package=package)] == [target]


@pytest.mark.parametrize("text", ["", "def (", "\0", "(" * 5000])
def test_bad_text_imports_nothing(text: str) -> None:
    assert imports_in(text) == ()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(imports_in(text), tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A[T]: ...\n", "class A: ...\n"),
        ("class A[T, *Ts, **P](B[T]):\n    x: int\n", "class A(B[T]):\n    x: int\n"),
        ("def f[T: (int, str)](x: T) -> T: ...\n", "def f(x: T) -> T: ...\n"),
        ("async def f[T: list[int]](x: T): ...\n", "async def f(x: T): ...\n"),
        ("type X = int\n", "X = int\n"),
        ("type Pair[T] = tuple[T, T]\n", "Pair = tuple[T, T]\n"),
        ("if x:\n    type Y = int\n", "if x:\n    Y = int\n"),
        ("def f[\n    T,\n](x: T): ...\ny = 1\n", "def f(x: T): ...\ny = 1\n"),
        ("type = 1\ntype[0]\n", "type = 1\ntype[0]\n"),
    ],
)
def test_type_parameters_can_be_left_out(text: str, expected: str) -> None:
    plain = without_type_parameters(text)

    assert ast.dump(ast.parse(plain)) == ast.dump(ast.parse(expected))
    assert plain.count("\n") == text.count("\n")
    assert parse_module(text).body
