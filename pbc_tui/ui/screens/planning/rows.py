"""The rows of the plan: where each task stands, its effort, its contract, its group (SPEC 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.session.progress import Status
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.drafts import contract_draft
from pbc_tui.ui.text import fit, span

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.session.state import State

MARKS = {
    Status.ACCEPTED: ("✓", "$success"),
    Status.OPEN: ("▶", "bold $accent"),
    Status.WAITING: ("○", "$faint"),
    Status.STALE: ("⟳", "bold $warning"),
    Status.DEFERRED: ("–", "$warning"),
}
"""The sign of each status and its style."""


def headline(state: State) -> str:
    """How many tasks there are, and how far they are, once some were begun."""
    plan = state.plan
    parts = [f"Plan · {counted(len(plan.tasks), 'task')}"]
    if state.progress:
        done = sum(state.status(task) is Status.ACCEPTED for task in plan.tasks)
        parts.append(f"{done} accepted")
        if stale := sum(state.status(task) is Status.STALE for task in plan.tasks):
            parts.append(f"{stale} stale")
    if plan.groups:
        parts.append(counted(len(plan.groups), "group"))
    return " · ".join(parts)


def task_row(state: State, task: Task, width: int) -> Content:
    """One task, cut to ``width`` cells."""
    narrow = width < 50
    drafted = bool(state.drafts.get(contract_draft(task.path)))
    word = "" if narrow else "drafted  " if drafted else "contract "
    if task.needs_contract:
        contract: tuple[str, str] = (f"{word}✗", "$error")
    elif task.spec.contract.strip():
        contract = (f"{word}✓", "$success")
    else:
        contract = ("", "")
    mark = (f"{MARKS[state.status(task)][0]} ", MARKS[state.status(task)][1])
    group = _group(state, task)
    number = task.id.removeprefix("TASK-")
    taken = len(number) + (3 if narrow else 22)
    room = max(width - taken - (2 if state.progress else 0) - len(group), 12)
    path = task.path if len(task.path) <= room else "…" + task.path[-(room - 1) :]
    return Content.assemble(
        mark if state.progress else "",
        (number, "$dim"),
        (group, "$accent"),
        " ",
        fit(span(path), room),
        ("" if narrow else f" {task.effort.value:<9}", "$dim"),
        " ",
        contract,
    )


def removed_row(path: str) -> Content:
    """A file of the structure that gets no task."""
    return Content.assemble(("  –  ", "$dim"), span(path, "strike $dim"), "  removed")


def _group(state: State, task: Task) -> str:
    """The number of a task's group in every row of the plan, so that paths stay in one column."""
    groups = state.plan.groups
    if not groups:
        return ""
    number = next((n for n, group in enumerate(groups, 1) if task.id in group), 0)
    return f" ⋮{number:<2}" if number else "    "
