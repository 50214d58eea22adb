"""From a syntax tree to what a module offers, without running it.

The reading is tolerant: branches, later redefinitions, ``del``, attributes assigned on ``self``. A
name stands for what it is bound to at the end of its scope.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeGuard

from pbc_tui.design.contract.assigning import Assigning
from pbc_tui.design.contract.attributes import (
    assigns_freely,
    attributes_elsewhere,
    instance_attributes,
    slots_of,
)
from pbc_tui.design.contract.bindings import Bindings
from pbc_tui.design.contract.branches import decided, is_type_checking
from pbc_tui.design.contract.exports import Exports
from pbc_tui.design.contract.importing import imports_of
from pbc_tui.design.contract.naming import AnyFunction, dotted, source
from pbc_tui.design.contract.natures import nature_of
from pbc_tui.design.contract.parsing import TooMuch
from pbc_tui.design.contract.rebinding import Rebinding
from pbc_tui.design.contract.signatures import accessor, function_of, is_overload
from pbc_tui.design.contract.values import (
    Class,
    Contract,
    Function,
    FunctionKind,
    Gone,
    Member,
    Nature,
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
        TooMuch: for code that is nested too deep to be read, or binds a name to too many things.
    """
    try:
        reader = _Reader(name, is_package, python)
        names = Bindings()
        reached = reader.statements(module.body, names, None)
        scope = names.scope()
    except (RecursionError, MemoryError):
        raise TooMuch(0, 0, "nested too deep to be read") from None
    return Contract(
        members=scope.members,
        alternatives=scope.alternatives,
        sometimes=scope.sometimes,
        gone=scope.gone,
        exports=None if reader.exports.names is None else tuple(reader.exports.names),
        exports_open=reader.exports.open,
        imports=reader.imports,
        stars=tuple(reader.stars),
        exports_from=tuple(reader.resolve(one) for one in reader.exports.sources),
        rebound=reader.rebinding.found,
        ends=None if reached else reader.ends,
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
        self.rebinding = Rebinding(self.resolve)
        self.ends: Gone | None = None

    def resolve(self, name: str) -> str:
        """The full dotted name of one that is written in this module."""
        first, dot, rest = name.partition(".")
        return self.imports.get(first, first) + dot + rest

    def statements(self, body: Iterable[ast.stmt], names: Bindings, outer: Bindings | None) -> bool:
        """Read statements in order; whether the end is reached, not left by ``raise``.

        ``outer`` are the names around a class body, None for the module itself.
        """
        for statement in body:
            if outer is None:
                self.rebinding.read(statement)
                if self.exports.read(statement):
                    continue
            if not self._statement(statement, names, outer):
                if outer is None:
                    self.ends = Gone(statement.lineno, f"always ends in line {statement.lineno}")
                return False
        return True

    def _statement(self, statement: ast.stmt, names: Bindings, outer: Bindings | None) -> bool:
        assigning = Assigning(self.resolve, names, outer)
        for target, value in _named_on_the_way(statement):
            assigning.assign(target, value)
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(statement, names, in_class=outer is not None)
            case ast.ClassDef():
                names.bind(statement.name, self._class(statement, names))
            case ast.Import() | ast.ImportFrom():
                self._import(statement, names)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    assigning.assign(target, value)
            case ast.AnnAssign():
                assigning.annotated(statement)
            case ast.AugAssign():
                assigning.augmented(statement)
            case ast.Delete(targets=targets):
                assigning.deleted(targets)
            case ast.If():
                return self._if(statement, names, outer)
            case ast.Try() | ast.TryStar():
                return self._try(statement, names, outer)
            case ast.With() | ast.AsyncWith():
                return self._with(statement, names, outer)
            case ast.For() | ast.AsyncFor() | ast.While():
                self._loop(statement, names, outer)
            case ast.Match(cases=cases):
                bodies = [case.body for case in cases]
                whole = any(_is_wildcard(case) for case in cases)
                return self._paths(bodies, names, outer, also_none=not whole)
            case ast.Raise() | ast.Break() | ast.Continue():
                return False
            case ast.Assert(test=test):
                return decided(test, self.resolve, self.python) is not False
            case ast.Expr(value=ast.Call(func=func) as call):
                assigning.called(call)
                return self.resolve(dotted(func)) not in ("sys.exit", "exit", "quit", "os._exit")
            case _ if type(statement).__name__ == "TypeAlias":
                name = statement.name.id  # type: ignore[attr-defined]
                text = source(statement.value)  # type: ignore[attr-defined]
                names.bind(name, Variable(name, value=text, line=statement.lineno))
        return True

    def _function(self, node: AnyFunction, names: Bindings, *, in_class: bool) -> None:
        function = function_of(node, self.resolve, in_class=in_class)
        known = names.current(node.name)
        owner, access = accessor(node)
        of = names.current(owner) if owner else None
        if isinstance(of, Function) and of.kind is FunctionKind.PROPERTY:
            settable = of.settable or access == "setter"
            deletable = of.deletable or access == "deleter"
            both = replace(of, name=node.name, settable=settable, deletable=deletable)
            names.bind(node.name, both)
            return
        signatures = known.overloads if isinstance(known, Function) and known.only_overloads else ()
        if is_overload(node, self.resolve):
            first = known if isinstance(known, Function) and signatures else function
            names.bind(node.name, replace(first, overloads=(*signatures, function)))
        else:
            names.bind(node.name, replace(function, overloads=signatures))

    def _class(self, node: ast.ClassDef, outer: Bindings) -> Class:
        names = Bindings()
        self.statements(node.body, names, outer)
        nature = nature_of(node, self.resolve)
        slots = slots_of(node) or []
        closed = bool(slots) and not node.bases and "__dict__" not in slots
        for variable in instance_attributes(node):
            declared = names.current(variable.name)
            if declared is None and closed and variable.name not in slots:
                why = "cannot be assigned: __slots__ does not have it"
                names.gone[variable.name] = Gone(variable.line, why)
            elif declared is None:
                names.bind(variable.name, variable)
            elif _only_declared(declared) and nature is Nature.PLAIN:
                value = variable.value or ""
                names.change(variable.name, replace(declared, value=value, instance=True))
        for slot in slots:
            if slot not in names and not slot.startswith("__"):
                names.bind(slot, Variable(slot, value="", instance=True, line=node.lineno))
        scope = names.scope()
        return Class(
            members=scope.members,
            alternatives=scope.alternatives,
            sometimes=scope.sometimes,
            gone=scope.gone,
            name=node.name,
            bases=tuple(source(base) for base in node.bases),
            keywords={entry.arg: source(entry.value) for entry in node.keywords if entry.arg},
            decorators=tuple(source(decorator) for decorator in node.decorator_list),
            nature=nature,
            elsewhere=attributes_elsewhere(node),
            open=assigns_freely(node),
            line=node.lineno,
        )

    def _import(self, statement: ast.Import | ast.ImportFrom, names: Bindings) -> None:
        for entry in imports_of(statement, self.name, is_package=self.is_package):
            if entry.local == "*":
                self.stars.setdefault(entry.module)
                continue
            self.imports.setdefault(entry.local, entry.target)
            names.bind(entry.local, entry)

    def _if(self, node: ast.If, names: Bindings, outer: Bindings | None) -> bool:
        if is_type_checking(node.test, self.resolve):
            # Nothing of it exists when the module runs, but annotations may use what it imports.
            self._aside(node.body, names, outer, "stands in a branch for type checkers only")
            return self.statements(node.orelse, names, outer)
        test = decided(node.test, self.resolve, self.python)
        if test is not None:
            taken, left = (node.body, node.orelse) if test else (node.orelse, node.body)
            reached = self.statements(taken, names, outer)
            self._aside(left, names, outer, _NEVER)
            return reached
        return self._paths([node.body, node.orelse], names, outer)

    def _aside(
        self, body: list[ast.stmt], names: Bindings, outer: Bindings | None, why: str
    ) -> None:
        """Read a branch that does not run, to be able to say what stands in it."""
        kept = self.exports, self.rebinding, self.ends, dict(self.stars)
        self.exports, self.rebinding = Exports(), Rebinding(self.resolve)
        aside = names.copy()
        self.statements(body, aside, outer)
        self.exports, self.rebinding, self.ends, self.stars = kept
        for name, member in aside.added():
            names.gone.setdefault(name, Gone(member.line, f"{why} (line {member.line})"))

    def _try(self, node: ast.Try | ast.TryStar, names: Bindings, outer: Bindings | None) -> bool:
        bodies = [[*node.body, *node.orelse], *(handler.body for handler in node.handlers)]
        reached = self._paths(bodies, names, outer)
        return self.statements(node.finalbody, names, outer) and reached

    def _with(
        self, node: ast.With | ast.AsyncWith, names: Bindings, outer: Bindings | None
    ) -> bool:
        assigning = Assigning(self.resolve, names, outer)
        for item in node.items:
            if item.optional_vars is not None:
                assigning.assign(item.optional_vars, None)
        managers = {self.resolve(dotted(item.context_expr)) for item in node.items}
        if managers & {"contextlib.suppress", "suppress"}:
            return self._paths([node.body], names, outer, also_none=True)
        return self.statements(node.body, names, outer)

    def _loop(
        self, node: ast.For | ast.AsyncFor | ast.While, names: Bindings, outer: Bindings | None
    ) -> None:
        once = names.copy()
        if not isinstance(node, ast.While):
            Assigning(self.resolve, once, outer).assign(node.target, None)
        elif decided(node.test, self.resolve, self.python) is False:
            self._aside(node.body, names, outer, _NEVER)
            self.statements(node.orelse, names, outer)
            return
        self.statements(node.body, once, outer)
        names.take([once, names.copy()])
        self.statements(node.orelse, names, outer)

    def _paths(
        self,
        bodies: Iterable[list[ast.stmt]],
        names: Bindings,
        outer: Bindings | None,
        *,
        also_none: bool = False,
    ) -> bool:
        """Follow each body from the same start; go on with those that reach their end."""
        ends = [names.copy()] if also_none else []
        for body in bodies:
            path = names.copy()
            if self.statements(body, path, outer):
                ends.append(path)
        if not ends:
            return False
        names.take(ends)
        return True


def _only_declared(member: Member | None) -> TypeGuard[Variable]:
    return isinstance(member, Variable) and member.value is None


_NEVER = "stands in a branch that never runs"


def _named_on_the_way(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What ``:=`` binds in the expressions of a statement, not in those of its blocks."""
    for field in ast.iter_child_nodes(statement):
        if isinstance(field, ast.expr) and not isinstance(field, ast.Name | ast.Constant):
            for one in ast.walk(field):
                if isinstance(one, ast.NamedExpr):
                    yield one.target, one.value


def _is_wildcard(case: ast.match_case) -> bool:
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None
