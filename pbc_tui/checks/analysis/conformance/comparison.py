"""A contract against a whole source, name by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pbc_tui.checks.analysis.conformance.class_comparison import ClassComparison
from pbc_tui.checks.analysis.conformance.decorations import decorated
from pbc_tui.checks.analysis.conformance.exporting import compare_exports, compare_offered
from pbc_tui.checks.analysis.conformance.functions import function_differences, same_type
from pbc_tui.checks.analysis.conformance.hints import hint
from pbc_tui.checks.analysis.conformance.literals import same_literal
from pbc_tui.checks.analysis.conformance.outcome import Outcome
from pbc_tui.checks.analysis.conformance.project import Project
from pbc_tui.design.contract.annotations import term
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.model_settings import is_frozen
from pbc_tui.design.contract.naming import declares_alias
from pbc_tui.design.contract.rebinding import rebound_name
from pbc_tui.design.contract.values import (
    ELLIPSIS,
    Class,
    Contract,
    Function,
    FunctionKind,
    Member,
    Nature,
    Scope,
    Variable,
)

# Without brackets they leave the type to the value (PEP 591, the typing documentation).
_LEFT_OUT = {"typing.Final", "typing.ClassVar"}


class Comparison(ClassComparison):
    """Compares one source with its contract; ``name`` is the dotted name of its module."""

    def __init__(
        self, wanted: Contract, found: Contract, project: Project, text: str, name: str = ""
    ) -> None:
        super().__init__(wanted, project, text)
        self._found = found
        self._name = name

    def run(self) -> Outcome:
        """Compare everything; the outcome."""
        asked = {n: one for n, one in self._wanted.members.items() if not isinstance(one, Import)}
        if ends := self._found.ends:
            for name in asked:
                self.outcome.lacks(name, f"the file cannot be imported: it {ends.why}", ends.line)
            return self.outcome
        for name, member in asked.items():
            if gone := rebound_name(self._found.rebound, name):
                message = f"{name} {gone.why}; what it stands for then cannot be said"
                self.outcome.doubts(name, message, gone.line)
            else:
                self._compare(name, member, self._found, self._found, name)
        compare_offered(self._wanted, self._found, self._project, self._name, self.outcome)
        compare_exports(self._wanted, self._found, self._project, self._name, self.outcome)
        return self.outcome

    def _compare(
        self, name: str, wanted: Member, scope: Scope, module: Contract, path: str
    ) -> None:
        candidate = scope.members.get(name)
        if candidate is None:
            self._absent(name, wanted, scope, path)
            return
        candidates = (candidate, *scope.alternatives.get(name, ()))
        outcomes = [self._tried(wanted, one, (scope, module), path) for one in candidates]
        # What is right on one path and wrong on another depends on where the program runs.
        mixed = any(not one.breaches for one in outcomes)
        for outcome in outcomes:
            self.outcome.take(outcome, "on some paths" if mixed and outcome.breaches else "")
        if any(outcome.missing for outcome in outcomes):
            return
        if name in scope.sometimes:
            message = f"{path} is defined on some paths only"
            self.outcome.doubts(path, message, candidate.line)
        else:
            self.outcome.keeps(path)

    def _tried(
        self, wanted: Member, found: Member, scopes: tuple[Scope, Contract], path: str
    ) -> Outcome:
        """What the comparison with one of several candidates comes to."""
        before, self.outcome = self.outcome, Outcome()
        try:
            if isinstance(found, Import):
                self._imported(wanted, found, path)
            elif isinstance(wanted, Function):
                self._function(wanted, found, scopes, path)
            elif isinstance(wanted, Class):
                self._class(wanted, found, scopes, path)
            elif isinstance(wanted, Variable):
                self._variable(wanted, found, scopes[1], path)
            return self.outcome
        finally:
            self.outcome = before

    def _absent(self, name: str, wanted: Member, scope: Scope, path: str) -> None:
        line = scope.line if isinstance(scope, Class) else 0
        if not isinstance(scope, Class) and self._from_star(name, wanted, path):
            return
        if "__getattr__" in scope.functions:
            message = f"{path} is not in the file; its __getattr__ may give it"
            self.outcome.doubts(path, message, scope.functions["__getattr__"].line)
            return
        if isinstance(scope, Class) and name in scope.elsewhere:
            message = f"{path} is assigned in {scope.elsewhere[name]} only, not in the constructor"
            self.outcome.doubts(path, message, line)
            return
        prefix = path[: -len(name)]
        where, near = hint(name, wanted, scope, self._wanted_in(path), prefix, self._found)
        self.outcome.lacks(path, f"{path} is missing{where}", near or line)

    def _from_star(self, name: str, wanted: Member, path: str) -> bool:
        """Whether a star import tells about a name."""
        for star in self._found.stars:
            if self._project.starred(star, name):
                before = len(self.outcome.missing)
                self._imported(wanted, Import(name, f"{star}.{name}", star), path)
                if len(self.outcome.missing) == before:
                    self.outcome.keeps(path)
                return True
        opaque = [star for star in self._found.stars if not self._project.closed(star)]
        if opaque:
            message = f"{path} may come with the star import of {', '.join(opaque)}"
            self.outcome.doubts(path, message)
        return bool(opaque)

    def _imported(self, wanted: Member, found: Import, path: str) -> None:
        if not isinstance(wanted, Variable):
            sort = "class" if isinstance(wanted, Class) else "def"
            message = f"{path} is only imported from {found.module}; the contract asks for a {sort}"
            self.outcome.lacks(path, message, found.line)
            return
        origin = self._project.member(found.target)
        if origin is not None:
            self._variable(wanted, origin[0], origin[1], path)
        elif wanted.literal:
            message = f"{path} is imported from {found.module}; its value cannot be said"
            self.outcome.doubts(path, message, found.line)

    def _wanted_in(self, path: str) -> Mapping[str, Member]:
        scope: Scope = self._wanted
        for part in path.split(".")[:-1]:
            member = scope.members.get(part)
            if isinstance(member, Class):
                scope = member
        return scope.members

    def _function(
        self, wanted: Function, found: Member, scopes: tuple[Scope, Contract], path: str
    ) -> None:
        if isinstance(found, Variable):
            self._value_for_function(wanted, found, scopes[1], path)
            return
        if not isinstance(found, Function):
            self.outcome.lacks(path, f"{path} is a class, not a function", found.line)
            return
        protocol = isinstance(scopes[0], Class) and scopes[0].nature is Nature.PROTOCOL
        if found.only_overloads and not (protocol or found.abstract):
            message = f"{path} has overloads, but no implementation"
            self.outcome.lacks(path, message, found.line)
        done = decorated(found, wanted.decorators, scopes, self._project)
        if done.command and not wanted.bound_parameters:
            return
        names = self._vocabulary.of(self._wanted), self._vocabulary.of(scopes[1])
        for text in done.unknown:
            message = f"{path}: what @{text} makes of it cannot be said from the source"
            self.outcome.doubts(path, message, found.line)
        owner = path.rpartition(".")[0]
        for fault in function_differences(wanted, found, *names, awaited=done.awaited, owner=owner):
            name = f"{path}({fault.parameter})" if fault.parameter else path
            certain = fault.certain and not done.unknown
            report = self.outcome.lacks if certain else self.outcome.doubts
            report(name, f"{path}: {fault.message}", found.line)

    def _value_for_function(
        self, wanted: Function, found: Variable, module: Contract, path: str
    ) -> None:
        if wanted.kind is FunctionKind.PROPERTY:
            self._annotated(wanted.returns, found.annotation, module, path, found.line)
        elif found.literal or (
            found.annotation and not found.annotation.startswith(("Callable", "typing."))
        ):
            self.outcome.lacks(path, f"{path} is a value, not a function", found.line)
        else:
            message = f"{path} is assigned; whether it takes the same calls cannot be said"
            self.outcome.doubts(path, message, found.line)

    def _variable(self, wanted: Variable, found: Member, module: Contract, path: str) -> None:
        untold = not wanted.annotation and not wanted.literal
        if isinstance(found, Function):
            if found.kind is FunctionKind.PROPERTY:
                self._annotated(wanted.annotation, found.returns, module, path, found.line)
                if not found.settable and "property" in found.decorators and self._assigned(path):
                    message = f"{path} is a property without a setter, so it cannot be assigned"
                    self.outcome.lacks(path, message, found.line)
            elif "Callable" not in wanted.annotation and not (untold and found.assigned):
                self.outcome.lacks(path, f"{path} is a {found.kind}, not a value", found.line)
        elif isinstance(found, Class):
            outer = wanted.annotation.partition("[")[0].rpartition(".")[2]
            fits = outer in ("type", "Type", "TypeAlias", "Callable")
            if not fits and not (untold and found.assigned):
                self.outcome.lacks(path, f"{path} is a class, not a value", found.line)
        elif isinstance(found, Variable):
            self._value(wanted, found, module, path)

    def _assigned(self, path: str) -> bool:
        """Whether the contract lets an attribute of a class be assigned."""
        home, _, name = path.rpartition(".")
        owner = home.rpartition(".")[2]
        scope = self._wanted_in(home).get(owner)
        if not isinstance(scope, Class) or scope.nature in (Nature.PROTOCOL, Nature.NAMED_TUPLE):
            return False
        frozen = any("frozen" in decorator for decorator in scope.decorators) or is_frozen([scope])
        annotation = scope.variables[name].annotation if name in scope.variables else ""
        return not frozen and not re.search(r"\b(Final|ClassVar|ReadOnly)\b", annotation)

    def _value(self, wanted: Variable, found: Variable, module: Contract, path: str) -> None:
        self._annotated(wanted.annotation, found.annotation, module, path, found.line)
        if "." not in path and found.value is None:
            self.outcome.lacks(path, f"{path} has no value", found.line)
        elif wanted.literal and found.changed:
            message = f"{path} is changed after it is bound; its value cannot be said"
            self.outcome.doubts(path, message, found.line)
        elif declares_alias(wanted.annotation) and declares_alias(found.annotation):
            # A type in quotes is a literal, but no value.
            if wanted.value not in (None, ELLIPSIS):
                self._annotated(wanted.value, found.value or "", module, path, found.line)
        elif _same_value(wanted, found):
            return
        else:
            message = f"{path} is {found.value}; the contract says {wanted.value}"
            self.outcome.lacks(path, message, found.line)

    def _annotated(self, wanted: str, found: str, module: Contract, path: str, line: int) -> None:
        # A value may go without its annotation: what is assigned in ``__init__`` has none.
        names = self._vocabulary.of(self._wanted), self._vocabulary.of(module)
        if not found or same_type(wanted, found, *names):
            return
        if {str(term(wanted, names[0])), str(term(found, names[1]))} & _LEFT_OUT:
            return
        self.outcome.lacks(path, f"{path} is {found}; the contract says {wanted}", line)


def _same_value(wanted: Variable, found: Variable) -> bool:
    """Whether two values are the same constant; what is no literal is not compared (SPEC 5)."""
    one, other = wanted.literal, found.literal
    return not one or not other or same_literal(one[0], other[0])
