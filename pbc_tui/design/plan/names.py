"""What the files of a plan offer to each other: the names that their contracts promise (SPEC 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import Class, ContractError, Function, Import, parse_contract
from pbc_tui.design.plan.needs import is_package_file
from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.design.plan.task import Task

OF_EVERY_MODULE = frozenset(["__name__", "__doc__", "__file__", "__path__", "__all__"])


class Kind(StrEnum):
    """What a name stands for."""

    CLASS = "class"
    FUNCTION = "function"
    CONSTANT = "constant"
    MODULE = "module"


@dataclass(frozen=True, slots=True, order=True)
class Offer:
    """A name that a module offers; for a module itself ``module`` is the package around it."""

    name: str
    module: str
    kind: Kind

    @property
    def import_line(self) -> str:
        """The statement that brings it."""
        return f"from {self.module} import {self.name}" if self.module else f"import {self.name}"


@dataclass(frozen=True)
class Promised:
    """What one contract offers; ``open``: it may offer more than its text tells."""

    offers: tuple[Offer, ...] = ()
    handed_on: frozenset[str] = frozenset()
    open: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """All names that can be imported from the module."""
        return frozenset(offer.name for offer in self.offers) | self.handed_on


class ProjectNames:
    """The modules of a plan with what each of them offers; tests offer nothing."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._contracts: dict[str, tuple[str, str]] = {}
        for task in tasks:
            if task.path.endswith(".py") and not is_test_file(task.path):
                self._contracts[module_name(task.path)] = (task.spec.contract, task.path)

    @cached_property
    def modules(self) -> frozenset[str]:
        """The dotted names of all modules and packages."""
        found: set[str] = set()
        for name in filter(None, self._contracts):
            parts = name.split(".")
            found.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
        return frozenset(found)

    def holds(self, module: str) -> bool:
        """Whether a module lies in a package of the project, there or not."""
        return module.partition(".")[0] in self.modules

    def has_file(self, module: str) -> bool:
        """Whether a file of the plan is this module; a mere directory is a module without one."""
        return module in self._contracts

    def has_contract(self, module: str) -> bool:
        """Whether the file of a module has a contract."""
        return bool(self._contracts.get(module, ("", ""))[0].strip())

    def promised(self, module: str) -> Promised:
        """What the contract of a module offers, nothing without one."""
        text, path = self._contracts.get(module, ("", ""))
        return promised(text, module, is_package=is_package_file(path))

    def modules_in(self, package: str) -> tuple[str, ...]:
        """The names of the modules directly in a package, "" for those at the top."""
        begin = f"{package}." if package else ""
        inside = {
            name.removeprefix(begin).partition(".")[0]
            for name in self.modules
            if name.startswith(begin)
        }
        return tuple(sorted(inside))

    def offers_in(self, module: str) -> tuple[Offer, ...]:
        """What ``from module import`` can bring: its own names, then the modules in it."""
        modules = (Offer(name, module, Kind.MODULE) for name in self.modules_in(module))
        return (*self.promised(module).offers, *modules)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Everything that any contract offers, by name."""
        return tuple(sorted(self._all()))

    def offering(self, name: str) -> tuple[Offer, ...]:
        """Who offers a name, those who define it before those who are modules of that name."""
        found = [offer for offer in self.offers if offer.name == name]
        found += [
            Offer(name, module.rpartition(".")[0], Kind.MODULE)
            for module in sorted(self.modules)
            if module.rpartition(".")[2] == name
        ]
        return tuple(found)

    def _all(self) -> Iterator[Offer]:
        for module in self._contracts:
            yield from self.promised(module).offers


@lru_cache(maxsize=2048)
def promised(text: str, module: str, *, is_package: bool) -> Promised:
    """What stub text offers to those who import from its module; nothing for a faulty one."""
    try:
        contract = parse_contract(text, module, is_package=is_package)
    except ContractError:
        return Promised(open=True)
    offers = []
    handed_on = set(contract.exports or ())
    for name, member in contract.members.items():
        if isinstance(member, Import):
            handed_on.add(name)
            continue
        kind = Kind.CONSTANT
        if isinstance(member, Class):
            kind = Kind.CLASS
        elif isinstance(member, Function):
            kind = Kind.FUNCTION
        offers.append(Offer(name, module, kind))
    opens = bool(contract.stars) or "__getattr__" in contract.functions
    return Promised(tuple(offers), frozenset(handed_on), opens)
