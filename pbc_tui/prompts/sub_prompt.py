"""The sub-prompt of a task: complete, so that an agent needs no question back (SPEC 7)."""

from __future__ import annotations

from collections.abc import Mapping

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.rendering import render
from pbc_tui.prompts.sections import fill_sections

HEADINGS = (
    "OBJECTIVE:",
    "TARGET FILE:",
    "LANGUAGE AND VERSION:",
    "CONTEXT:",
    "HARD CONSTRAINTS:",
    "PUBLIC API REQUIREMENTS:",
    "IMPLEMENTATION REQUIREMENTS:",
    "TESTING EXPECTATIONS:",
    "VALIDATION CRITERIA FOR SUCCESS:",
    "INTEGRATION POINTS:",
    "OUTPUT REQUIREMENTS:",
    "EXAMPLE USAGE:",
)
"""The headings between the first line and the last, verbatim and in order (SPEC 7)."""


def render_prompt(plan: Plan, task: Task, *, accepted: Mapping[str, str] | None = None) -> str:
    """The sub-prompt of one task.

    ``accepted`` maps paths to the source of accepted files: their signatures then stand in the
    prompt in place of their contracts.
    """
    assignment = Assignment(plan, task, accepted or {})
    return render("sub_prompt.md.j2", task=task, **fill_sections(assignment))
