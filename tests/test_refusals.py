"""Whatever is refused on the way to the plan is refused in a test, by the sentence that says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pbc_tui

_CODE = Path(pbc_tui.__file__).parent
_TESTS = Path(__file__).parent
_ROOMS = (
    "design/structure/*.py",
    "design/plan/*.py",
    "session/folds/designing.py",
    "session/folds/guards.py",
    "workflow/design_desk.py",
    "workflow/plan_desk.py",
    "workflow/going_back.py",
    "workflow/proposals.py",
    "workflow/second_opinion.py",
    "workflow/own_templates.py",
    "workflow/existing_*.py",
    "ui/screens/**/*.py",
    "ui/widgets/*.py",
)
_OTHER_STAGES = ("building", "report", "verdict_pane", "welcome")
_SHORTEST = 8
"""Characters of a quotation that can be taken for one."""
_REFUSING = ("why_", "refusal")


def _modules() -> list[Path]:
    found = [path for room in _ROOMS for path in sorted(_CODE.glob(room))]
    return [
        path
        for path in found
        if not path.stem.startswith(_OTHER_STAGES) and path.parent.name not in _OTHER_STAGES
    ]


def _refusals(module: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The line of each refusal and the words of its sentence, without what is filled in."""
    for node in ast.walk(ast.parse(module.read_text())):
        said: list[ast.expr] = []
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if ast.unparse(node.exc.func) == "RuntimeError":
                continue
            said = node.exc.args
        elif isinstance(node, ast.FunctionDef) and node.name.startswith(_REFUSING):
            said = [
                each.value
                for each in ast.walk(node)
                if isinstance(each, ast.Return) and each.value is not None
            ]
        for sentence in said:
            words = tuple(
                each.value.strip(" :;,")
                for each in ast.walk(sentence)
                if isinstance(each, ast.Constant)
                and isinstance(each.value, str)
                and len(each.value.strip(" :;,")) >= _SHORTEST
                and " " in each.value.strip()
            )
            if words:
                yield sentence.lineno, words


@cache
def _quoted() -> frozenset[str]:
    """The strings of all tests, as a regular expression that they may be would match them."""
    return frozenset(
        each.value.replace("\\", "").strip()
        for path in _TESTS.rglob("*.py")
        if path != Path(__file__)
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and len(each.value.strip()) >= _SHORTEST
    )


def _is_quoted(words: str) -> bool:
    return any(
        quote in words or words in quote or _go_on(words, quote) or _go_on(quote, words)
        for quote in _quoted()
    )


def _go_on(first: str, second: str) -> bool:
    """Whether one begins as the other ends, as where a quotation holds what is filled in."""
    longest = min(len(first), len(second))
    return any(first.endswith(second[:size]) for size in range(_SHORTEST - 1, longest))


@pytest.mark.parametrize("module", _modules(), ids=lambda path: str(path.relative_to(_CODE)))
def test_every_refusal_is_tried(module: Path) -> None:
    untried = [
        f"{module.name}:{line}: {' … '.join(words)}"
        for line, words in _refusals(module)
        if not any(map(_is_quoted, words))
    ]
    assert not untried
