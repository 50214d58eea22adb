"""From a syntax tree to what a module offers, without running it.

The reading is tolerant: branches, later redefinitions, ``del``, attributes assigned on ``self``. A
name stands for what it is bound to at the end of its scope.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from pbc_tui.design.contract import made_by_call
from pbc_tui.design.contract.attributes import instance_attributes
from pbc_tui.design.contract.bindings import Bindings
from pbc_tui.design.contract.branches import decided, is_type_checking
from pbc_tui.design.contract.exports import Exports
from pbc_tui.design.contract.importing import imports_of
from pbc_tui.design.contract.natures import nature_of
from pbc_tui.design.contract.parsing import NotPython
from pbc_tui.design.contract.signatures import (
    AnyFunction,
    accessor,
    dotted,
    function_of,
    is_overload,
    source,
)
from pbc_tui.design.contract.values import (
    Class,
    Contract,
    Function,
    FunctionKind,
    Member,
    Parameter,
    Variable,
)


def extract(
    module: ast.Module,
    name: str = "",
    *,
    is_package: bool = False,
    python: tuple[int, int] | None = None,
) -> Contract:
    """What a module offers.

    ``name`` is its dotted name, by which relative imports are resolved; ``python`` the version that
    decides conditions on ``sys.version_info``.

    Raises:
        NotPython: for code that is nested too deep to be read.
    """
    try:
        reader = _Reader(name, is_package, python)
        names = Bindings()
        reader.statements(module.body, names, in_class=False)
        scope = names.scope()
    except (RecursionError, MemoryError):
        raise NotPython(0, 0, "nested too deep to be read") from None
    return Contract(
        members=scope.members,
        alternatives=scope.alternatives,
        sometimes=scope.sometimes,
        exports=None if reader.exports.names is None else tuple(reader.exports.names),
        exports_open=reader.exports.open,
        imports=reader.imports,
        stars=tuple(reader.stars),
    )


class _Reader:
    """Reads the statements of one module, scope by scope."""

    def __init__(self, name: str, is_package: bool, python: tuple[int, int] | None) -> None:
        self.name = name
        self.is_package = is_package
        self.python = python
        self.imports: dict[str, str] = {}
        self.stars: dict[str, None] = {}
        self.exports = Exports()

    def resolve(self, name: str) -> str:
        """The full dotted name of one that is written in this module."""
        first, dot, rest = name.partition(".")
        return self.imports.get(first, first) + dot + rest

    def statements(self, body: Iterable[ast.stmt], names: Bindings, *, in_class: bool) -> bool:
        """Read statements in order; whether the end is reached, not left by ``raise``."""
        for statement in body:
            if not in_class and self.exports.read(statement):
                continue
            if not self._statement(statement, names, in_class):
                return False
        return True

    def _statement(self, statement: ast.stmt, names: Bindings, in_class: bool) -> bool:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(statement, names, in_class)
            case ast.ClassDef():
                names.bind(statement.name, self._class(statement))
            case ast.Import() | ast.ImportFrom():
                self._import(statement, names)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value, names, in_class)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                text = None if value is None else source(value)
                bound = Variable(name, source(annotation), text, line=statement.lineno)
                names.bind(name, self._computed(name, value, in_class) or bound)
            case ast.Delete(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Name):
                        names.pop(target.id, None)
            case ast.If():
                return self._if(statement, names, in_class)
            case ast.Try() | ast.TryStar():
                return self._try(statement, names, in_class)
            case ast.With(body=body) | ast.AsyncWith(body=body):
                return self.statements(body, names, in_class=in_class)
            case ast.For() | ast.AsyncFor() | ast.While():
                self._loop(statement, names, in_class)
            case ast.Match(cases=cases):
                bodies = [case.body for case in cases]
                whole = any(_is_wildcard(case) for case in cases)
                return self._paths(bodies, names, in_class, also_none=not whole)
            case ast.Raise() | ast.Break() | ast.Continue():
                return False
            case ast.Expr(value=ast.Call(func=func)):
                return self.resolve(dotted(func)) not in ("sys.exit", "exit", "quit", "os._exit")
            case _ if type(statement).__name__ == "TypeAlias":
                name = statement.name.id  # type: ignore[attr-defined]
                text = source(statement.value)  # type: ignore[attr-defined]
                names.bind(name, Variable(name, value=text, line=statement.lineno))
        return True

    def _function(self, node: AnyFunction, names: Bindings, in_class: bool) -> None:
        function = function_of(node, self.resolve, in_class=in_class)
        known = names.current(node.name)
        owner, access = accessor(node)
        of = names.current(owner) if owner else None
        if isinstance(of, Function) and of.kind is FunctionKind.PROPERTY:
            settable = of.settable or access == "setter"
            names.bind(node.name, replace(of, name=node.name, settable=settable))
            return
        signatures = known.overloads if isinstance(known, Function) and known.only_overloads else ()
        if is_overload(node, self.resolve):
            first = known if isinstance(known, Function) and signatures else function
            names.bind(node.name, replace(first, overloads=(*signatures, function)))
        else:
            names.bind(node.name, replace(function, overloads=signatures))

    def _class(self, node: ast.ClassDef) -> Class:
        names = Bindings()
        self.statements(node.body, names, in_class=True)
        for variable in instance_attributes(node):
            if variable.name not in names:
                names.bind(variable.name, variable)
        scope = names.scope()
        return Class(
            members=scope.members,
            alternatives=scope.alternatives,
            sometimes=scope.sometimes,
            name=node.name,
            bases=tuple(source(base) for base in node.bases),
            keywords={entry.arg: source(entry.value) for entry in node.keywords if entry.arg},
            decorators=tuple(source(decorator) for decorator in node.decorator_list),
            nature=nature_of(node, self.resolve),
            line=node.lineno,
        )

    def _import(self, statement: ast.Import | ast.ImportFrom, names: Bindings) -> None:
        for entry in imports_of(statement, self.name, is_package=self.is_package):
            if entry.local == "*":
                self.stars.setdefault(entry.module)
                continue
            self.imports.setdefault(entry.local, entry.target)
            names.bind(entry.local, entry)

    def _assign(
        self, target: ast.expr, value: ast.expr | None, names: Bindings, in_class: bool
    ) -> None:
        match target:
            case ast.Name(id=name):
                text = "" if value is None else source(value)
                bound = self._computed(name, value, in_class) or self._alias(name, value, names)
                names.bind(name, bound or Variable(name, value=text, line=target.lineno))
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                values: list[ast.expr | None] = [None] * len(targets)
                if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets):
                    values = list(value.elts)
                for one, its in zip(targets, values, strict=True):
                    self._assign(one, its, names, in_class)
            case ast.Starred(value=inner):
                self._assign(inner, None, names, in_class)

    def _alias(self, name: str, value: ast.expr | None, names: Bindings) -> Member | None:
        """Another name for a function or class of this scope is as good as the first one."""
        if not isinstance(value, ast.Name):
            return None
        known = names.current(value.id)
        if isinstance(known, Function | Class):
            return replace(known, name=name, line=value.lineno)
        return None

    def _computed(self, name: str, value: ast.expr | None, in_class: bool) -> Member | None:
        if not isinstance(value, ast.Call):
            return None
        called = self.resolve(dotted(value.func))
        if in_class and called in ("property", "functools.cached_property"):
            settable = len(value.args) > 1 or any(entry.arg == "fset" for entry in value.keywords)
            return Function(
                name,
                (Parameter("self"),),
                kind=FunctionKind.PROPERTY,
                settable=settable or called == "functools.cached_property",
                line=value.lineno,
            )
        return made_by_call.class_of(name, called, value)

    def _if(self, node: ast.If, names: Bindings, in_class: bool) -> bool:
        if is_type_checking(node.test, self.resolve):
            # Nothing of it exists when the module runs, but annotations may use what it imports.
            self.statements(node.body, names.copy(), in_class=in_class)
        match decided(node.test, self.resolve, self.python):
            case True:
                return self.statements(node.body, names, in_class=in_class)
            case False:
                return self.statements(node.orelse, names, in_class=in_class)
        return self._paths([node.body, node.orelse], names, in_class)

    def _try(self, node: ast.Try | ast.TryStar, names: Bindings, in_class: bool) -> bool:
        bodies = [[*node.body, *node.orelse], *(handler.body for handler in node.handlers)]
        reached = self._paths(bodies, names, in_class)
        return self.statements(node.finalbody, names, in_class=in_class) and reached

    def _loop(
        self, node: ast.For | ast.AsyncFor | ast.While, names: Bindings, in_class: bool
    ) -> None:
        once = names.copy()
        if not isinstance(node, ast.While):
            self._assign(node.target, None, once, in_class)
        self.statements(node.body, once, in_class=in_class)
        names.take([once, names.copy()])
        self.statements(node.orelse, names, in_class=in_class)

    def _paths(
        self,
        bodies: Iterable[list[ast.stmt]],
        names: Bindings,
        in_class: bool,
        *,
        also_none: bool = False,
    ) -> bool:
        """Follow each body from the same start; go on with those that reach their end."""
        ends = [names.copy()] if also_none else []
        for body in bodies:
            path = names.copy()
            if self.statements(body, path, in_class=in_class):
                ends.append(path)
        if not ends:
            return False
        names.take(ends)
        return True


def _is_wildcard(case: ast.match_case) -> bool:
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None
