"""The prompt that asks an agent to propose the contract of a file that has none (SPEC 5)."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.proposal import proposal_path
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, Quote, bullets, code, names, section
from pbc_tui.prompts.rendering import render
from pbc_tui.prompts.sections import context


def render_contract_request(plan: Plan, task: Task, refused: str = "") -> str:
    """The prompt for the proposal of one contract; it must be approved before it counts.

    ``refused`` is why the person did not approve an earlier one, "" when there was none.
    """
    assignment = Assignment(plan, task)
    return render(
        "contract_request.md.j2",
        task=task,
        proposal=proposal_path(task.path),
        context=section(context.parts(assignment)),
        others=section(tuple(_others(assignment))),
        constraints=section(bullets("", _constraints(assignment))),
        refused=section((Quote("An earlier proposal was not approved:", refused),))
        if refused
        else "",
    )


def _others(assignment: Assignment) -> Iterator[Part]:
    known = False
    for task in assignment.plan.tasks:
        if task.path.endswith(".py") and task.path != assignment.task.path and not task.is_test:
            known = True
            yield from bullets("", (f"`{task.path}` ({task.id}): {task.purpose}",))
            yield from code("Its contract:", task.spec.contract)
    if not known:
        yield f"`{assignment.task.path}` is the only code file of the repository."


def _constraints(assignment: Assignment) -> Iterator[str]:
    task, allowed = assignment.task, assignment.task.spec.imports.third_party
    yield f"MUST NOT create or change any file but `{proposal_path(task.path)}`."
    yield f"MUST NOT name types of third-party packages other than {names(allowed)}."
    if goals := assignment.context.answers.intake.non_goals:
        yield f"MUST NOT serve what the repository is not for: {'; '.join(goals)}."
    yield from task.constraints
