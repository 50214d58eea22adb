"""What the targets of assignments stand for afterwards."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from pbc_tui.design.contract import made_by_call
from pbc_tui.design.contract.bindings import Bindings
from pbc_tui.design.contract.naming import Resolve, dotted, source
from pbc_tui.design.contract.signatures import lambda_of
from pbc_tui.design.contract.values import (
    Class,
    Function,
    FunctionKind,
    Gone,
    Member,
    Parameter,
    Variable,
)

_LARGEST = 256
_CHANGES = frozenset(["add", "append", "clear", "discard", "extend", "insert", "pop", "popitem"])
_CHANGES |= {"remove", "reverse", "setdefault", "sort", "update"}
_FOLDS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
}


class Assigning:
    """Binds the targets of assignments in the names of one scope.

    ``outer`` are the names of the module, where the scope is a class body.
    """

    def __init__(self, resolve: Resolve, names: Bindings, outer: Bindings | None) -> None:
        self._resolve = resolve
        self._names = names
        self._outer = outer

    def assign(self, target: ast.expr, value: ast.expr | None) -> None:
        """``target = value``; no value stands for one that is not told."""
        match target:
            case ast.Name(id=name):
                member = self._member(name, value, target.lineno)
                declared = self._names.current(name)
                if isinstance(member, Variable) and isinstance(declared, Variable):
                    member = replace(member, annotation=declared.annotation)
                self._names.bind(name, member)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                values: list[ast.expr | None] = [None] * len(targets)
                if isinstance(value, ast.Tuple | ast.List) and _match(targets, value.elts):
                    values = list(value.elts)
                elif isinstance(value, ast.Tuple | ast.List):
                    values = [*_before_star(targets, value.elts)]
                for one, its in zip(targets, values, strict=True):
                    self.assign(one, its)
            case ast.Starred(value=inner):
                self.assign(inner, None)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                self.attribute(owner, name, value, target.lineno)

    def annotated(self, node: ast.AnnAssign) -> None:
        """``target: annotation = value``."""
        if not isinstance(node.target, ast.Name):
            return
        name = node.target.id
        made = None if node.value is None else self._computed(name, node.value)
        text = None if node.value is None else source(node.value)
        if node.value is None and name in self._names:
            # A declaration behind the value changes nothing.
            return
        bound = Variable(name, source(node.annotation), text, line=node.lineno)
        self._names.bind(name, made or bound)

    def augmented(self, node: ast.AugAssign) -> None:
        """``target += value``."""
        if not isinstance(node.target, ast.Name):
            return
        known = self._names.current(node.target.id)
        if isinstance(known, Variable):
            self._names.change(known.name, _folded(known, node))

    def called(self, call: ast.Call) -> None:
        """A method call that changes the object it is called on, or ``setattr`` on a class."""
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                known = self._names.current(name)
                if method in _CHANGES and isinstance(known, Variable) and known.literal:
                    self._names.change(name, replace(known, changed=True))
            case ast.Call(
                func=ast.Name(id="setattr"),
                args=[ast.Name(id=owner), ast.Constant(value=str(name)), value],
            ):
                self.attribute(owner, name, value, call.lineno)
            case ast.Call(
                func=ast.Name(id="delattr"),
                args=[ast.Name(id=owner), ast.Constant(value=str(name))],
            ):
                self.without(owner, name, call.lineno)

    def deleted(self, targets: Iterable[ast.expr]) -> None:
        """``del target, ...``: names of the scope, and members of its classes."""
        for target in targets:
            match target:
                case ast.Name(id=name):
                    self._names.drop(name, target.lineno)
                case ast.Tuple(elts=inner) | ast.List(elts=inner):
                    self.deleted(inner)
                case ast.Attribute(value=ast.Name(id=owner), attr=name):
                    self.without(owner, name, target.lineno)

    def without(self, owner: str, name: str, line: int) -> None:
        """``del Owner.name`` where the owner is a class of the scope."""
        known = self._names.current(owner)
        if isinstance(known, Class) and name in known.members:
            members = {one: each for one, each in known.members.items() if one != name}
            gone = {**known.gone, name: Gone(line, f"is deleted again in line {line}")}
            self._names.change(owner, replace(known, members=members, gone=gone))

    def attribute(self, owner: str, name: str, value: ast.expr | None, line: int) -> None:
        """``Owner.name = value`` where the owner is a class of the scope."""
        known = self._names.current(owner)
        if isinstance(known, Class):
            member = self._member(name, value, line, in_class=True)
            self._names.change(owner, replace(known, members={**known.members, name: member}))

    def _member(
        self, name: str, value: ast.expr | None, line: int, *, in_class: bool = False
    ) -> Member:
        in_class = in_class or self._outer is not None
        alias = self._alias(name, value, line, in_class=in_class)
        made = None if value is None else self._computed(name, value, in_class=in_class)
        text = "" if value is None else source(value)
        return made or alias or Variable(name, value=text, line=line)

    def _alias(
        self, name: str, value: ast.expr | None, line: int, *, in_class: bool
    ) -> Member | None:
        """Another name for a function or class of the file is as good as the first one."""
        if not isinstance(value, ast.Name):
            return None
        known = self._names.current(value.id)
        if known is None and self._outer is not None:
            known = self._outer.current(value.id)
        if isinstance(known, Class):
            return replace(known, assigned=True)
        if isinstance(known, Function):
            kind = known.kind
            if in_class and kind is FunctionKind.FUNCTION:
                kind = FunctionKind.METHOD
            return replace(known, name=name, kind=kind, assigned=True, line=line)
        return None

    def _computed(self, name: str, value: ast.expr, *, in_class: bool = False) -> Member | None:
        in_class = in_class or self._outer is not None
        if isinstance(value, ast.Lambda):
            return lambda_of(name, value, in_class=in_class)
        if not isinstance(value, ast.Call):
            return None
        called = self._resolve(dotted(value.func))
        if in_class and called in ("property", "functools.cached_property"):
            told = {entry.arg for entry in value.keywords}
            cached = called == "functools.cached_property"
            return Function(
                name,
                (Parameter("self"),),
                kind=FunctionKind.PROPERTY,
                settable=cached or len(value.args) > 1 or "fset" in told,
                deletable=cached or len(value.args) > 2 or "fdel" in told,
                line=value.lineno,
            )
        if in_class and called in ("staticmethod", "classmethod") and len(value.args) == 1:
            alias = self._alias(name, value.args[0], value.lineno, in_class=True)
            kind = FunctionKind.STATIC_METHOD if called[0] == "s" else FunctionKind.CLASS_METHOD
            return replace(alias, kind=kind) if isinstance(alias, Function) else None
        return made_by_call.class_of(name, called, value)


def named_on_the_way(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What ``:=`` binds in the expressions of a statement, not in those of its blocks."""
    for field in ast.iter_child_nodes(statement):
        if isinstance(field, ast.expr) and not isinstance(field, ast.Name | ast.Constant):
            for one in ast.walk(field):
                if isinstance(one, ast.NamedExpr):
                    yield one.target, one.value


def _folded(known: Variable, node: ast.AugAssign) -> Variable:
    """The variable after ``+=`` and the like, its value told where both sides are literals."""
    if known.changed:
        return known
    fold = _FOLDS.get(type(node.op))
    other = Variable("", value=source(node.value)).literal
    if fold and known.literal and other:
        try:
            if all(_small(side[0]) for side in (known.literal, other)):
                value = fold(known.literal[0], other[0])
                return replace(known, value=repr(value), line=node.lineno)
        except (TypeError, ValueError, OverflowError, ArithmeticError):
            pass
    return replace(known, changed=True)


def _small(value: object) -> bool:
    return not hasattr(value, "__len__") or len(value) <= _LARGEST


def _match(targets: list[ast.expr], values: list[ast.expr]) -> bool:
    starred = any(isinstance(one, ast.Starred) for one in (*targets, *values))
    return len(targets) == len(values) and not starred


def _before_star(targets: list[ast.expr], values: list[ast.expr]) -> list[ast.expr | None]:
    """The values that are certain of the targets of an unpacking: those before a star."""
    found: list[ast.expr | None] = [None] * len(targets)
    for place, (target, value) in enumerate(zip(targets, values, strict=False)):
        if isinstance(target, ast.Starred) or isinstance(value, ast.Starred):
            break
        found[place] = value
    return found
