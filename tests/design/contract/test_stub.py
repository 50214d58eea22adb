"""Stub text as values, and text that is no stub (SPEC 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import (
    Class,
    Contract,
    ContractError,
    FunctionKind,
    Nature,
    Parameter,
    ParameterKind,
    parse_contract,
)

STUB = '''
"""The engine."""
from __future__ import annotations
import abc
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from app.results import Result

__all__ = ["Engine", "run"]

LIMIT: Final = 3
NAMES: tuple[str, ...] = ("a", "b")
TABLE: dict[str, int]
DEFAULT = ...

class Engine[T](Base, abc.ABC, metaclass=Meta):
    """Runs."""

    depth: int = 0

    class Fault(Exception): ...

    def __init__(
        self, first: int, /, second: str = "x", *rest: int, only: bool, **more: str
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @name.setter
    def name(self, value: str) -> None: ...
    @cached_property
    def size(self) -> int: ...
    @classmethod
    def make(cls, text: str) -> Engine[T]: ...
    @staticmethod
    def version() -> str: ...
    @abc.abstractmethod
    async def step(self) -> Result: pass

@overload
def run(value: int) -> int: ...
@overload
def run(value: str) -> str: ...
async def fetch[T](url: T) -> T:
    """Fetches."""
type Pair[T] = tuple[T, T]
'''


@pytest.fixture
def stub() -> Contract:
    return parse_contract(STUB)


def test_the_names_of_a_stub(stub: Contract) -> None:
    assert list(stub.classes) == ["Engine"]
    assert list(stub.functions) == ["run", "fetch"]
    assert list(stub.variables) == ["LIMIT", "NAMES", "TABLE", "DEFAULT", "Pair"]
    assert stub.exports == ("Engine", "run")
    assert stub.imports["Result"] == "app.results.Result"
    assert stub.imports["abc"] == "abc"
    assert not stub.sometimes


def test_constants(stub: Contract) -> None:
    assert stub.variables["LIMIT"].literal == (3,)
    assert stub.variables["NAMES"].literal == (("a", "b"),)
    assert stub.variables["NAMES"].annotation == "tuple[str, ...]"
    assert stub.variables["TABLE"].value is None
    assert stub.variables["DEFAULT"].literal == ()


def test_a_class(stub: Contract) -> None:
    engine = stub.classes["Engine"]

    assert engine.bases == ("Base", "abc.ABC")
    assert engine.keywords == {"metaclass": "Meta"}
    assert isinstance(engine.members["Fault"], Class)
    assert engine.variables["depth"].literal == (0,)
    assert {name: function.kind for name, function in engine.functions.items()} == {
        "__init__": FunctionKind.METHOD,
        "name": FunctionKind.PROPERTY,
        "size": FunctionKind.PROPERTY,
        "make": FunctionKind.CLASS_METHOD,
        "version": FunctionKind.STATIC_METHOD,
        "step": FunctionKind.METHOD,
    }
    assert engine.functions["name"].settable
    assert engine.functions["step"].is_async
    assert engine.functions["step"].abstract


def test_parameters(stub: Contract) -> None:
    assert stub.classes["Engine"].functions["__init__"].bound_parameters == (
        Parameter("first", ParameterKind.POSITIONAL_ONLY, "int"),
        Parameter("second", ParameterKind.POSITIONAL_OR_KEYWORD, "str", "'x'"),
        Parameter("rest", ParameterKind.VAR_POSITIONAL, "int"),
        Parameter("only", ParameterKind.KEYWORD_ONLY, "bool"),
        Parameter("more", ParameterKind.VAR_KEYWORD, "str"),
    )
    required = [
        p.name for p in stub.classes["Engine"].functions["__init__"].parameters if p.required
    ]
    assert required == ["self", "first", "only"]


def test_functions(stub: Contract) -> None:
    run, fetch = stub.functions["run"], stub.functions["fetch"]

    assert [one.returns for one in run.overloads] == ["int", "str"]
    assert run.only_overloads
    assert fetch.is_async
    assert not fetch.overloads


@pytest.mark.parametrize("text", ["", "  \n# nothing\n", "\ufeff"])
def test_a_blank_stub_asks_for_nothing(text: str) -> None:
    assert parse_contract(text).empty


def test_a_stub_that_only_imports_asks_for_nothing() -> None:
    assert parse_contract("import os").empty
    assert not parse_contract("__all__ = ['x']").empty


def test_a_fence_in_a_docstring_is_fine() -> None:
    assert parse_contract(
        'def f():\n    """Example::\n\n    ```py\n    f()\n    ```\n    """\n'
    ).functions


@pytest.mark.parametrize("nature", ["NamedTuple", "typing.Protocol", "Generic[T], Protocol[T]"])
def test_natures(nature: str) -> None:
    assert parse_contract(f"class A({nature}):\n    x: int").classes["A"].nature is not Nature.PLAIN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("This is a sentence.", "line 1: not stub syntax: invalid syntax"),
        ("def f(:\n  ...", "line 1: not stub syntax: "),
        ("x = 1\nfor a in x:\n    pass", "line 2: a stub only declares; a loop has no place in it"),
        ("print('x')", "line 1: a stub only declares; an expression has no place in it"),
        ("x = 1\nx += 2", "line 2: a stub only declares; an assignment of this kind"),
        (
            "class A:\n    def f(self): return 1",
            "line 2: the body of f is '...' in a stub, not code",
        ),
        ("def f(a, *, a): ...", "line 1: f has two parameters called a"),
        ("class A:\n    def f() -> int: ...", "line 2: f is a method, so it needs self or cls"),
        ("def f(): ...\n\ndef f(a): ...", "line 3: f is declared twice, first in line 1"),
        ("class A: ...\nclass A: ...", "line 2: A is declared twice, first in line 1"),
        ("\n```python\ndef f(): ...\n```", "line 2: a code fence of Markdown is no Python"),
        ("def f(): ...\x00", "not stub syntax: "),
        ("(" * 10_000, "line 1: not stub syntax: "),
        ("x = " + "-" * 50_000 + "1", "not stub syntax: nested too deep"),
        ("x = " + "+".join("1" * 20_000), "not stub syntax: nested too deep"),
        ("if x:\n ...\n" + "elif x:\n ...\n" * 3_000, "not stub syntax: nested too deep"),
    ],
)
def test_text_that_is_no_stub(text: str, message: str) -> None:
    with pytest.raises(ContractError) as caught:
        parse_contract(text)

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=100))
def test_any_text_is_a_contract_or_one_line(text: str) -> None:
    try:
        parsed = parse_contract(text)
    except ContractError as error:
        parsed = None
        message = str(error)
    else:
        message = "fine"

    assert message
    assert "\n" not in message
    assert parsed is None or isinstance(parsed, Contract)


PIECES = st.sampled_from(
    [
        *("class A[T]:", "  def f(self): ...", "def g[T: int](x: T) -> T: ...", "type X = int"),
        *("x: int", "  y = 1", "@property", "if x:", "else:", "import a", "  ..."),
        *("]", "'''", "def h[", "T](): ..."),
    ]
)


@given(st.lists(PIECES, max_size=8).map("\n".join))
def test_any_pieces_are_a_contract_or_one_line(text: str) -> None:
    try:
        message = f"fine {parse_contract(text).members}"
    except ContractError as error:
        message = str(error)

    assert message
