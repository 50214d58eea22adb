"""Code that a module keeps in a constant text and hands to ``exec``, ``eval`` or ``compile``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Protocol

from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.design.contract.parsing import NotPython, parse_module

_RUNNERS = frozenset(
    name for bare in ("exec", "eval", "compile") for name in (bare, f"builtins.{bare}")
)
_RUNNERS_WITH_CODE_ELSEWHERE = {
    "timeit.timeit": ("stmt", "setup"),
    "timeit.repeat": ("stmt", "setup"),
    "cProfile.run": ("statement",),
}
_DEEPEST = 3


class _Reads(Protocol):
    def all_dotted(self, node: ast.AST) -> list[str]: ...
    def texts(self, node: ast.AST | None) -> list[str]: ...


def code_in_texts(
    module: ast.Module, names: _Reads, depth: int = _DEEPEST
) -> Iterator[tuple[ast.Call, ast.Module]]:
    """Each call of the module that runs constant code, with the syntax tree of that code.

    A call that stands in such a text is given as the outermost one, which is what the file shows.
    """
    for node in nodes_of(module):
        if not isinstance(node, ast.Call):
            continue
        for given in _code_of(node, names):
            for text in names.texts(given):
                try:
                    code = parse_module(text)
                except NotPython:
                    continue
                yield node, code
                if depth:
                    for _, inner in code_in_texts(code, names, depth - 1):
                        yield node, inner


def _code_of(node: ast.Call, names: _Reads) -> Iterator[ast.expr]:
    functions = names.all_dotted(node.func)
    if _RUNNERS.intersection(functions):
        yield from node.args[:1]
    words = {word for name in functions for word in _RUNNERS_WITH_CODE_ELSEWHERE.get(name, ())}
    if words:
        yield from node.args[:2]
        yield from (entry.value for entry in node.keywords if entry.arg in words)
