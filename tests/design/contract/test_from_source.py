"""A contract drawn from a file: what stands in it, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract import ContractError, parse_contract
from pbc_tui.design.contract.from_source import stub_from_source

SOURCE = '''\
"""Orders."""

from __future__ import annotations

import os
import typing as t
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field as made

if t.TYPE_CHECKING:
    from pathlib import Path
    Source = Path | str

_T = t.TypeVar("_T")
LIMIT: int = 3
HOME = os.environ.get("HOME")
_SECRET = 1


@dataclass(frozen=True)
class Order(t.Generic[_T]):
    number: int
    lines: list[str] = made(default_factory=list)

    @property
    def total(self) -> float:
        return 1.0

    @classmethod
    def load(cls, source: Source, /, *rest: int, strict: bool = True, key=os.getcwd()) -> Order[_T]:
        return cls(1)

    @staticmethod
    async def check(text: str = "a" * 3) -> None: ...

    def _hidden(self): ...


class Counter:
    def __init__(self, size: int):
        self.size = size
        self._own = 1


@t.overload
def get(key: int) -> int: ...
@t.overload
def get(key: str) -> str: ...
def get(key): return key


@contextmanager
def opened() -> Iterator[int]:
    yield 1


async def stream() -> t.AsyncIterator[int]:
    yield 1


if os.name == "nt":
    def only_there(): ...
'''
STUB = """\
import typing as t
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    Source = Path | str

_T = t.TypeVar('_T')
LIMIT: int = 3
HOME = ...

@dataclass(frozen=True)
class Order(t.Generic[_T]):
    number: int
    lines: list[str] = ...

    @property
    def total(self) -> float: ...
    @classmethod
    def load(
        cls,
        source: Source,
        /,
        *rest: int,
        strict: bool = True,
        key=...,
    ) -> Order[_T]: ...
    @staticmethod
    async def check(text: str = ...) -> None: ...

class Counter:
    def __init__(self, size: int): ...

    size: int

@t.overload
def get(key: int) -> int: ...
@t.overload
def get(key: str) -> str: ...

@contextmanager
def opened() -> Iterator[int]: ...

def stream() -> t.AsyncIterator[int]: ...

# Left out: without a value, or not the same on every path: only_there
"""


def test_a_whole_file() -> None:
    assert stub_from_source(SOURCE, "app.orders") == STUB


@pytest.mark.parametrize(
    ("source", "stub"),
    [
        ("", ""),
        ("import os\n_x = 1\n", ""),
        (
            "from .core import Engine, Other\n__all__ = ['Engine', 'f']\ndef f(): ...\nx = 1\n",
            'from app.core import Engine\n\n__all__ = ["Engine", "f"]\n\ndef f(): ...\n',
        ),
        (
            "class _Base:\n    def run(self): ...\nclass Job(_Base): ...\n",
            "class _Base:\n    def run(self): ...\n\nclass Job(_Base): ...\n",
        ),
        ("import a.b.c\ndef f(x: a.b.c.D): ...", "import a.b.c\n\ndef f(x: a.b.c.D): ...\n"),
        ("import a.b as c\ndef f(x: c.D): ...", "import a.b as c\n\ndef f(x: c.D): ...\n"),
        ("def f[T: int](x: T) -> T: return x", "def f[T: int](x: T) -> T: ...\n"),
        ("def f(a, b, /): ...\ndel f", ""),
        ("type Pair[T] = tuple[T, T]", "type Pair[T] = tuple[T, T]\n"),
        ("type Word = str", "Word = str\n"),
        ("Names = dict[str, int]\nONE = f(1)\n", "Names = dict[str, int]\nONE = ...\n"),
        (
            "class A:\n    def get(self): ...\n    def set(self, v): ...\n"
            "    x = property(get, set)",
            "class A:\n    def get(self): ...\n    def set(self, v): ...\n    @property\n"
            "    def x(self): ...\n    @x.setter\n    def x(self, value): ...\n",
        ),
        ("if X:\n    y = 1\nelse:\n    y = 2\n", "y = ...\n"),
        (
            "class A:\n    b: int\n    def __init__(self):\n        self.c = 1\n",
            "class A:\n    def __init__(self): ...\n\n    c = ...\n",
        ),
        ("class A:\n    b: int\n", "class A:\n    b: int\n"),
        (
            "from enum import Enum, auto\nclass Kind(Enum):\n    A = 1\n    B = auto()\n",
            "from enum import Enum\n\nclass Kind(Enum):\n    A = 1\n    B = ...\n",
        ),
    ],
)
def test_what_stands_in_a_stub(source: str, stub: str) -> None:
    assert stub_from_source(source, "app.mod") == stub


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("def f(:\n", 1, "not Python"),
        ("x = 1\nraise SystemExit\n", 2, "cannot be imported"),
        ("(" * 3000, 0, "not Python"),
    ],
)
def test_what_no_stub_can_be_drawn_from(source: str, line: int, words: str) -> None:
    with pytest.raises(ContractError, match=words) as told:
        stub_from_source(source)

    assert not line or told.value.line == line


@given(st.text())
def test_any_text_gives_a_stub_or_a_fault(text: str) -> None:
    try:
        stub = stub_from_source(text)
    except ContractError:
        return
    parse_contract(stub)
