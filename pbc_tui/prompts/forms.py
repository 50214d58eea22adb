"""The shapes of a prompt: the sub-prompt, and the ones that come in addition to it (SPEC 7)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import block
from pbc_tui.prompts.rendering import render
from pbc_tui.prompts.sections import fill_sections


class Form(StrEnum):
    """A further shape of the same content; none of them replaces the sub-prompt."""

    QUICK = "quick"
    QUESTIONS = "questions"


def render_form(
    form: Form, plan: Plan, task: Task, *, accepted: Mapping[str, str] | None = None
) -> str:
    """A task in a further shape.

    ``Form.QUICK`` is short, for small files; ``Form.QUESTIONS`` asks directly, as Copilot Chat
    wants it, with the contract as a comment block and a review question at the end.
    """
    contract = task.spec.contract.strip()
    comment = "\n".join(f"# {each}".rstrip() for each in contract.split("\n")) if contract else ""
    return render(
        f"{form.value}.md.j2",
        task=task,
        repository=plan.context.repository,
        comment=block(comment),
        **fill_sections(Assignment(plan, task, accepted or {})),
    )
