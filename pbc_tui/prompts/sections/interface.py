"""PUBLIC API REQUIREMENTS: the contract (SPEC 5, 7)."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets, code, names

_RULE = (
    "Every use that this contract allows must work with the file: each class with its bases, each "
    "function and method with its parameters in this order, `async` where it stands here, each "
    "constant with its value. Where the contract writes `...`, the value or body is yours."
)


def parts(assignment: Assignment) -> Sequence[Part]:
    """The contract in stub syntax, or what stands in its place."""
    task = assignment.task
    if contract := task.spec.contract.strip():
        return (
            f"`{task.path}` must offer exactly this, in Python stub syntax:",
            *code("The contract:", contract),
            _RULE,
        )
    found: list[Part] = list(assignment.fill((assignment.kind.interface,)))
    if task.spec.required_tables:
        found += bullets("Required:", (f"`{table}`" for table in task.spec.required_tables))
    if assignment.is_test and task.brief.behaviours:
        found.append(
            f"It asserts what TESTING EXPECTATIONS lists, through {_subjects(assignment)}."
        )
    return found


def _subjects(assignment: Assignment) -> str:
    return names((task.path for task in assignment.needs), "the public API of the package")
