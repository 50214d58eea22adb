"""From a syntax tree to what a module offers, without running it.

The reading is tolerant: branches, later redefinitions, ``del``, attributes assigned on ``self``. A
name stands for what it is bound to at the end of its scope.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeGuard

from pbc_tui.design.contract.assigning import Assigning, named_on_the_way
from pbc_tui.design.contract.attributes import (
    assigns_freely,
    attributes_elsewhere,
    instance_attributes,
    slots_of,
)
from pbc_tui.design.contract.bindings import Bindings, Loop
from pbc_tui.design.contract.branches import decided, is_type_checking, is_wildcard
from pbc_tui.design.contract.endings import (
    ENDING_CALLS,
    always_evaluated,
    fails,
    gives_something,
    is_endless,
    is_refused,
)
from pbc_tui.design.contract.exports import Exports
from pbc_tui.design.contract.importing import Import, imports_of
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
        self._forever = False
        self._returns = False
        self._in_function = False
        self._loops: list[Loop] = []
        self._functions: dict[int, AnyFunction] = {}
        self._defined = Counter[str]()
        self._never_return: dict[int, bool] = {}

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
                    why = "never gets past" if self._forever else "always ends in"
                    self.ends = Gone(statement.lineno, f"{why} line {statement.lineno}")
                return False
        return True

    def _statement(self, statement: ast.stmt, names: Bindings, outer: Bindings | None) -> bool:
        assigning = Assigning(self.resolve, names, outer)
        for target, value in named_on_the_way(statement):
            assigning.assign(target, value)
        if self._ends_by_value(statement, names):
            return False
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(statement, names, in_class=outer is not None)
            case ast.ClassDef():
                return self._class(statement, names)
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
                return self._loop(statement, names, outer)
            case ast.Match(cases=cases):
                bodies = [case.body for case in cases]
                whole = any(is_wildcard(case) for case in cases)
                return self._paths(bodies, names, outer, also_none=not whole)
            case ast.Break() | ast.Continue():
                if self._loops:
                    for_good = isinstance(statement, ast.Break)
                    self._loops[-1].leave(names, statement.lineno, for_good=for_good)
                return False
            case ast.Return():
                self._returns = True
                # Outside of functions it is a fault of the syntax, and ends nothing.
                return not self._in_function
            case ast.Raise():
                self._forever = False
                return False
            case ast.Assert(test=test) if decided(test, self.resolve, self.python) is False:
                self._forever = False
                return False
            case ast.Expr(value=ast.Call() as call):
                assigning.called(call)
            case _ if type(statement).__name__ == "TypeAlias":
                name = statement.name.id  # type: ignore[attr-defined]
                text = source(statement.value)  # type: ignore[attr-defined]
                names.bind(name, Variable(name, value=text, line=statement.lineno))
        return True

    def _ends_by_value(self, statement: ast.stmt, names: Bindings) -> bool:
        """Whether what a statement evaluates always ends the program, fails or does not return."""
        for one in always_evaluated(statement):
            if fails(one):
                self._forever = False
                return True
            if not isinstance(one, ast.Call) or not (called := dotted(one.func)):
                continue
            known = names.current(called)
            if isinstance(known, Function) and self._returns_never(known, names):
                return True
            own = known is not None and not isinstance(known, Import)
            if not own and self.resolve(called) in ENDING_CALLS:
                self._forever = False
                return True
        return False

    def _returns_never(self, function: Function, names: Bindings) -> bool:
        """Whether a call of a function of the file never comes back."""
        node = self._functions.get(function.line)
        if node is None or self._defined[function.name] != 1 or node.name != function.name:
            return False
        if function.decorators or function.is_async or function.yields:
            return False
        if function.line not in self._never_return:
            # One that calls itself is taken to come back.
            self._never_return[function.line] = False
            inside = _Reader(self.name, self.is_package, self.python)
            inside.imports, inside._in_function = dict(self.imports), True
            inside._functions, inside._defined = self._functions, self._defined
            inside._never_return = self._never_return
            local = names.copy()
            for parameter in function.parameters:
                local.bind(parameter.name, Variable(parameter.name, value=""))
            reached = inside.statements(node.body, local, names)
            self._never_return[function.line] = not (reached or inside._returns)
            self._forever = inside._forever
        return self._never_return[function.line]

    def _function(self, node: AnyFunction, names: Bindings, *, in_class: bool) -> None:
        self._functions[node.lineno] = node
        self._defined[node.name] += 1
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

    def _class(self, node: ast.ClassDef, outer: Bindings) -> bool:
        """Bind a class; whether its body comes to its end."""
        names = Bindings()
        around, self._loops = self._loops, []
        reached = self.statements(node.body, names, outer)
        self._loops = around
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
        made = Class(
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
        outer.bind(node.name, made)
        makers = [self.resolve(dotted(decorator)) for decorator in node.decorator_list]
        if is_refused(made, next((one for one in makers if one.endswith("dataclass")), "")):
            self._forever = False
            return False
        return reached

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
        loops, self._loops, returns = self._loops, [], self._returns
        aside = names.copy()
        self.statements(body, aside, outer)
        self.exports, self.rebinding, self.ends, self.stars = kept
        self._loops, self._returns = loops, returns
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
    ) -> bool:
        loop = Loop(names)
        once = names.copy()
        if isinstance(node, ast.While):
            test = decided(node.test, self.resolve, self.python)
            if test is False:
                self._aside(node.body, names, outer, _NEVER)
                return self.statements(node.orelse, names, outer)
            endless = certain = test is True
        else:
            Assigning(self.resolve, once, outer).assign(node.target, None)
            endless = is_endless(node.iter, self.resolve)
            certain = endless or gives_something(node.iter)
        self._loops.append(loop)
        if self.statements(node.body, once, outer):
            loop.again.append(once)
        self._loops.pop()
        if endless:
            self._forever = bool(loop.again)
            loop.never_runs_out()
        elif not certain:
            loop.again.append(names.copy())
        ends = loop.left
        if loop.again:
            after = names.copy()
            after.take(loop.again)
            ends += [after] if self.statements(node.orelse, after, outer) else []
        if not ends:
            return False
        names.take(ends)
        return True

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
