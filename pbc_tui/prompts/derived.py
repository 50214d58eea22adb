"""What follows for a file from its contract alone, where its brief is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.contract import (
    Class,
    Contract,
    ContractError,
    Function,
    FunctionKind,
    Variable,
    parse_contract,
)
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import names

_EDGES: tuple[tuple[str, str], ...] = (
    (r"Path\b", "a path that does not exist"),
    (r"(dict|Dict|Mapping|MutableMapping)\b", "an empty mapping and a missing key"),
    (
        r"(list|List|tuple|Tuple|set|frozenset|Sequence|Iterable|Iterator|Collection)\b",
        "no items at all, and one",
    ),
    (r"bytes\b", "no bytes at all"),
    (r"str\b", "an empty text and one of white space only"),
    (r"(float|Decimal)\b", "zero, a negative number, and no number at all (NaN)"),
    (r"int\b", "zero and a negative number"),
    (r"(datetime|date)\b", "a moment without a time zone"),
    (r"(Any|object)\b", "a value of an unexpected type"),
)
"""Edge cases by annotation, the narrower first."""
_RISKS: tuple[tuple[str, str], ...] = (
    (r"Path\b", "stays inside the directory that the caller means: `..` and links are resolved"),
    (
        r"(str|bytes|Any|object)\b",
        "is untrusted: never evaluated, never part of a shell or SQL text",
    ),
)


@dataclass(frozen=True, slots=True)
class Routine:
    """A function or method of a contract, with the class that it belongs to ("" for none)."""

    owner: str
    function: Function

    @property
    def name(self) -> str:
        """The name with that of its class: ``Parser.feed``."""
        return f"{self.owner}.{self.function.name}" if self.owner else self.function.name

    @property
    def call(self) -> str:
        """How a call looks: ``feed(chunk, final)``."""
        given = ", ".join(each.name for each in self.function.bound_parameters)
        if self.function.name == "__init__":
            return f"{self.owner}({given})"
        if self.function.kind is FunctionKind.PROPERTY:
            return self.name
        return f"{self.name}({given})"


def contract_of(text: str) -> Contract:
    """The contract that stub text declares; an empty one where it cannot be read."""
    try:
        return parse_contract(text)
    except ContractError:
        return Contract()


def routines(contract: Contract) -> tuple[Routine, ...]:
    """The functions and methods that a contract asks for, in its order."""
    found: list[Routine] = []
    for member in contract.members.values():
        if isinstance(member, Function):
            found.append(Routine("", member))
        elif isinstance(member, Class):
            found += [Routine(member.name, inner) for inner in member.functions.values()]
    return tuple(found)


def top_level(contract: Contract) -> tuple[str, ...]:
    """The names that a user of the file imports."""
    kept = (Class, Function, Variable)
    return tuple(
        name
        for name, member in contract.members.items()
        if isinstance(member, kept) and name != "__all__"
    )


def algorithms(text: str) -> Iterator[str]:
    """What each element of the contract does, as far as its signature says it."""
    contract = contract_of(text)
    for routine in routines(contract):
        function = routine.function
        if function.name == "__init__":
            continue
        result = f" and returns `{function.returns}`" if function.returns else ""
        wait = "is awaited" if function.is_async else "runs at once"
        yield f"`{routine.call}` {wait}{result}, as its name and the purpose of the file say."
    for name, member in contract.classes.items():
        bases = f", a {names(member.bases)}" if member.bases else ""
        yield f"`{name}`{bases} holds the state that its methods share, and no other."


def edge_cases(text: str) -> Iterator[str]:
    """The borders of each parameter's type."""
    for routine in routines(contract_of(text)):
        cases = []
        for parameter in routine.function.bound_parameters:
            found = [words for pattern, words in _EDGES if re.search(pattern, parameter.annotation)]
            if "None" in parameter.annotation or "Optional" in parameter.annotation:
                found = [f"None, or {found[0]}" if found else "None"]
            if found:
                cases.append(f"`{parameter.name}` may be {found[0]}")
        if cases:
            yield f"`{routine.call}`: {'; '.join(cases)}."


def errors(assignment: Assignment) -> Iterator[str]:
    """How failures travel in this design, with the module that defines them."""
    context = assignment.context
    calls = [routine.call for routine in routines(contract_of(assignment.task.spec.contract))]
    where = names(calls[:4], f"what `{assignment.module}` defines")
    if context.errors is not o.Errors.RESULTS:
        base = (
            f"a class of `{context.module('exceptions')}`"
            if context.has("exceptions")
            else ("ValueError, TypeError, LookupError or a class that the contract lists")
        )
        yield f"A failure of {where} raises {base}; its message names the value at fault."
        yield "The cause is kept with `raise ... from`; nothing is caught and dropped."
    if context.errors is not o.Errors.EXCEPTIONS:
        source = f" of `{context.module('results')}`" if context.has("results") else ""
        yield f"An expected refusal of {where} is returned as a result{source}, never raised."


def performance(text: str) -> Iterator[str]:
    """What the concurrency model asks of each function."""
    found = routines(contract_of(text))
    waiting = [routine.call for routine in found if routine.function.is_async]
    if waiting:
        yield f"{names(waiting)} never blocks the event loop: slow work goes to a thread."
    elif found:
        calls = names(routine.call for routine in found[:4])
        yield f"{calls}: time and memory grow at most linearly with what is given."


def security(text: str) -> Iterator[str]:
    """Which parameters bring text from outside."""
    for routine in routines(contract_of(text)):
        for parameter in routine.function.bound_parameters:
            for pattern, words in _RISKS:
                if re.search(pattern, parameter.annotation):
                    yield f"`{parameter.name}` of `{routine.call}` {words}."
                    break


def behaviours(text: str) -> Iterator[str]:
    """What a test of the contract shows, element by element."""
    for routine in routines(contract_of(text)):
        if routine.function.name == "__init__":
            yield f"`{routine.call}` makes a `{routine.owner}` that is ready to use"
        else:
            kind = routine.function.returns or "what its purpose says"
            yield f"`{routine.call}` gives {f'`{kind}`' if routine.function.returns else kind}"


def example(assignment: Assignment) -> str:
    """How a user imports and calls what the contract offers; "" where it offers nothing."""
    contract = contract_of(assignment.task.spec.contract)
    offered = top_level(contract)
    if not offered or not assignment.module:
        return ""
    lines = [f"from {assignment.module} import {', '.join(offered[:4])}", ""]
    for routine in routines(contract):
        function = routine.function
        if routine.owner and function.name != "__init__":
            continue
        if (routine.owner or function.name) not in offered[:4]:
            continue
        given = ", ".join(each.name for each in function.bound_parameters if each.required)
        if routine.owner:
            lines.append(f"{routine.owner.lower()} = {routine.owner}({given})")
        else:
            lines.append(
                f"result = {'await ' if function.is_async else ''}{function.name}({given})"
            )
    if len(lines) == 2:
        lines.append(f"print({offered[0]})")
    return "\n".join(lines)
