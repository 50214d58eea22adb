"""Names that stand for what comes from elsewhere, and those of them that are numbers."""

from __future__ import annotations

import ast

from pbc_tui.checks.analysis.spelled import spelled


def numeric_parameters(nodes: list[ast.AST]) -> frozenset[str]:
    """Parameters that are numbers by their annotation, wherever the name is a parameter."""
    kinds: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.arg):
            kind = spelled(node.annotation)
            kinds.setdefault(node.arg, set()).add(kind)
    return frozenset(name for name, all_of in kinds.items() if all_of <= {"int", "float", "bool"})


def bound_to_anything(nodes: list[ast.AST]) -> frozenset[str]:
    """The names that some binding gives a value which is not written beside them."""
    plain: set[int] = set()
    for node in nodes:
        match node:
            case ast.Assign(targets=targets):
                plain.update(map(id, targets))
            case ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                plain.add(id(target))
            case ast.AugAssign(target=target, op=ast.Add()):
                plain.add(id(target))
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if id(node) not in plain:
                found.add(name)
            case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.alias(name=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
    return frozenset(found)
