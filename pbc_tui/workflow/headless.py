"""The whole workflow without a screen: an answers file in place of a person (SPEC 12).

It issues the same commands as the screens do. It passes only the gates that the file confirms, and
accepts only what is ACCEPTABLE; everything else is named and left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pbc_tui.design.answers_file import AnswersFile
from pbc_tui.design.gates import Gate
from pbc_tui.session.progress import Status
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.agents import BUILT_IN
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.reporting import write_report

MOST_ATTEMPTS = 3
"""How often a task is handed over before it is put off."""

Narrate = Callable[[str], None]


class Stopped(Exception):
    """The run ends at a gate; the message names the gate and what is open."""


def fill_in(project: Project, file: AnswersFile) -> None:
    """Give the answers of the file and confirm the gates that it names, in their order.

    Raises:
        Stopped: at the first gate that is not named, or that cannot be confirmed.
    """
    for gate in Gate:
        if gate in project.state.confirmed:
            continue
        try:
            _answer_for(project, gate, file)
            if gate.value not in file.gates:
                raise Stopped(
                    f"{gate.value}: not confirmed; add it to confirm.gates to pass this gate"
                )
            design_desk.confirm(project, gate, reason=file.reasons.get(gate.value, ""))
        except Refused as error:
            raise Stopped(str(error)) from error


async def build(project: Project, file: AnswersFile, narrate: Narrate) -> int:
    """Carry out the plan; returns how many tasks are not accepted at its end.

    The report is written as Markdown in every case.
    """
    building = Building(project)
    seen: dict[str, str] = {"environment": ""}

    def follow() -> None:
        line = building.live.environment
        if line and line != seen["environment"]:
            seen["environment"] = line
            narrate(f"  {line}")

    building.subscribe(follow)
    await building.start()
    try:
        await _loop(project, building, file, narrate)
    finally:
        await building.stop()
        for path in await write_report(project, ("md",)):
            narrate(f"report: {path.name}")
    return sum(
        project.state.status(task) is not Status.ACCEPTED for task in project.state.plan.tasks
    )


async def _loop(project: Project, building: Building, file: AnswersFile, narrate: Narrate) -> None:
    if not project.state.opened:
        await building.begin()
    suites = 0
    while task := project.state.open_task:
        failure = await _settled(building)
        verdict = project.state.progress_of(task.id).verdict
        if verdict is not None and verdict.acceptable and file.accepts:
            narrate(f"{task.id} {task.path}: ACCEPTABLE")
            await building.accept()
            if project.state.suite is not None and project.state.open_task is not None:
                suites += 1
                if suites > 1:
                    await building.defer(reason="the whole test suite fails again")
            continue
        failure = failure or _failure(project, task.id)
        narrate(f"{task.id} {task.path}: NEEDS REVISION: {failure}")
        if project.state.agent != BUILT_IN and _attempts(project, task.id) < MOST_ATTEMPTS:
            await building.regenerate()
        else:
            await building.defer(reason=failure)


async def _settled(building: Building) -> str:
    """Wait until the open task has its verdict; why its turn failed instead, "" otherwise."""
    changed = asyncio.Event()
    leave = building.subscribe(changed.set)
    try:
        while True:
            live = building.live
            if live.phase is Phase.JUDGED:
                return ""
            if live.phase is Phase.WAITING and building.turn_failure:
                return building.turn_failure
            await changed.wait()
            changed.clear()
    finally:
        leave()


def _failure(project: Project, identifier: str) -> str:
    verdict = project.state.progress_of(identifier).verdict
    if verdict is None:
        return "there is no verdict"
    parts = []
    for check in verdict.failures:
        first = check.findings[0].message if check.findings else ""
        parts.append(f"{check.name.value}: {check.reason or first}")
    return "; ".join(parts) or "accepting was not asked for (confirm.accept)"


def _attempts(project: Project, identifier: str) -> int:
    return project.state.progress_of(identifier).attempts


def _answer_for(project: Project, gate: Gate, file: AnswersFile) -> None:
    """Issue the commands that stand before one gate."""
    for key, value in file.values_of(gate):
        design_desk.answer(project, key, value)
    match gate:
        case Gate.STRUCTURE if not project.state.tree.files():
            design_desk.adopt(project, file.tree_for(project.state.answers))
        case Gate.PLAN:
            for path, text in file.contracts.items():
                plan_desk.set_contract(project, path, text, source="answers")
