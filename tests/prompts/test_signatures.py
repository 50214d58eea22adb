"""Signatures of a source: public names only, no bodies, readable again as Python."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.prompts.signatures import signatures

SOURCE = '''\
"""Module."""
from dataclasses import dataclass

__all__ = ["Parser", "parse"]
LIMIT: int = 3
_hidden = 1
TABLE = {NUMBERS}


@dataclass(frozen=True)
class Parser(Base, metaclass=Meta):
    """Parses "texts"."""

    name: str = "x"
    _inner: int = 0

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def size(self) -> int:
        return 1

    async def feed(self, chunk: bytes, /, *, final: bool = False) -> None:
        """Feed one chunk.

        More words.
        """
        await do(chunk)

    def _secret(self) -> None: ...


def parse(text: str) -> Parser:
    return Parser(text)


def _private() -> None: ...
'''.replace("NUMBERS", ", ".join(f"{n}: {n}" for n in range(60)))


def test_public_names_without_bodies() -> None:
    found = signatures(SOURCE)
    ast.parse(found)
    assert found.split("\n") == [
        "__all__ = ['Parser', 'parse']",
        "LIMIT: int = 3",
        "TABLE = ...",
        "@dataclass(frozen=True)",
        "class Parser(Base, metaclass=Meta):",
        "    'Parses \"texts\".'",
        "    name: str = 'x'",
        "    def __init__(self, name: str) -> None: ...",
        "    @property",
        "    def size(self) -> int: ...",
        "    async def feed(self, chunk: bytes, /, *, final: bool=False) -> None:",
        '        """Feed one chunk."""',
        "        ...",
        "def parse(text: str) -> Parser: ...",
    ]


@pytest.mark.parametrize("text", ["", "def (", "x = 1\0", "(" * 5000, "import os\n"])
def test_what_cannot_be_read_gives_nothing(text: str) -> None:
    assert signatures(text) == ""


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    ast.parse(signatures(text))
