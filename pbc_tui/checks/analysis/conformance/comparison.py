"""A contract against a whole source, name by name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from pbc_tui.checks.analysis.conformance.classes import base_faults, decorator_faults
from pbc_tui.checks.analysis.conformance.functions import (
    function_differences,
    same_calls,
    same_type,
)
from pbc_tui.checks.analysis.conformance.outcome import Outcome
from pbc_tui.checks.analysis.conformance.project import Located, Project, standard_class
from pbc_tui.design.contract.constructors import constructor_of
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.values import (
    Class,
    Contract,
    Function,
    FunctionKind,
    Member,
    Nature,
    Scope,
    Variable,
)


class Comparison:
    """Compares one source with its contract."""

    def __init__(self, wanted: Contract, found: Contract, project: Project, text: str) -> None:
        self._wanted = wanted
        self._found = found
        self._project = project
        self._text = text
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Compare everything; the outcome."""
        for name, member in self._wanted.members.items():
            if not isinstance(member, Import):
                self._compare(name, member, self._found, self._found, name)
        self._exports()
        return self.outcome

    def _compare(
        self, name: str, wanted: Member, scope: Scope, module: Contract, path: str
    ) -> None:
        candidate = scope.members.get(name)
        if candidate is None:
            self._absent(name, wanted, scope, path)
            return
        before = len(self.outcome.missing)
        for one in (candidate, *scope.alternatives.get(name, ())):
            self._against(wanted, one, module, path)
        if len(self.outcome.missing) > before:
            return
        if name in scope.sometimes:
            message = f"{path} is defined on some paths only"
            self.outcome.doubts(path, message, candidate.line if _has_line(candidate) else 0)
        else:
            self.outcome.kept.append(path)

    def _against(self, wanted: Member, found: Member, module: Contract, path: str) -> None:
        if isinstance(found, Import):
            self._imported(wanted, found, path)
        elif isinstance(wanted, Function):
            self._function(wanted, found, module, path)
        elif isinstance(wanted, Class):
            self._class(wanted, found, module, path)
        elif isinstance(wanted, Variable):
            self._variable(wanted, found, module, path)

    def _absent(self, name: str, wanted: Member, scope: Scope, path: str) -> None:
        line = scope.line if isinstance(scope, Class) else 0
        if not isinstance(scope, Class) and self._found.stars:
            self._from_star(name, wanted, path)
            return
        if "__getattr__" in scope.functions:
            message = f"{path} is not in the file; its __getattr__ may give it"
            self.outcome.doubts(path, message, scope.functions["__getattr__"].line)
            return
        hint = self._renamed(name, wanted, scope, path)
        self.outcome.lacks(path, f"{path} is missing{hint}", line)

    def _from_star(self, name: str, wanted: Member, path: str) -> None:
        for star in self._found.stars:
            if self._project.member(f"{star}.{name}"):
                self._imported(wanted, Import(name, f"{star}.{name}", star), path)
                return
        stars = ", ".join(self._found.stars)
        self.outcome.doubts(path, f"{path} may come with the star import of {stars}")

    def _imported(self, wanted: Member, found: Import, path: str) -> None:
        if isinstance(wanted, Variable):
            origin = self._project.member(found.target)
            if origin is not None and isinstance(origin[0], Variable):
                self._variable(wanted, origin[0], origin[1], path)
            return
        sort = "class" if isinstance(wanted, Class) else "def"
        message = f"{path} is only imported from {found.module}; the contract asks for a {sort}"
        self.outcome.lacks(path, message, found.line)

    def _renamed(self, name: str, wanted: Member, scope: Scope, path: str) -> str:
        """A hint at the name under which something absent may stand, "" when there is none."""
        asked = self._wanted_in(path)
        others = [
            other
            for other, member in scope.members.items()
            if other not in asked and type(member) is type(wanted) and not _dunder(other)
        ]
        prefix = path[: -len(name)]
        if isinstance(wanted, Function):
            alike = [o for o in others if same_calls(wanted, scope.functions[o])]
            if len(alike) == 1 or (alike := difflib.get_close_matches(name, alike, 1, 0.0)):
                return f"; {prefix}{alike[0]} looks like it renamed (same parameters)"
        if isinstance(wanted, Class):
            alike = [o for o in others if wanted.members.keys() <= scope.classes[o].members.keys()]
            if wanted.members and alike:
                return f"; {prefix}{alike[0]} looks like it renamed (same members)"
        if close := difflib.get_close_matches(name, others, 1, 0.6):
            return f"; {prefix}{close[0]} looks like it renamed"
        return ""

    def _wanted_in(self, path: str) -> Mapping[str, Member]:
        scope: Scope = self._wanted
        for part in path.split(".")[:-1]:
            member = scope.members.get(part)
            if isinstance(member, Class):
                scope = member
        return scope.members

    def _function(self, wanted: Function, found: Member, module: Contract, path: str) -> None:
        if isinstance(found, Variable):
            if wanted.kind is FunctionKind.PROPERTY:
                self._annotated(wanted.returns, found.annotation, module, path, found.line)
            elif found.annotation and not found.annotation.startswith(("Callable", "typing.")):
                self.outcome.lacks(path, f"{path} is a value, not a function", found.line)
            else:
                message = f"{path} is assigned; whether it takes the same calls cannot be said"
                self.outcome.doubts(path, message, found.line)
            return
        if not isinstance(found, Function):
            self.outcome.lacks(path, f"{path} is a class, not a function", found.line)
            return
        faults = function_differences(wanted, found, self._wanted.imports, module.imports)
        for fault in faults:
            name = f"{path}({fault.parameter})" if fault.parameter else path
            message = f"{path}: {fault.message}"
            if fault.certain:
                self.outcome.lacks(name, message, found.line)
            else:
                self.outcome.doubts(name, message, found.line)

    def _variable(self, wanted: Variable, found: Member, module: Contract, path: str) -> None:
        if isinstance(found, Function):
            if found.kind is FunctionKind.PROPERTY:
                self._annotated(wanted.annotation, found.returns, module, path, found.line)
            elif "Callable" not in wanted.annotation:
                self.outcome.lacks(path, f"{path} is a {found.kind}, not a value", found.line)
            return
        if isinstance(found, Class):
            if not wanted.annotation.startswith(("type", "Type")):
                self.outcome.lacks(path, f"{path} is a class, not a value", found.line)
            return
        if not isinstance(found, Variable):
            return
        self._annotated(wanted.annotation, found.annotation, module, path, found.line)
        if "." not in path and found.value is None:
            self.outcome.lacks(path, f"{path} has no value", found.line)
        elif wanted.literal and found.literal and not _equal(wanted.literal, found.literal):
            message = f"{path} is {found.value}; the contract says {wanted.value}"
            self.outcome.lacks(path, message, found.line)

    def _annotated(self, wanted: str, found: str, module: Contract, path: str, line: int) -> None:
        # A value may go without its annotation: what is assigned in ``__init__`` has none.
        if not found or same_type(wanted, found, self._wanted.imports, module.imports):
            return
        self.outcome.lacks(path, f"{path} is {found}; the contract says {wanted}", line)

    def _class(self, wanted: Class, found: Member, module: Contract, path: str) -> None:
        if not isinstance(found, Class):
            kind = "a function" if isinstance(found, Function) else "a value"
            self.outcome.lacks(path, f"{path} is {kind}, not a class", found.line)
            return
        here = Located(found, module)
        near, foreign = self._project.bases(here)
        for certain, message in base_faults(wanted, self._wanted, here, near, foreign, self._text):
            report = self.outcome.lacks if certain else self.outcome.doubts
            report(path, f"{path}: {message}", found.line)
        for message in decorator_faults(wanted, found):
            self.outcome.lacks(path, f"{path}: {message}", found.line)
        self._constructor(wanted, here, near, foreign, path)
        for name, member in wanted.members.items():
            if name == "__init__" or isinstance(member, Import):
                continue
            self._member(name, member, here, near, foreign, f"{path}.{name}")

    def _member(
        self,
        name: str,
        wanted: Member,
        here: Located,
        near: Sequence[Located],
        foreign: Sequence[str],
        path: str,
    ) -> None:
        for place in (here, *near):
            if name in place.owner.members:
                self._compare(name, wanted, place.owner, place.module, path)
                return
        for base in foreign:
            known = standard_class(base)
            if known is not None and hasattr(known, name) and not hasattr(object, name):
                self.outcome.kept.append(path)
                return
        if unknown := [base for base in foreign if standard_class(base) is None and _opaque(base)]:
            message = f"{path} is not in the file; it may be inherited from {unknown[0]}"
            self.outcome.doubts(path, message, here.owner.line)
            return
        self._absent(name, wanted, here.owner, path)

    def _constructor(
        self,
        wanted: Class,
        here: Located,
        near: Sequence[Located],
        foreign: Sequence[str],
        path: str,
    ) -> None:
        wanted_bases = self._project.bases(Located(wanted, self._wanted))[0]
        asked = constructor_of(wanted, [one.owner for one in wanted_bases])
        if asked is None or wanted.nature in (Nature.ENUM, Nature.TYPED_DICT, Nature.PROTOCOL):
            return
        name = f"{path}.__init__"
        given = constructor_of(here.owner, [one.owner for one in near])
        explicit = isinstance(wanted.members.get("__init__"), Function)
        if given is not None:
            module = next(
                (one.module for one in (here, *near) if "__init__" in one.owner.members),
                here.module,
            )
            before = len(self.outcome.missing)
            self._function(asked, given, module, name)
            if explicit and len(self.outcome.missing) == before:
                self.outcome.kept.append(name)
        elif not any(parameter.required for parameter in asked.bound_parameters) and not foreign:
            if asked.bound_parameters:
                self.outcome.lacks(name, f"{name} is missing", here.owner.line)
        elif unknown := [b for b in foreign if standard_class(b) is None and _opaque(b)]:
            message = f"{name} is not in the file; it may be inherited from {unknown[0]}"
            self.outcome.doubts(name, message, here.owner.line)
        elif asked.bound_parameters:
            self.outcome.lacks(name, f"{name} is missing", here.owner.line)

    def _exports(self) -> None:
        wanted, found = self._wanted.exports, self._found.exports
        if wanted is None:
            return
        if found is None:
            self.outcome.lacks("__all__", "__all__ is missing")
            return
        absent = [name for name in wanted if name not in found]
        if absent and self._found.exports_open:
            message = f"whether __all__ holds {', '.join(absent)} cannot be said from the source"
            self.outcome.doubts("__all__", message)
        elif absent:
            self.outcome.lacks("__all__", f"__all__ lacks {', '.join(absent)}")
        # Names may also come with a star import or from the module's own ``__getattr__`` (PEP 562).
        closed = not self._found.stars and "__getattr__" not in self._found.functions
        for name in wanted:
            if closed and name in found and name not in self._found.members:
                self.outcome.lacks(name, f"__all__ names {name}, which the file does not have")
        if "__all__" not in self.outcome.missing:
            self.outcome.kept.append("__all__")


def _equal(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    # True == 1 and 1 == 1.0 in Python; a constant of another type is another constant.
    return repr(one) == repr(other) or (one == other and type(one[0]) is type(other[0]))


def _has_line(member: Member) -> bool:
    return hasattr(member, "line")


def _dunder(name: str) -> bool:
    return bool(re.fullmatch(r"__\w+__", name))


def _opaque(base: str) -> bool:
    """Whether a foreign base may bring members that nobody here can see."""
    return base.rpartition(".")[2] not in ("Generic", "Protocol", "object", "BaseModel", "ABC")
