"""What the person adds to a task's demands: a sentence, or an import that is right (SPEC 6, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.ui.screens.dialog import AskChoice, AskText

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.ui.app import PbcApp


async def constrain(app: PbcApp, task: Task) -> None:
    """Ask what to add to a task, and record it."""
    from pbc_tui.workflow import plan_desk

    changes = app.project.state.changes
    constraints = changes.constraints.get(task.path, ())
    allowed = changes.allowed.get(task.path, ())
    chosen = await app.push_screen_wait(
        AskChoice(
            f"{task.id}: change what it demands",
            task.path,
            [
                ("c", "Add a constraint", "one sentence, put among the hard constraints"),
                ("i", "Allow an import", "a module or distribution that is right after all"),
                ("x", "Take them back", f"{len(constraints) + len(allowed)} added so far"),
            ],
        )
    )
    if chosen == "x":
        plan_desk.change_constraints(app.project, task.path, ())
        return
    if chosen is None:
        return
    words = "Which sentence?" if chosen == "c" else "Which module or distribution?"
    text = await app.push_screen_wait(AskText(task.path, words))
    if text is None:
        return
    if chosen == "c":
        constraints = (*constraints, text.strip())
    else:
        allowed = (*allowed, text.strip())
    plan_desk.change_constraints(app.project, task.path, constraints, allowed)
