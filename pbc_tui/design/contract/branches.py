"""Which branch of a condition is taken, as far as it can be known without running anything."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from pbc_tui.design.contract.naming import Resolve, dotted

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def is_type_checking(test: ast.expr, resolve: Resolve) -> bool:
    """Whether a condition holds for type checkers only."""
    return resolve(dotted(test)) in ("typing.TYPE_CHECKING", "TYPE_CHECKING")


def decided(test: ast.expr, resolve: Resolve, python: tuple[int, int] | None) -> bool | None:
    """The value of a condition; None where it depends on more than constants and the version.

    ``python`` is the version that the code runs on, None when that is not known.
    """
    if is_type_checking(test, resolve):
        return False
    match test:
        case ast.Constant(value=value):
            return bool(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            value = decided(operand, resolve, python)
            return None if value is None else not value
        case ast.BoolOp(op=op, values=values):
            known = [decided(value, resolve, python) for value in values]
            settling = isinstance(op, ast.Or)
            if settling in known:
                return settling
            return None if None in known else not settling
        case ast.Compare(
            left=ast.Name(id="__name__"),
            ops=[ast.Eq() | ast.NotEq() as op],
            comparators=[ast.Constant("__main__")],
        ):
            # Whoever uses a module imports it.
            return isinstance(op, ast.NotEq)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return None if any(isinstance(one, ast.Starred) for one in parts) else bool(parts)
        case ast.Compare(
            left=ast.Constant(value=one), ops=[op], comparators=[ast.Constant(value=other)]
        ) if type(one) is type(other) and isinstance(one, int | str):
            comparison = _COMPARISONS.get(type(op))
            return None if comparison is None else comparison(one, other)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if python:
            return _by_version(left, op, right, resolve, python)
    return None


def is_wildcard(case: ast.match_case) -> bool:
    """Whether a case takes everything that those before it leave."""
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _by_version(
    left: ast.expr, op: ast.cmpop, right: ast.expr, resolve: Resolve, python: tuple[int, int]
) -> bool | None:
    comparison = _COMPARISONS.get(type(op))
    if comparison is None:
        return None
    sliced = isinstance(left, ast.Subscript) and isinstance(left.slice, ast.Slice)
    if isinstance(left, ast.Subscript):
        if resolve(dotted(left.value)) != "sys.version_info":
            return None
        match left.slice, right:
            case ast.Constant(value=0), ast.Constant(value=int(number)):
                return comparison(python[0], number)
            case ast.Constant(value=1), ast.Constant(value=int(number)):
                return comparison(python[1], number)
            case ast.Slice(lower=None, upper=ast.Constant(value=2), step=None), _:
                pass
            case _:
                return None
    elif resolve(dotted(left)) != "sys.version_info":
        return None
    if not isinstance(right, ast.Tuple):
        return None
    wanted = tuple(entry.value for entry in right.elts if isinstance(entry, ast.Constant))
    if len(wanted) != len(right.elts) or not all(type(number) is int for number in wanted):
        return None
    if len(wanted) > 2 and wanted[:2] == python:
        return None
    # Unsliced, there is always more behind the minor version, which makes it the greater one.
    return comparison(python if sliced else (*python, 0), wanted)
