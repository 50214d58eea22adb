"""Conditions that hold a whole collection against what is allowed, and names against a pattern.

``all(c in ALLOWED for c in columns)``, ``set(columns) <= ALLOWED``, ``set(columns) - ALLOWED``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from pbc_tui.checks.analysis.dangers.facts import Facts

Proves = Callable[[ast.expr, str, bool], bool]
"""Whether a condition, when it holds or when it does not, proves a name to be allowed."""
IsTable = Callable[[ast.expr], bool]

_WRAPPERS = frozenset({"set", "frozenset", "list", "tuple", "sorted", "reversed", "iter"})
# Letters, digits, underscores and dots in any number, as a regular expression says so.
_SAFE_PART = re.compile(
    r"(?:\[(?:a-z|A-Z|0-9|\\w|\\d|[\w.])+\]|\\[wd.]|\(\?:|\(|\)|[A-Za-z0-9_])(?:[+*?]|\{\d*,?\d*\})?"
)
_MATCHERS = frozenset({"match", "fullmatch"})


def inner(node: ast.expr) -> ast.expr:
    """The collection whose elements an expression goes through: ``columns`` of ``set(columns)``."""
    while True:
        match node:
            case ast.Call(func=ast.Name(id=maker), args=[given]) if maker in _WRAPPERS:
                node = given
            case ast.Call(func=ast.Attribute(value=owner, attr="keys"), args=[], keywords=[]):
                node = owner
            case _:
                return node


def held_whole(
    test: ast.expr, *, holds: bool, proves: Proves, is_table: IsTable
) -> ast.expr | None:
    """The collection of which a condition proves every element; None for any other condition."""
    match test:
        case ast.Call(func=ast.Name(id="all" | "any" as quantifier), args=[each]):
            if holds is not (quantifier == "all"):
                return None
            return _of_each(each, proves, holds=holds)
        case ast.Compare(left=left, ops=[ast.LtE() | ast.Lt()], comparators=[table]) if holds:
            return inner(left) if is_table(table) else None
        case ast.Compare(left=table, ops=[ast.GtE() | ast.Gt()], comparators=[right]) if holds:
            if is_table(table):
                return inner(right)
            return None
        case ast.Call(func=ast.Attribute(value=owner, attr="issubset"), args=[table]) if holds:
            return inner(owner) if is_table(table) else None
        case ast.Call(func=ast.Attribute(value=table, attr="issuperset"), args=[given]) if holds:
            return inner(given) if is_table(table) else None
        case ast.Compare(left=left, ops=[ast.Gt() | ast.NotEq()], comparators=[ast.Constant(0)]):
            counts = isinstance(left, ast.Call) and _calls(left, "len")
            return None if holds or not counts else rest_of(left, proves, is_table)
    return None if holds else rest_of(test, proves, is_table)


def rest_of(node: ast.expr, proves: Proves, is_table: IsTable) -> ast.expr | None:
    """The collection of which an expression gives what is not allowed; None for anything else."""
    match node:
        case ast.NamedExpr(value=value):
            return rest_of(value, proves, is_table)
        case ast.BinOp(left=left, op=ast.Sub(), right=table):
            return inner(left) if is_table(table) else None
        case ast.Call(func=ast.Attribute(value=owner, attr="difference"), args=[table]):
            return inner(owner) if is_table(table) else None
        case ast.ListComp(elt=kept) | ast.SetComp(elt=kept) | ast.GeneratorExp(elt=kept):
            match node.generators:
                case [ast.comprehension(target=ast.Name(id=name), iter=source, ifs=[test])]:
                    same = isinstance(kept, ast.Name) and kept.id == name
                    return inner(source) if same and proves(test, name, False) else None
        case ast.Call(func=ast.Name(id=maker), args=[given]) if maker in {*_WRAPPERS, "len"}:
            return rest_of(given, proves, is_table)
    return None


def looped_whole(node: ast.For | ast.AsyncFor) -> ast.expr | None:
    """The collection of which a loop looks at every element and leaves none out."""
    if not isinstance(node.target, ast.Name):
        return None
    for statement in node.body:
        for part in ast.walk(statement):
            match part:
                case ast.Break() | ast.Continue():
                    return None
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == node.target.id:
                    return None
    return inner(node.iter)


def matched(test: ast.expr, facts: Facts) -> ast.expr | None:
    """What a condition holds against a pattern of letters, digits, underscores and dots only."""
    match test:
        case ast.NamedExpr(value=value):
            return matched(value, facts)
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=args, keywords=[]):
            if method not in _MATCHERS or not args:
                return None
            if facts.dotted(owner) == "re" and len(args) == 2:
                pattern, given = facts.names.text(args[0]), args[1]
            else:
                pattern, given = _compiled(owner, facts), args[0]
            return given if pattern and _is_safe(pattern, whole=method == "fullmatch") else None
    return None


def _of_each(each: ast.expr, proves: Proves, *, holds: bool) -> ast.expr | None:
    match each:
        case ast.GeneratorExp(elt=test) | ast.ListComp(elt=test):
            match each.generators:
                case [ast.comprehension(target=ast.Name(id=name), iter=source, ifs=[])]:
                    return inner(source) if proves(test, name, holds) else None
    return None


def _compiled(owner: ast.expr, facts: Facts) -> str:
    """The text of a pattern that was compiled before; "" where it may be another one."""
    if not isinstance(owner, ast.Name) or facts.names.is_parameter(owner.id):
        return ""
    match facts.names.values(owner.id):
        case [ast.Call(func=function, args=[text], keywords=[])]:
            return (facts.names.text(text) or "") if facts.dotted(function) == "re.compile" else ""
    return ""


def _is_safe(pattern: str, *, whole: bool) -> bool:
    begun = pattern.removeprefix("^").removeprefix("\\A")
    body = begun.removesuffix("\\Z").removesuffix("$")
    if not whole and body == begun:
        return False
    place = 0
    while place < len(body):
        part = _SAFE_PART.match(body, place)
        if part is None:
            return False
        place = part.end()
    return True


def _calls(node: ast.Call, name: str) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == name
