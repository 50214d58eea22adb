"""The names that a stub imports, and newer syntax on an older Python."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import parse_module, references
from pbc_tui.design.contract.parsing import without_type_parameters


def test_references() -> None:
    text = (
        "import os.path\nfrom app.core import Engine, Result as R\n"
        "if TYPE_CHECKING:\n    from app.errors import AppError\n"
        "def f[T](x: T) -> Engine: ...\n"
    )

    assert references(text) == (
        "os.path",
        "os",
        "app.core",
        "app.core.Engine",
        "app.core.Result",
        "app.errors",
        "app.errors.AppError",
    )


def test_relative_references_need_the_name_of_the_module() -> None:
    text = "from .core import Engine\nfrom . import errors"

    assert references(text) == ()
    assert references(text, "app.api") == ("app.core", "app.core.Engine", "app", "app.errors")


@pytest.mark.parametrize("text", ["", "def (", "\0", "(" * 5000, "from app import *"])
def test_bad_text_refers_to_nothing_more(text: str) -> None:
    assert references(text) in ((), ("app",))


@given(st.text())
def test_any_text_gives_names(text: str) -> None:
    assert isinstance(references(text), tuple)


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
