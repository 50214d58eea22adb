"""Names and expressions of a syntax tree as text."""

from __future__ import annotations

import ast
from collections.abc import Callable

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
Resolve = Callable[[str], str]
"""From a dotted name as it is written to the full one."""


def source(node: ast.expr | None) -> str:
    """The text of an expression in one spelling; "" for none."""
    return "" if node is None else ast.unparse(node)


def dotted(node: ast.expr) -> str:
    """The dotted name that an expression is, the called one for a call; "" for anything else."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def declares_alias(annotation: str) -> bool:
    """Whether an annotation, quoted or not, says that the value is a type (PEP 613)."""
    return annotation.strip("'\"").rpartition(".")[2] == "TypeAlias"
