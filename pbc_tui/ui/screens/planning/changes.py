"""Changing the plan: a file more, a file divided, files handed over together (SPEC 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.screens.ask_several import AskSeveral
from pbc_tui.ui.screens.dialog import AskText, AskYesNo
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.design.plan.build import Plan
    from pbc_tui.design.plan.task import Task
    from pbc_tui.ui.app import PbcApp


async def add_task(app: PbcApp) -> str:
    """Ask for a path and a purpose; the path that joined the plan, "" for none."""
    from pbc_tui.workflow import plan_desk

    path = await app.push_screen_wait(
        AskText(
            "Add a task",
            "Which file? Its path from the root of the repository. The structure stays as it is.",
            placeholder="src/package/module.py",
            problem=lambda text: plan_desk.path_fault(app.project, text),
        )
    )
    if path is None:
        return ""
    purpose = await app.push_screen_wait(
        AskText(f"What is {path.strip()} for?", "One sentence; it stands in the prompt.")
    )
    if purpose is None:
        return ""
    plan_desk.add_task(app.project, path, purpose)
    return path.strip()


async def split_task(app: PbcApp, task: Task) -> str:
    """Ask what moves and where to; the path of the new file, "" for none."""
    from pbc_tui.design.plan.splitting import definitions, file_for
    from pbc_tui.workflow import plan_desk
    from pbc_tui.workflow.refused import Refused, refusing

    with refusing():
        names = definitions(task.spec.contract)
    if len(names) < 2:
        raise Refused(f"{task.path}: its contract defines too little to be divided")
    lead = lines(
        [
            span(f"{task.path} imports what moves, so whoever uses it need not change."),
            Content("What moves to a file of its own?"),
        ]
    )
    chosen = await app.push_screen_wait(AskSeveral(f"Split {task.id}", lead, names))
    if chosen is None:
        return ""
    new = await app.push_screen_wait(
        AskText(
            "The new file",
            f"Where do {', '.join(chosen)} go?",
            value=file_for(task.path, chosen),
            problem=lambda text: plan_desk.path_fault(app.project, text),
        )
    )
    if new is None:
        return ""
    plan_desk.split_task(app.project, task.path, chosen, new.strip())
    return new.strip()


async def group_tasks(app: PbcApp) -> None:
    """Show the groups that are proposed, or take those that there are away."""
    from pbc_tui.workflow import plan_desk
    from pbc_tui.workflow.refused import Refused

    plan = app.project.state.plan
    if plan.groups:
        agreed = await app.push_screen_wait(
            AskYesNo(
                "Take the groups away?",
                "Every file is then handed over by itself again.",
                yes="take them away",
                no="keep them",
            )
        )
        if agreed:
            plan_desk.group_tasks(app.project, ())
        return
    proposed = plan_desk.proposed_groups(app.project)
    if not proposed:
        raise Refused("no small files of this plan belong together")
    agreed = await app.push_screen_wait(
        AskYesNo(
            "Hand small files over together?",
            _proposal(plan, proposed),
            yes="group them",
            no="one file at a time",
            note="Each file keeps its own verdict, and waits for your word by itself.",
        )
    )
    if agreed:
        plan_desk.group_tasks(app.project, proposed)


def _proposal(plan: Plan, groups: tuple[tuple[str, ...], ...]) -> Content:
    together = sum(map(len, groups))
    handovers = len(plan.tasks) - together + len(groups)
    rows = [
        span(f"{handovers} hand-overs in place of {len(plan.tasks)}; these go together:"),
        Content(""),
    ]
    for number, group in enumerate(groups, 1):
        rows += [
            Content.assemble((f"{number if not place else ' ':>2}  ", "$accent"), span(path))
            for place, path in enumerate(group)
        ]
    return lines(rows)
