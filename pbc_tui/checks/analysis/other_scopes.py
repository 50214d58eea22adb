"""What a name holds in other functions than the one that uses it, by Python's rules for scopes."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator

from pbc_tui.checks.analysis.bindings import bound_names
from pbc_tui.checks.analysis.names import Names
from pbc_tui.checks.analysis.nodes import nodes_of

_MOST_LOOKS = 100
"""So many calls are looked at; honest code loads modules in a handful of places."""


class OtherScopes:
    """The functions of a module, each with what it gives to its own names."""

    def __init__(self, module: ast.Module, names: Names) -> None:
        self._module = module
        self._names = names
        self._looks = 0

    def texts(self, given: ast.AST | None, call: ast.Call) -> frozenset[str]:
        """The texts that a name in a call can only hold elsewhere, in functions of their own."""
        self._looks += 1
        if not isinstance(given, ast.Name) or self._looks > _MOST_LOOKS:
            return frozenset()
        known = [one for one in self._scopes if given.id in one.local]
        user = next((one for one in reversed(known) if one.encloses(call)), None)
        if user is None:
            return frozenset()
        own = self._given(given.id, user)
        if any(map(self._comes_from_function, own)):
            return frozenset()
        others = [
            value
            for one in known
            if not user.encloses(one.node) and not one.encloses(user.node)
            for value in self._given(given.id, one)
        ]
        return frozenset(self._all_texts(others)) - frozenset(self._all_texts(own))

    @functools.cached_property
    def _scopes(self) -> list[_Scope]:
        functions = ast.FunctionDef | ast.AsyncFunctionDef
        return [_Scope(node) for node in nodes_of(self._module) if isinstance(node, functions)]

    @functools.cached_property
    def _calls(self) -> dict[str, list[ast.Call]]:
        found: dict[str, list[ast.Call]] = {}
        for node in nodes_of(self._module):
            if isinstance(node, ast.Call):
                found.setdefault(_last(node.func), []).append(node)
        return found

    @functools.cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(scope.node.name for scope in self._scopes)

    def _given(self, name: str, scope: _Scope) -> list[ast.expr]:
        """What a function, its defaults and its callers give to a name of its own."""
        if name not in scope.parameters:
            return scope.values.get(name, [])
        taken = scope.node.args
        defaults = [one for one in (*taken.defaults, *taken.kw_defaults) if one is not None]
        handed = [
            value
            for call in self._calls.get(scope.node.name, ())
            for value in (*call.args, *(entry.value for entry in call.keywords))
        ]
        return [*scope.values.get(name, ()), *defaults, *handed]

    def _comes_from_function(self, value: ast.expr) -> bool:
        """Whether a value is given back by a function of the module, which may have it anywhere."""
        return any(_last(part) in self._called for part in ast.walk(value))

    def _all_texts(self, values: Iterable[ast.expr]) -> Iterator[str]:
        for value in values:
            yield from self._names.texts(value)


class _Scope:
    """One function: its parameters, the names that are local to it, what it gives to them."""

    def __init__(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.node = node
        taken = node.args
        plain = (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)
        self.parameters = {one.arg for one in plain}
        self.values: dict[str, list[ast.expr]] = {}
        self.local = set(self.parameters)
        foreign: set[str] = set()
        for part in ast.walk(node):
            match part:
                case ast.Global(names=names) | ast.Nonlocal(names=names):
                    foreign.update(names)
                case ast.Name(id=name, ctx=ast.Store()):
                    self.local.add(name)
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        self._give(target, [value])
                case (
                    ast.AnnAssign(target=target, value=ast.expr() as value)
                    | ast.NamedExpr(target=target, value=value)
                    | ast.AugAssign(target=target, value=value)
                ):
                    self._give(target, [value])
                case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
                    self._give(target, getattr(source, "elts", [source]))
                case ast.comprehension(target=target, iter=source):
                    self._give(target, getattr(source, "elts", [source]))
        self.local -= foreign

    def encloses(self, inner: ast.stmt | ast.expr) -> bool:
        """Whether another node stands in the lines of this function."""
        last = self.node.end_lineno or 0
        return self.node.lineno <= inner.lineno and (inner.end_lineno or 0) <= last

    def _give(self, target: ast.expr, values: list[ast.expr]) -> None:
        for name in bound_names(target):
            self.values.setdefault(name, []).extend(values)


def _last(node: ast.AST) -> str:
    """The last part of a name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
