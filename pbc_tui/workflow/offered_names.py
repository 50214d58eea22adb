"""Who offers a name to a contract: the project, the standard library, an allowed dependency."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from pbc_tui.checks.analysis.distributions import modules_of
from pbc_tui.checks.analysis.stdlib_versions import (
    is_standard,
    module_fault,
    name_fault,
    unknown_name,
)
from pbc_tui.checks.known_imports import import_for
from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import Import, imports_in
from pbc_tui.design.contract.used_names import Use, all_uses, unbound_names
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.names import OF_EVERY_MODULE, ProjectNames
from pbc_tui.design.plan.needs import is_package_file
from pbc_tui.design.plan.task import Task
from pbc_tui.design.specification import Specification

_MOST_FAULTS = 50
"""The most faults of one file that are named."""
_MOST_LOOKUPS = 20


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name in a contract that nobody offers, or that is offered and not imported.

    ``line`` is that of the stub; ``reason`` one sentence without the name; ``near`` the nearest
    name that is offered, "" for none.
    """

    path: str
    line: int
    name: str
    reason: str
    near: str = ""

    @property
    def words(self) -> str:
        """The whole fault on one line."""
        hint = f"; did you mean {self.near}?" if self.near else ""
        return f"{self.path}: line {self.line}: {self.name} {self.reason}{hint}"


@dataclass(frozen=True, slots=True)
class Hint:
    """A name that a stub uses and does not bind; ``statement`` brings it, "" when none is known."""

    name: str
    line: int
    statement: str
    source: str


class OfferedNames:
    """Everything that the contracts of one plan may refer to."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lookups = 0
        self.project = ProjectNames(plan.tasks)

    def unresolved(self) -> tuple[Unresolved, ...]:
        """What no contract, standard library or allowed dependency offers, over the whole plan."""
        return tuple(
            fault
            for task in self._plan.tasks
            if task.path.endswith(".py") and task.spec.contract.strip()
            for fault in self.unresolved_in(task, task.spec.contract)
        )

    def unresolved_in(self, task: Task, text: str) -> tuple[Unresolved, ...]:
        """The same for one file, were ``text`` its contract."""
        self._lookups = 0
        found = chain(self._imports(task, text), self._uses(task, text))
        faults = islice(found, _MOST_FAULTS)
        return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.name)))

    def hints(self, task: Task, text: str) -> tuple[Hint, ...]:
        """The names that ``text`` uses and neither binds nor imports, each once."""
        found: dict[str, Hint] = {}
        for use in _unbound(text):
            if use.name not in found:
                statement, source = self._who_offers(use.name, task)
                found[use.name] = Hint(use.name, use.line, statement, source)
        return tuple(found.values())

    def _who_offers(self, name: str, task: Task) -> tuple[str, str]:
        own = module_name(task.path)
        for offer in self.project.offering(name):
            if offer.module != own and f"{offer.module}.{offer.name}" != own:
                return offer.import_line, offer.module or "this project"
        rules = task.spec.imports
        statement = import_for(
            name, _minor(task.spec), lambda module: _is_offered(module, task.spec)
        )
        if statement is None:
            return "", ""
        module = statement.split()[1]
        standard = is_standard(module.partition(".")[0])
        if standard and rules.stdlib != "any" and module.partition(".")[0] not in rules.stdlib:
            return "", ""
        return statement, "the standard library" if standard else module.partition(".")[0]

    def _imports(self, task: Task, text: str) -> Iterator[Unresolved]:
        own = module_name(task.path)
        for entry in _imports_of(text, own, is_package_file(task.path)):
            name = _asked(entry)
            fault, near = self._fault(entry.module, name, task)
            if fault:
                written = f"{entry.module}.{name}" if name else entry.module
                yield Unresolved(task.path, entry.line, written, fault, near)

    def _uses(self, task: Task, text: str) -> Iterator[Unresolved]:
        for hint in self.hints(task, text):
            if not hint.statement:
                near = self._near(hint.name, [offer.name for offer in self.project.offers])
                fault = self._nobody(task)
                yield Unresolved(task.path, hint.line, hint.name, fault, near)
            else:
                fault = f"is offered by {hint.source}, and not imported"
                yield Unresolved(task.path, hint.line, hint.name, fault)
        entries = _imports_of(text, module_name(task.path), is_package_file(task.path))
        modules = {entry.local: entry.target for entry in entries}
        for use in _attributes(text):
            yield from self._attribute(task, use, modules.get(use.name, ""))

    def _attribute(self, task: Task, use: Use, target: str) -> Iterator[Unresolved]:
        """``core.Engine`` where ``core`` is a module of the project."""
        module = target
        rest = use.dotted.split(".")[1:]
        while rest and module and f"{module}.{rest[0]}" in self.project.modules:
            module = f"{module}.{rest.pop(0)}"
        if rest and module in self.project.modules:
            fault, near = self._fault(module, rest[0], task)
            if fault:
                yield Unresolved(task.path, use.line, f"{module}.{rest[0]}", fault, near)

    def _fault(self, module: str, name: str, task: Task) -> tuple[str, str]:
        """Why ``from module import name`` cannot be had, and what is near; "" when it can."""
        minor = _minor(task.spec)
        top = module.partition(".")[0]
        if module.startswith("."):
            return "leads out of the project", ""
        if self.project.holds(module):
            return self._fault_in_project(module, name)
        if is_standard(top):
            fault = module_fault(module, minor)
            if not fault and name and name != "*":
                dotted = f"{module}.{name}"
                fault = name_fault(dotted, minor) or unknown_name(dotted)
            return (f"is not in Python {task.spec.python}: {fault}", "") if fault else ("", "")
        if _is_offered(module, task.spec):
            return "", ""
        return self._nobody(task), self._near(module, self.project.modules)

    def _fault_in_project(self, module: str, name: str) -> tuple[str, str]:
        project = self.project
        if module not in project.modules:
            return "is no module of the structure", self._near(module, project.modules)
        if not name or name == "*" or name in OF_EVERY_MODULE:
            return "", ""
        if f"{module}.{name}" in project.modules:
            return "", ""
        promised = project.promised(module)
        if promised.open or name in promised.names:
            return "", ""
        known = [*promised.names, *project.modules_in(module)]
        if not project.has_file(module):
            return f"is not there: {module} is a mere directory", self._near(name, known)
        if not project.has_contract(module):
            return f"is not promised: {module} has no contract", self._near(name, known)
        return f"is not in the contract of {module}", self._near(name, known)

    def _near(self, name: str, others: Iterable[str]) -> str:
        """The nearest of the names; only for the first faults, since each takes its time."""
        self._lookups += 1
        if self._lookups > _MOST_LOOKUPS:
            return ""
        found = difflib.get_close_matches(name, sorted(others), n=1)
        return found[0] if found else ""

    def _nobody(self, task: Task) -> str:
        python = task.spec.python
        return (
            f"is offered by no contract, by no allowed dependency and not by Python {python} itself"
        )


def _asked(entry: Import) -> str:
    """The name behind ``import`` in ``from module import name``, "" for a whole module."""
    if entry.local == "*" or not entry.target.startswith(f"{entry.module}."):
        return ""
    return entry.target[len(entry.module) + 1 :]


def _is_offered(module: str, spec: Specification) -> bool:
    """Whether the standard library or a dependency that the file may use has a module."""
    top = module.partition(".")[0]
    if is_standard(top):
        return not module_fault(module, _minor(spec))
    return any(
        module == known or module.startswith(f"{known}.") or known.startswith(f"{module}.")
        for allowed in spec.imports.third_party
        for known in _modules(allowed)
    )


def _minor(spec: Specification) -> int:
    return int(spec.python.partition(".")[2])


@lru_cache(maxsize=512)
def _modules(requirement: str) -> frozenset[str]:
    return modules_of(requirement)


@lru_cache(maxsize=512)
def _unbound(text: str) -> tuple[Use, ...]:
    return unbound_names(text)


@lru_cache(maxsize=512)
def _attributes(text: str) -> tuple[Use, ...]:
    return tuple(use for use in all_uses(text) if "." in use.dotted)


@lru_cache(maxsize=512)
def _imports_of(text: str, module: str, is_package: bool) -> tuple[Import, ...]:
    return imports_in(text, module, is_package=is_package)
