"""EXAMPLE USAGE: how the finished file is used (SPEC 7)."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.prompts import derived
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, code


def parts(assignment: Assignment) -> Sequence[Part]:
    """The brief's own example, else one from the contract, else one for the kind of file."""
    task = assignment.task
    own = task.brief.example if task.role else ""
    shown = own or (assignment.kind.code and not assignment.is_test and derived.example(assignment))
    if not shown:
        (shown,) = assignment.fill((assignment.kind.example,))
    return code(f"Once `{task.path}` is there:", shown)
