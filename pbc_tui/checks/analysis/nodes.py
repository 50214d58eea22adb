"""The nodes of a syntax tree, walked once for all rules."""

from __future__ import annotations

import ast
import functools


@functools.lru_cache(maxsize=8)
def nodes_of(module: ast.Module) -> list[ast.AST]:
    """Every node in the order of ``ast.walk``; nobody may change the list."""
    found: list[ast.AST] = [module]
    # The list grows while it is gone through: this is what makes it breadth first.
    for node in found:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                found.append(value)
            elif isinstance(value, list):
                found += [one for one in value if isinstance(one, ast.AST)]
    return found
