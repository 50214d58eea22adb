"""What stands in each section of the sub-prompt, one module a section or two (SPEC 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, Prepared, section
from pbc_tui.prompts.sections import (
    constraints,
    context,
    example,
    implementation,
    integration,
    interface,
    opening,
    output,
    testing,
    validation,
)

__all__ = ["SECTIONS", "fill_sections"]

SECTIONS: dict[str, Callable[[Assignment], Sequence[Part]]] = {
    "objective": opening.objective,
    "target": opening.target,
    "language": opening.language,
    "context": context.parts,
    "constraints": constraints.parts,
    "interface": interface.parts,
    "implementation": implementation.parts,
    "testing": testing.parts,
    "validation": validation.parts,
    "integration": integration.parts,
    "output": output.parts,
    "example": example.parts,
}
"""The sections by the names under which the template asks for them."""


def fill_sections(assignment: Assignment) -> dict[str, Prepared]:
    """The text of every section for one task."""
    return {name: section(build(assignment)) for name, build in SECTIONS.items()}
