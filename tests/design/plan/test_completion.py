"""What can be taken at the cursor of a stub."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.plan.completion import choices
from pbc_tui.design.plan.names import ProjectNames
from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification


def _task(path: str, contract: str) -> Task:
    brief = Brief(purpose="", phase=Phase.CORE, effort=Effort.SIMPLE)
    return Task("TASK-001", path, "", "", brief, Specification(path=path, contract=contract))


NAMES = ProjectNames(
    [
        _task("src/shop/__init__.py", ""),
        _task("src/shop/api.py", "class ApiError: ..."),
        _task(
            "src/shop/core/engine.py", "class Engine: ...\nENGINES: int\ndef enter() -> int: ..."
        ),
        _task("src/shop/errors.py", "class EngineError(Exception): ..."),
        _task("tests/test_engine.py", "class EngineTest: ..."),
    ]
)


def _at(text: str) -> list[str]:
    """What is offered where the bar stands."""
    before, _, _ = text.partition("|")
    row = before.count("\n")
    column = len(before.rpartition("\n")[2])
    found = choices(text.replace("|", ""), row, column, NAMES, "shop.api")
    return [choice.text for choice in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(x: Eng|", ["Engine", "EngineError"]),
        ("def f(x: Eng|) -> int: ...", ["Engine", "EngineError"]),
        ("def f(x: list[Engine|", ["Engine", "EngineError"]),
        ("from shop.core.engine import Engine\nx: Engine|", ["EngineError"]),
        ("x: EN|", ["ENGINES"]),
        ("x: e|", ["enter"]),
        ("x: Api|", []),
        ("x: Eng|ine", []),
        ("class Eng|", []),
        ("def ent|", []),
        ("# Eng|", []),
        ("x: |", []),
        ("from |", ["shop", "shop.core", "shop.core.engine", "shop.errors"]),
        ("from shop.c|", ["shop.core", "shop.core.engine"]),
        ("import shop.e|", ["shop.errors"]),
        ("import os, shop.e|", ["shop.errors"]),
        ("from .|", [".core", ".errors"]),
        ("from .core.|", [".core.engine"]),
        ("from .core.engine import |", ["ENGINES", "Engine", "enter"]),
        ("from shop.core.engine import Engine, en|", ["enter"]),
        ("from shop.core.engine import (En|", ["Engine"]),
        ("from . import |", ["core", "errors"]),
        ("from shop import e|", ["errors"]),
        ("from . import errors\nx: errors.|", ["EngineError"]),
        ("import shop.errors\nx: shop.errors.E|", ["EngineError"]),
        ("import shop.errors\nx: shop.|", ["core", "errors"]),
        ("x: errors.|", []),
    ],
)
def test_what_is_offered(text: str, expected: list[str]) -> None:
    assert _at(text) == expected


def test_a_choice_says_what_it_replaces_and_what_it_needs() -> None:
    first, second = choices("x: Eng", 0, 6, NAMES, "shop.api")

    assert (first.typed, first.source, first.statement) == (
        3,
        "shop.core.engine",
        "from shop.core.engine import Engine",
    )
    assert second.statement == "from shop.errors import EngineError"


def test_what_is_imported_needs_no_import() -> None:
    (choice,) = choices("from .errors import EngineError\nx: EngineE", 1, 10, NAMES, "shop.api")

    assert choice.statement == ""


def test_a_faulty_contract_offers_nothing() -> None:
    names = ProjectNames(
        [replace(_task("a.py", ""), spec=Specification(path="a.py", contract="("))]
    )

    assert names.offers == ()


@given(st.text(), st.integers(0, 5), st.integers(0, 20))
def test_any_place_of_any_text_can_be_asked_about(text: str, row: int, column: int) -> None:
    assert isinstance(choices(text, row, column, NAMES, "shop.api"), tuple)
