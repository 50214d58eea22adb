"""On which versions of Python each part of a module runs, as far as its conditions tell."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.stdlib_versions import NEWEST
from pbc_tui.design.contract.branches import decided

_Block = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module
_Parts = list[tuple[ast.AST, tuple[int, ...]]]
_CAUGHT = frozenset({"ImportError", "ModuleNotFoundError"})
_ANYTHING = frozenset({"Exception", "BaseException"})


class VersionReach:
    """The lowest version, from a target on, on which each node runs.

    A part that handles the absence of what it names (``except ImportError``, ``hasattr``) is free:
    it may name what a version lacks.
    """

    def __init__(self, module: ast.Module, names: Names, target: int) -> None:
        self._names = names
        self._minors = tuple(range(target, max(target, NEWEST) + 1))
        self._narrowed: dict[ast.AST, int | None] = {}
        self._free: set[ast.AST] = set()
        self._optional: set[ast.AST] = set()
        self._typing: set[ast.AST] = set()
        self._target = target
        self._walk(module)

    def lowest(self, node: ast.AST) -> int | None:
        """The lowest version on which a node must work; None where it need not work on any."""
        if node in self._free:
            return None
        return self._narrowed.get(node, self._target)

    def is_optional(self, node: ast.AST) -> bool:
        """Whether the absence of what a node imports is caught."""
        return node in self._optional

    def is_for_typing(self, node: ast.AST) -> bool:
        """Whether only type checkers see a node."""
        return node in self._typing

    def _walk(self, module: ast.Module) -> None:
        waiting: _Parts = [(module, self._minors)]
        while waiting:
            node, minors = waiting.pop()
            if minors != self._minors:
                self._narrowed[node] = minors[0] if minors else None
            waiting += self._parts(node, minors)

    def _parts(self, node: ast.AST, minors: tuple[int, ...]) -> _Parts:
        match node:
            case ast.If(test=test, body=body, orelse=orelse):
                self._note_test(test, body, orelse)
                yes, no = self._split(test, minors)
                return [(test, minors), *self._block(body, yes), *self._block(orelse, no)]
            case ast.IfExp(test=test, body=first, orelse=second):
                self._note_test(test, [first], [second])
                yes, no = self._split(test, minors)
                return [(test, minors), (first, yes), (second, no)]
            case ast.BoolOp(op=op, values=values):
                terms: _Parts = []
                for value in values:
                    terms.append((value, minors))
                    yes, no = self._split(value, minors)
                    minors = yes if isinstance(op, ast.And) else no
                return terms
            case ast.Try():
                self._note_try(node)
            case ast.With() if any(self._suppresses(item.context_expr) for item in node.items):
                self._mark(self._free, node.body)
                self._mark(self._optional, node.body)
        found: _Parts = []
        for _, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                found.append((value, minors))
            elif isinstance(value, list):
                found += self._block([x for x in value if isinstance(x, ast.AST)], minors)
        return found

    def _block(self, body: Sequence[ast.AST], minors: tuple[int, ...]) -> _Parts:
        found: _Parts = []
        for statement in body:
            found.append((statement, minors))
            if isinstance(statement, ast.If) and _leaves(statement.body) and not statement.orelse:
                minors = self._split(statement.test, minors)[1]
            elif isinstance(statement, ast.Assert):
                minors = self._split(statement.test, minors)[0]
        return found

    def _split(
        self, test: ast.expr, minors: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The versions on which a condition may hold, and those on which it may not."""
        values = self._names.values(test.id) if isinstance(test, ast.Name) else []
        asked = values[0] if len(values) == 1 else test
        if self._asks_for_typing(asked):
            return minors, minors
        answers = {minor: decided(asked, self._resolved, (3, minor)) for minor in minors}
        yes = tuple(minor for minor in minors if answers[minor] is not False)
        no = tuple(minor for minor in minors if answers[minor] is not True)
        return yes, no

    def _resolved(self, name: str) -> str:
        first, dot, rest = name.partition(".")
        found = self._names.dotted(ast.Name(first, ast.Load())) if first else ""
        return (found or first) + dot + rest

    def _asks_for_typing(self, test: ast.expr) -> bool:
        return any(
            self._names.dotted(part).rpartition(".")[2] == "TYPE_CHECKING"
            for part in ast.walk(test)
            if isinstance(part, ast.Name | ast.Attribute)
        )

    def _note_test(
        self, test: ast.expr, body: Sequence[ast.AST], orelse: Sequence[ast.AST]
    ) -> None:
        if self._names.dotted(test).rpartition(".")[2] == "TYPE_CHECKING":
            self._mark(self._typing, body)
        calls = [part for part in ast.walk(test) if isinstance(part, ast.Call)]
        asked = {self._names.dotted(call.func) for call in calls}
        if asked & {"hasattr", "builtins.hasattr", "importlib.util.find_spec"}:
            for part in (body, orelse):
                self._mark(self._free, part)
                self._mark(self._optional, part)

    def _note_try(self, node: ast.Try) -> None:
        caught = self._handled(node.handlers)
        if caught & (_CAUGHT | _ANYTHING):
            imports = [line for line in node.body if isinstance(line, ast.Import | ast.ImportFrom)]
            # Who catches everything around a whole program has no missing module in mind.
            body = node.body if caught & _CAUGHT else imports
            self._mark(self._optional, body)
            self._mark(self._free, body)
            for handler in node.handlers if imports or caught & _CAUGHT else ():
                self._mark(self._free, handler.body)
        if "AttributeError" in caught:
            self._mark(self._free, [*node.body, *(x for h in node.handlers for x in h.body)])

    def _handled(self, handlers: Sequence[ast.ExceptHandler]) -> set[str]:
        """The exceptions that do not leave the statement again."""
        handled: set[str] = set()
        passed: set[str] = set()
        for handler in handlers:
            caught = self._caught(handler)
            if not _raises_again(handler):
                handled |= caught - passed
                continue
            passed |= caught
            if caught & _ANYTHING:
                break
            if "ImportError" in caught:
                passed |= _CAUGHT
            if passed & _CAUGHT:
                passed |= _ANYTHING
        return handled

    def _caught(self, handler: ast.ExceptHandler) -> set[str]:
        if handler.type is None:
            return {"BaseException"}
        return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}

    def _suppresses(self, context: ast.expr) -> bool:
        return (
            isinstance(context, ast.Call)
            and self._names.dotted(context.func) == "contextlib.suppress"
            and any(isinstance(part, ast.Name) and part.id in _CAUGHT for part in context.args)
        )

    @staticmethod
    def _mark(marked: set[ast.AST], nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            marked.update(ast.walk(node))


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether what a handler caught leaves it as it came."""
    last = handler.body[-1]
    if not isinstance(last, ast.Raise):
        return False
    same = isinstance(last.exc, ast.Name) and last.exc.id == handler.name
    return last.exc is None or same


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether what follows a block does not run after it."""
    last = body[-1]
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        return spelled(last.value.func) in ("sys.exit", "exit", "quit", "os._exit")
    return isinstance(last, ast.Raise | ast.Return)
