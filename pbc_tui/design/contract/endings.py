"""What never comes to its end: endless iterables, calls that end the program, plain failures."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract.naming import Resolve, dotted

ENDING_CALLS = frozenset(["sys.exit", "exit", "quit", "os._exit", "os.abort"])
"""What ends the program that calls it, by full dotted name."""
_EMPTY: dict[str, object] = {"int": 0, "float": 0.0, "bool": False, "str": "", "bytes": b""}
_ITERATED = ast.List | ast.Tuple | ast.Set
_COMPREHENSION = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp


def always_evaluated(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions that a statement evaluates whatever they give, those of its blocks aside."""
    waiting: list[ast.AST] = [
        child
        for child in ast.iter_child_nodes(statement)
        if isinstance(child, ast.expr | ast.withitem)
    ]
    while waiting:
        match node := waiting.pop():
            case ast.Lambda():
                continue
            case ast.BoolOp(values=[first, *_]):
                waiting.append(first)
            case ast.IfExp(test=test):
                waiting.append(test)
            case ast.Compare(left=left, comparators=[first, *_]):
                waiting += [left, first]
            case _ if isinstance(node, _COMPREHENSION):
                waiting.append(node.generators[0].iter)
            case _:
                waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.expr):
            yield node


def fails(node: ast.expr) -> bool:
    """Whether an expression is a division of a number by nought."""
    match node:
        case ast.BinOp(
            left=ast.Constant(value=int() | float()),
            op=ast.Div() | ast.FloorDiv() | ast.Mod(),
            right=ast.Constant(value=int() | float() as divisor),
        ):
            return not divisor
    return False


def is_endless(iterable: ast.expr, resolve: Resolve) -> bool:
    """Whether an iterable gives values for ever: ``count()``, ``iter(int, 1)`` and the like."""
    if not isinstance(iterable, ast.Call) or iterable.keywords:
        return False
    called = resolve(dotted(iterable.func))
    match called, iterable.args:
        case "itertools.count", _:
            return True
        case "itertools.repeat", [_]:
            return True
        case "itertools.cycle", [inner]:
            return gives_something(inner)
        case "iter", [ast.Name(id=maker), ast.Constant(value=last)]:
            return maker in _EMPTY and _EMPTY[maker] != last
        case "iter", [ast.Lambda(body=ast.Constant(value=value)), ast.Constant(value=last)]:
            return bool(value != last)
    return False


def gives_something(iterable: ast.expr) -> bool:
    """Whether an iterable is written out, and has a value."""
    match iterable:
        case ast.Constant(value=str() | bytes() as text):
            return bool(text)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(number))]):
            return number > 0
    return isinstance(iterable, _ITERATED) and any(
        not isinstance(one, ast.Starred) for one in iterable.elts
    )
