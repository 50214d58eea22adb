"""Shapes of code that say what can be known of names at a place."""

from __future__ import annotations

import ast
import collections


def suppresses(manager: ast.expr) -> bool:
    """Whether a context manager swallows what is raised in its block."""
    match manager:
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress")):
            return True
        case _:
            return False


def in_any_case(node: ast.expr) -> ast.expr:
    """What is looked at in one case only: ``name`` of ``name.lower()``."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=owner, attr="lower" | "upper" | "casefold"), args=[]
        ):
            return owner
        case _:
            return node


def is_literal(pattern: ast.pattern) -> bool:
    """Whether a pattern takes nothing but constants."""
    match pattern:
        case ast.MatchValue(value=ast.Constant()):
            return True
        case ast.MatchOr(patterns=patterns):
            return all(is_literal(one) for one in patterns)
        case _:
            return False


def bound_once(module: ast.Module) -> set[str]:
    """The names that the statements of a module, its functions and classes aside, bind once."""
    counted = collections.Counter(
        part.id
        for statement in module.body
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for part in ast.walk(statement)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store | ast.Del)
    )
    return {name for name, times in counted.items() if times == 1}


def own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names that a function, or one within it, takes or binds."""
    found = set[str]()
    for part in ast.walk(function):
        match part:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.alias(name=name, asname=asname):
                found.add(asname or name)
    return found
