"""Tests that cannot fail: assertions that always hold or never run, failures that are swallowed."""

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
_BEHIND = "this assertion never runs: move it behind the block that raises"
_HALF = "this asserts nothing: its name begins with assert_"
_RAISERS = frozenset({"raises", "assertRaises", "assertRaisesRegex"})
_CAUGHT = frozenset({"value", "type", "typename", "tb", "traceback", "match", "exception"})
# What a mock answers with another mock, which counts as true.
_HALF_NAMES = frozenset(
    {"called_once", "called_once_with", "called_with", "has_calls", "any_call", "not_called"}
)
_NEVER_UNDER: tuple[tuple[type[ast.cmpop], int], ...] = ((ast.GtE, 0), (ast.Gt, -1))


def vacuous_tests(module: ast.Module, names: Names) -> Iterator[Spot]:
    """Where a function named ``test_*`` looks as if it tested something, and does not."""
    mocked = any(map(_brings_mocks, ast.walk(module)))
    for node in ast.walk(module):
        if isinstance(node, _Function) and node.name.startswith("test"):
            yield from _Vacuous(names, node, mocked=mocked).found()


class _Vacuous:
    def __init__(self, names: Names, function: _Function, *, mocked: bool) -> None:
        self._names, self._function, self._mocked = names, function, mocked
        self._own = {one.name for one in function.body if isinstance(one, _Function)}

    def found(self) -> Iterator[Spot]:
        """The places in one test, those of functions within it aside."""
        function = self._function
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
                case ast.Assert(test=test) if decided(test, str, None) or self._holds(test):
                    yield at(node, "stub", f"{function.name} is a stub: {_ALWAYS}")
                case ast.Expr(value=ast.Compare()) if not (raising or asserts):
                    why = "it compares, and asserts nothing"
                    yield at(node, "stub", f"{function.name} is a stub: {why}")
                case ast.Expr(value=value) if self._is_half_named(value):
                    yield at(node, "stub", f"{function.name} is a stub: {_HALF}")
                case ast.Try() if not retried and self._swallows(node):
                    yield from _lost(function, node.body)
                case ast.With() | ast.AsyncWith() if any(map(self._is_swallower, node.items)):
                    yield from _lost(function, node.body)
                case ast.With() | ast.AsyncWith():
                    yield from _behind(function, node)
            looped = retried or isinstance(node, ast.For | ast.AsyncFor | ast.While)
            tried = raising or isinstance(node, ast.Try | ast.With | ast.AsyncWith)
            waiting += [(child, looped, tried) for child in _inside(node)]

    def _holds(self, test: ast.expr) -> bool:
        """Whether a condition is true whatever the tested code does."""
        match test:
            case ast.Lambda() | ast.GeneratorExp():
                return True
            case ast.Name(id=name):
                return name in self._own
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return "unittest.mock.ANY" in map(self._names.dotted, (left, right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                if isinstance(op, ast.Lt | ast.LtE):
                    left, right = right, left
                    op = ast.Gt() if isinstance(op, ast.Lt) else ast.GtE()
                return _is_length(left) and (type(op), _whole(right)) in _NEVER_UNDER
        return self._is_half_named(test)

    def _is_half_named(self, node: ast.expr) -> bool:
        """Whether a mock is called by the name of an assertion without its beginning."""
        match node:
            case ast.Call(func=ast.Attribute(attr=name)):
                return self._mocked and name in _HALF_NAMES
        return False

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


def _brings_mocks(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(alias.name in ("mock", "unittest.mock") for alias in names)
        case ast.ImportFrom(module=module, names=names):
            known = module in ("mock", "unittest.mock")
            return known or (module == "unittest" and any(a.name == "mock" for a in names))
        case ast.arg(arg=name):
            return name == "mocker"
    return False


def _is_length(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[_]):
            return True
    return False


def _whole(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    return None


def _behind(function: _Function, node: ast.With | ast.AsyncWith) -> Iterator[Spot]:
    """Assertions about what was caught that stand where nothing is caught yet."""
    caught = {
        item.optional_vars.id
        for item in node.items
        if isinstance(item.optional_vars, ast.Name) and _raises(item.context_expr)
    }
    for statement in node.body:
        if isinstance(statement, ast.Assert) and any(
            isinstance(part, ast.Attribute)
            and part.attr in _CAUGHT
            and isinstance(part.value, ast.Name)
            and part.value.id in caught
            for part in ast.walk(statement.test)
        ):
            yield at(statement, "stub", f"{function.name} is a stub: {_BEHIND}")


def _raises(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in _RAISERS
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
