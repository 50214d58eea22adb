"""What a translated README leaves in English: the person's own sentences (SPEC 9, 10)."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.blueprint.roles import brief_of
from pbc_tui.design.plan.build import Plan


@dataclass(frozen=True, slots=True)
class Untranslated:
    """One translated README and the sentences in it that still wait for a translator."""

    path: str
    code: str
    sentences: tuple[str, ...]


def untranslated(plan: Plan) -> tuple[Untranslated, ...]:
    """One entry per translated README of the plan, for the report's outstanding issues."""
    sentences = own_sentences(plan)
    return tuple(
        Untranslated(path, role.partition(":")[2], sentences)
        for role, path in plan.context.layout.items()
        if role.startswith("readme:") and path in plan.by_path
    )


def own_sentences(plan: Plan) -> tuple[str, ...]:
    """The sentences of README.md that the person wrote: description, non-goals, own purposes."""
    context = plan.context
    purposes = [
        task.purpose
        for task in plan.tasks
        if task.path.endswith(".py")
        and task.path.startswith(("src/", f"{context.package}/"))
        and (not task.role or task.purpose != brief_of(task.role, context).purpose)
    ]
    return (context.description, *(context.answers.intake.non_goals or ()), *purposes)
