"""The prompt of a group: several small files in one hand-over, each with its own (SPEC 5)."""

from __future__ import annotations

from collections.abc import Mapping

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.rendering import render
from pbc_tui.prompts.sections import fill_sections


def render_group(
    plan: Plan, together: tuple[Task, ...], accepted: Mapping[str, Mapping[str, str]]
) -> str:
    """The prompt of several tasks, in their order.

    ``accepted`` holds by task id the sources of accepted files, as ``render_prompt`` takes them.
    """
    prompts = [
        render(
            "sub_prompt.md.j2",
            task=task,
            **fill_sections(Assignment(plan, task, accepted.get(task.id, {}), together)),
        )
        for task in together
    ]
    return render("group.md.j2", tasks=together, prompts=prompts)
