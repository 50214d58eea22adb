"""The words in which contracts and code of one design are written: names, results, awaiting.

Contracts (here) and the built-in agent's templates use the same terms, so that they agree.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context

_TAKEN = frozenset(
    (
        "APIRouter",
        "Any",
        "Enum",
        "Err",
        "Failure",
        "FastAPI",
        "Field",
        "Health",
        "Item",
        "ItemCreate",
        "ItemList",
        "ItemRead",
        "Iterable",
        "Ok",
        "Path",
        "Problem",
        "Record",
        "Result",
        "Settings",
    )
)
_TAKEN_ERRORS = frozenset(
    ("ConfigurationError", "InvalidInputError", "LimitExceededError", "NotFoundError")
)


def capwords(name: str) -> str:
    """A module name in CapWords: ``schema_guard`` gives ``SchemaGuard``."""
    words = "".join(part[:1].upper() + part[1:] for part in name.split("_") if part)
    return words if words.isidentifier() else f"C{words}"


def class_of(name: str, ending: str) -> str:
    """The class named after a module; ``ending`` is added where the bare name is taken already."""
    words = capwords(name)
    return f"{words}{ending}" if words in _TAKEN or hasattr(builtins, words) else words


def located(context: Context, role: str) -> str:
    """The module that carries a role; where the tree has none, where the template would put it."""
    if context.has(role):
        return context.module(role)
    return f"{context.package}.{role.rpartition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Terms:
    """One design's words."""

    context: Context

    @property
    def engine(self) -> str:
        """The class of the core: ``SchemaGuard``."""
        return class_of(self.context.package, "Engine")

    @property
    def service(self) -> str:
        """The class of the service: ``SchemaGuardService``."""
        return f"{self.context.class_name}Service"

    @property
    def wrapped(self) -> str:
        """The role that the asynchronous edge of a mixed design wraps."""
        return "core" if self.context.has("core") else "service"

    @property
    def edge(self) -> str:
        """The class of the asynchronous edge: ``AsyncSchemaGuard``."""
        return f"Async{self.engine if self.wrapped == 'core' else self.service}"

    @property
    def base_error(self) -> str:
        """The base of the exception hierarchy: ``SchemaGuardError``."""
        name = f"{self.context.class_name}Error"
        taken = name in _TAKEN_ERRORS or hasattr(builtins, name)
        return f"{self.context.class_name}BaseError" if taken else name

    @property
    def components(self) -> tuple[tuple[str, str], ...]:
        """The components as (name, class), in the order of the tree."""
        return tuple(
            (role.partition(":")[2], class_of(role.partition(":")[2], "Component"))
            for role in self.context.layout
            if role.startswith("component:")
        )

    @property
    def waits(self) -> bool:
        """Whether core and service are asynchronous."""
        return self.context.concurrency is o.Concurrency.ASYNC

    @property
    def mixed(self) -> bool:
        """Whether a synchronous core has an asynchronous edge."""
        return self.context.concurrency is o.Concurrency.MIXED

    @property
    def define(self) -> str:
        """What begins a function of core or service: "def" or "async def"."""
        return "async def" if self.waits else "def"

    @property
    def wait(self) -> str:
        """What stands before a call of core or service: "await " or ""."""
        return "await " if self.waits else ""

    @property
    def raises(self) -> bool:
        """Whether the design has an exception hierarchy."""
        return self.context.errors is not o.Errors.RESULTS

    @property
    def returns_results(self) -> bool:
        """Whether expected failures are result objects."""
        return self.context.errors is not o.Errors.EXCEPTIONS

    @property
    def settings_failure(self) -> str:
        """What settings that cannot be used give: "Err", or the exception that is raised."""
        if self.context.errors is o.Errors.RESULTS and self.context.has("results"):
            return "Err"
        return "ConfigurationError" if self.context.has("exceptions") else "ValueError"

    def outcome(self, kind: str) -> str:
        """The annotation of what a call that may be refused returns."""
        return f"Result[{kind}]" if self.returns_results else kind

    @property
    def outcomes(self) -> str:
        """The annotation of what processing many texts returns."""
        return f"list[{self.outcome('Record')}]"

    @property
    def structured(self) -> bool:
        """Whether structlog writes the logs."""
        return self.context.logging is o.Logging.STRUCTLOG

    def imports(self, *wanted: str) -> str:
        """Import lines of a stub for roles that the tree has: "config:Settings,load_settings"."""
        lines = []
        for item in wanted:
            role, _, names = item.rpartition(":")
            if self.context.has(role):
                lines.append(f"from {self.context.module(role)} import {names.replace(',', ', ')}")
        return "".join(f"{line}\n" for line in lines)

    @property
    def logging_packages(self) -> tuple[str, ...]:
        """The distributions that a module that logs may import."""
        return ("structlog",) if self.structured else ()
