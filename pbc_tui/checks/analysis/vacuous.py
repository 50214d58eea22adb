"""Tests that cannot fail: assertions that always hold, and failures that are swallowed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.analysis.spot import Spot, at
from pbc_tui.design.contract.branches import decided

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_CATCH_ASSERTIONS = frozenset({"AssertionError", "Exception", "BaseException"})
_SWALLOWERS = frozenset({"contextlib.suppress", "pytest.raises"})
_ALWAYS = "this assertion always holds"
_LOST = "an assertion that fails here fails nothing"


def vacuous_tests(module: ast.Module, names: Names) -> Iterator[Spot]:
    """Where a function named ``test_*`` looks as if it tested something, and does not."""
    for node in ast.walk(module):
        if isinstance(node, _Function) and node.name.startswith("test"):
            yield from _Vacuous(names).found(node)


class _Vacuous:
    def __init__(self, names: Names) -> None:
        self._names = names

    def found(self, function: _Function) -> Iterator[Spot]:
        """The places in one test, those of functions within it aside."""
        # Each statement with whether it is retried, and whether what it compares may raise.
        # Beside assertions, a comparison may be there for what it calls.
        asserts = any(map(_asserts, ast.walk(function)))
        waiting: list[tuple[ast.stmt, bool, bool]]
        waiting = [(statement, False, False) for statement in function.body]
        while waiting:
            node, retried, raising = waiting.pop()
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    continue
                case ast.Assert(test=test) if decided(test, str, None):
                    yield at(node, "stub", f"{function.name} is a stub: {_ALWAYS}")
                case ast.Expr(value=ast.Compare()) if not (raising or asserts):
                    why = "it compares, and asserts nothing"
                    yield at(node, "stub", f"{function.name} is a stub: {why}")
                case ast.Try() if not retried and self._swallows(node):
                    yield from _lost(function, node.body)
                case ast.With() | ast.AsyncWith() if any(map(self._is_swallower, node.items)):
                    yield from _lost(function, node.body)
            looped = retried or isinstance(node, ast.For | ast.AsyncFor | ast.While)
            tried = raising or isinstance(node, ast.Try | ast.With | ast.AsyncWith)
            waiting += [(child, looped, tried) for child in _inside(node)]

    def _swallows(self, node: ast.Try) -> bool:
        """Whether a failed assertion is caught, and nothing is done about it."""
        return any(
            all(isinstance(one, ast.Pass | ast.Return) for one in handler.body)
            and (handler.type is None or self._catches(handler.type))
            for handler in node.handlers
        )

    def _is_swallower(self, item: ast.withitem) -> bool:
        call = item.context_expr
        if not isinstance(call, ast.Call) or not call.args:
            return False
        if self._names.dotted(call.func) not in _SWALLOWERS:
            return False
        return any(map(self._catches, call.args))

    def _catches(self, kind: ast.expr) -> bool:
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return any(
            self._names.dotted(one).removeprefix("builtins.") in _CATCH_ASSERTIONS for one in kinds
        )


def _asserts(node: ast.AST) -> bool:
    match node:
        case ast.Assert() | ast.Raise():
            return True
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name.startswith(("assert", "fail", "raises", "warns", "check"))
    return False


def _lost(function: _Function, body: list[ast.stmt]) -> Iterator[Spot]:
    for statement in body:
        if isinstance(statement, ast.Assert):
            yield at(statement, "stub", f"{function.name} is a stub: {_LOST}")


def _inside(node: ast.stmt) -> list[ast.stmt]:
    """The statements of the blocks of a statement."""
    found: list[ast.stmt] = []
    for field in ("body", "orelse", "finalbody"):
        found += getattr(node, field, [])
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        found += part.body
    return found
