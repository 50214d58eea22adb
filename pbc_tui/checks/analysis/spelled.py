"""The text of an expression, also of one that no recursive writer gets to the end of."""

from __future__ import annotations

import ast


def spelled(node: ast.AST | None) -> str:
    """An expression in one spelling; "" for none, and for one that is nested too deep."""
    try:
        return "" if node is None else ast.unparse(node)
    except RecursionError:
        return ""
