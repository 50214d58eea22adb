"""INTEGRATION POINTS: imports from, imported by, data flow (SPEC 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.derived import contract_of, routines, top_level
from pbc_tui.prompts.parts import Part, bullets, code, names


def parts(assignment: Assignment) -> Sequence[Part]:
    """What the file uses, with signatures; who uses it; how values pass through it."""
    found: list[Part] = []
    if assignment.needs:
        found += bullets(
            "Imports from:" if assignment.kind.code else "Builds on:", _sources(assignment)
        )
        for task in assignment.needs:
            written = task.path in assignment.accepted
            state = "as written and accepted" if written else "by its contract"
            label = f"What `{task.path}` offers, {state}:"
            found += code(label, assignment.offered(task))
    else:
        found += bullets("Imports from:", (_alone(assignment),))
    found += bullets("Imported by:", _users(assignment))
    found += bullets("Data flow:", (_flow(assignment),))
    return found


def _sources(assignment: Assignment) -> Iterator[str]:
    for task in assignment.needs:
        if not task.path.endswith(".py"):
            yield f"`{task.path}` ({task.id}): {task.purpose}"
            continue
        if posixpath.basename(task.path) == "conftest.py":
            yield f"`{task.path}` ({task.id}): its fixtures, taken as parameters, never imported."
            continue
        offered = top_level(contract_of(task.spec.contract))
        takes = f", which offers {names(offered)}" if offered else ""
        yield f"`{module_name(task.path)}` (`{task.path}`, {task.id}){takes}. {task.purpose}"


def _alone(assignment: Assignment) -> str:
    if assignment.kind.code:
        return f"no other file of the repository: `{assignment.task.path}` stands alone."
    return f"nothing: a {assignment.kind.name} imports no module; it follows the decisions above."


def _users(assignment: Assignment) -> Iterator[str]:
    for task in assignment.users:
        yield f"`{task.path}` ({task.id}): {task.purpose}"
    for sentence in assignment.fill((assignment.kind.read_by,)):
        if not assignment.users or not assignment.kind.code:
            yield f"read by {sentence}."


def _flow(assignment: Assignment) -> str:
    task = assignment.task
    if task.brief.data_flow:
        return task.brief.data_flow
    if not assignment.kind.code:
        return f"the decisions under CONTEXT -> `{task.path}` -> {_readers(assignment.users)}"
    taken = _taken(assignment)
    sources = f"{names(need.path for need in assignment.needs)} -> " if assignment.needs else ""
    return f"{sources}`{task.path}`{taken} -> {_readers(assignment.users)}"


def _taken(assignment: Assignment) -> str:
    passing = [
        f"{routine.call} -> {routine.function.returns or 'None'}"
        for routine in routines(contract_of(assignment.task.spec.contract))
        if routine.function.name != "__init__"
    ]
    return f" ({names(passing[:5])})" if passing else ""


def _readers(users: Sequence[Task]) -> str:
    return names((task.path for task in users), "whoever uses the repository")
