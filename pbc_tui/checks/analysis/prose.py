"""The comments and docstrings of a Python text."""

from __future__ import annotations

import ast
import functools
import io
import tokenize
from collections.abc import Iterator

from pbc_tui.checks.analysis.nodes import nodes_of


@functools.lru_cache(maxsize=4)
def comments(text: str) -> tuple[tuple[int, int, str], ...]:
    """The comments of a Python text with line and column, as far as it can be split into tokens."""
    return tuple(_comments(text))


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    if "#" not in text:
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.start[1] + 1, token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def docstrings(module: ast.Module) -> Iterator[tuple[ast.AST, ast.Constant]]:
    """Every documented definition with its docstring."""
    for node in nodes_of(module):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and (docstring := docstring_of(node.body)):
            yield node, docstring


def docstring_of(body: list[ast.stmt]) -> ast.Constant | None:
    """The docstring that a body begins with."""
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        return body[0].value
    return None
