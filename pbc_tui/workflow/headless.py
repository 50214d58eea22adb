"""The whole workflow without a screen: an answers file in place of a person (SPEC 12).

It issues the same commands as the screens do. It passes only the gates that the file confirms, and
accepts only what is ACCEPTABLE; everything else is named and left.
"""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable

from pbc_tui.agents.command import LONGEST_TURN
from pbc_tui.agents.handoff import CURRENT
from pbc_tui.design import catalog
from pbc_tui.design.answers_file import AnswersFile
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.task import Task
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.renames import in_words
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.agents import ACP, OWN, permissions_of, what_lacks
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.file_content import digest_on_disk
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.reporting import write_report
from pbc_tui.workflow.subjects import settings_of
from pbc_tui.workflow.wearing_out import worn_out

Narrate = Callable[[str], None]


class Stopped(Exception):
    """The run ends at a gate; the message names the gate and what is open."""


class Differs(Exception):
    """The session was confirmed with another answer; the message names the key and both."""


def fill_in(project: Project, file: AnswersFile) -> None:
    """Give the answers of the file and confirm the gates that it names, in their order.

    Raises:
        Differs: when a confirmed gate stands on another answer than the file gives.
        Stopped: at the first gate that is not named, or that cannot be confirmed.
    """
    for gate in Gate:
        if gate in project.state.confirmed:
            _must_agree(project, gate, file)
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


async def build(
    project: Project,
    file: AnswersFile,
    narrate: Narrate,
    *,
    permission: int = 0,
    turn_seconds: float = LONGEST_TURN,
) -> tuple[str, ...]:
    """Carry out the plan; returns what is left undone, a line each, () when everything is done.

    Tasks that an earlier run put off are tried once more. The report is written as Markdown in
    every case. An agent's own command line is run with ``permission``, 0 for the least, and ended
    after ``turn_seconds``.
    """
    building = Building(
        project, warm=False, drives=True, permission=permission, turn_seconds=turn_seconds
    )
    if words := _allowed(project.state.agent, permission):
        narrate(words)
    if lack := what_lacks(project.state.agent, project.root):
        narrate(lack)
    seen: dict[str, str] = {"environment": ""}

    def follow() -> None:
        line = building.live.environment
        if line and line != seen["environment"]:
            seen["environment"] = line
            narrate(f"  {line}")

    def follow_events(happened: tuple[e.Event, ...]) -> None:
        for event in happened:
            if isinstance(event, e.TurnBegan):
                narrate(f"  runs: {shlex.join(event.argv)}")

    building.subscribe(follow)
    leave = project.subscribe(follow_events)
    await building.start()
    try:
        await _loop(project, building, file, narrate, permission)
    finally:
        leave()
        await building.stop()
        for path in await write_report(project, ("md",)):
            narrate(f"report: {path.name}")
    return left_undone(project)


def _allowed(agent: str, permission: int) -> str:
    """What an agent that is run may do, and how to let it do more; "" where we write ourselves."""
    if agent.startswith(ACP):
        return (
            f"{agent}: may write the file of its task; whatever else it asks leave for is refused"
        )
    permissions = permissions_of(agent)
    if not permissions:
        return ""
    others = [
        f"--permission {place}: {words}"
        for place, words in enumerate(permissions, start=1)
        if place != permission + 1
    ]
    words = f"{agent}: permission {permission + 1} of {len(permissions)}: {permissions[permission]}"
    return f"{words} ({'; '.join(others)})"


def left_undone(project: Project) -> tuple[str, ...]:
    """What keeps a run from being done: tasks, changed files, writes outside, failing tests."""
    state = project.state
    left = []
    for task in state.plan.tasks:
        status = state.status(task)
        accepted = state.progress_of(task.id).sha256
        if status is not Status.ACCEPTED:
            left.append(f"{task.id} {task.path} is {status.value}")
        elif digest_on_disk(project.root, task.path) != accepted:
            left.append(f"{task.id} {task.path} has changed since it was accepted")
    left += [
        f"{path} was {words} outside {state.outside[path].task}; nobody has decided on it"
        for path, words in in_words(state.outside)
    ]
    suite = state.suite
    if suite is not None and suite.failed:
        left.append(f"the whole test suite failed: {', '.join(suite.failures)}")
    elif suite is not None and suite.passed and suite.reason:
        left.append(f"the whole test suite: {suite.reason}")
    return tuple(left)


async def _loop(
    project: Project, building: Building, file: AnswersFile, narrate: Narrate, permission: int
) -> None:
    if project.state.ended:
        await building.carry_on()
    elif not project.state.opened and building.put_off:
        await building.take_up_deferred()
    elif not project.state.opened:
        await building.begin()
    suites = 0
    most = settings_of(project.root, project.state).attempts
    while task := project.state.open_task:
        if not building.runs(task):
            narrate(f"{task.id} {task.path}: waiting for the file; the prompt is in {CURRENT}")
        failure = await _settled(building, task)
        verdict = project.state.progress_of(task.id).verdict
        if not failure and verdict is not None and verdict.acceptable and file.accepts:
            narrate(f"{task.id} {task.path}: ACCEPTABLE")
            await building.accept()
            if project.state.suite is not None and project.state.open_task is not None:
                suites += 1
                if suites > 1:
                    await building.defer(reason="the whole test suite fails again")
            continue
        failure = failure or _failure(project, task.id)
        narrate(f"{task.id} {task.path}: NEEDS REVISION: {failure}")
        for line in worn_out(project, task):
            narrate(f"  {line}")
        if building.turn_failure and (words := _allowed(project.state.agent, permission)):
            narrate(f"  {words}")
        if project.state.agent not in OWN and _attempts(project, task.id) < most:
            await building.regenerate()
        else:
            await building.defer(reason=failure)


async def _settled(building: Building, task: Task) -> str:
    """Wait until the turn has ended and the file as it lies on disk has its verdict.

    Returns why that cannot come, "" otherwise. A draft that is judged while its agent is still at
    it is not the agent's answer.
    """
    changed = asyncio.Event()
    leave = building.subscribe(changed.set)
    try:
        while True:
            ours = building.runs(task)
            if not building.turn_under_way:
                live = building.live
                if live.phase is Phase.JUDGED and _is_current(building, task):
                    return ""
                if live.phase is Phase.WAITING and building.turn_failure:
                    return building.turn_failure
                if live.phase is Phase.STARTED and ours:
                    return f"{task.path} holds no code yet"
            await changed.wait()
            changed.clear()
    finally:
        leave()


def _is_current(building: Building, task: Task) -> bool:
    verdict = building.project.state.progress_of(task.id).verdict
    on_disk = digest_on_disk(building.project.root, task.path)
    return verdict is not None and verdict.sha256 == on_disk


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


def _must_agree(project: Project, gate: Gate, file: AnswersFile) -> None:
    for key, value in file.values_of(gate):
        confirmed = project.state.answers.get(key)
        given = catalog.question(key).parse(value)
        if given != confirmed:
            raise Differs(
                f"{key}: the session there was confirmed with "
                f"{catalog.display(key, confirmed)}, the file says {catalog.display(key, given)}; "
                "reopen it in the application, or name another directory"
            )


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
