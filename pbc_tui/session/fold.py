"""What each event does to the state, one small function an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.critic import LEAST_TOTAL, REASON_BELOW
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.build import check_order
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.plan.task import Task
from pbc_tui.design.structure import EditError, apply
from pbc_tui.design.verdict import CheckName
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import GateClosed, State


def fold(state: State, event: e.Event) -> State:
    """The state after one event, its log left as it is.

    Raises:
        GateClosed: when the event is not allowed in this state.
    """
    return _FOLDS[type(event)](state, event)


def _unchanged(state: State, _: e.Event) -> State:
    return state


def _answered(state: State, event: e.Answered) -> State:
    entry = catalog.question(event.key)
    _must_be_open(state, entry.gate, event.key)
    return replace(state, answers=catalog.answer(state.answers, event.key, event.value))


def _drafted(state: State, event: e.Drafted) -> State:
    drafts = {key: text for key, text in state.drafts.items() if key != event.key}
    if event.text:
        drafts[event.key] = event.text
    return replace(state, drafts=drafts)


def _tree_edited(state: State, event: e.TreeEdited) -> State:
    _must_be_open(state, Gate.STRUCTURE, "the structure")
    try:
        tree = apply(state.tree, event.edit)
    except EditError as error:
        raise GateClosed(str(error)) from None
    return replace(state, tree=tree, done=(*state.done, state.tree.bare()), undone=())


def _tree_undone(state: State, _: e.TreeUndone) -> State:
    _must_be_open(state, Gate.STRUCTURE, "the structure")
    if not state.done:
        raise GateClosed("there is nothing to undo")
    return replace(
        state, tree=state.done[-1], done=state.done[:-1], undone=(*state.undone, state.tree.bare())
    )


def _tree_redone(state: State, _: e.TreeRedone) -> State:
    _must_be_open(state, Gate.STRUCTURE, "the structure")
    if not state.undone:
        raise GateClosed("there is nothing to redo")
    return replace(
        state,
        tree=state.undone[-1],
        undone=state.undone[:-1],
        done=(*state.done, state.tree.bare()),
    )


def _confirmed(state: State, event: e.Confirmed) -> State:
    if refusal := state.refusal(event.gate):
        raise GateClosed(refusal)
    if event.gate.checkpoint:
        total = event.total
        if total is None or total < LEAST_TOTAL:
            raise GateClosed(
                f"{event.gate.value}: a total of {total} is under {LEAST_TOTAL} and must be revised"
            )
        if total < REASON_BELOW and not event.reason.strip():
            raise GateClosed(
                f"{event.gate.value}: a total of {total} needs a written reason to proceed"
            )
    changed = replace(state, confirmed=(*state.confirmed, event.gate))
    if event.gate.checkpoint:
        changed = replace(changed, reviews={**state.reviews, event.gate: event})
    if event.gate is Gate.PLAN:
        ids = {**state.changes.ids, **{task.path: task.id for task in state.plan.tasks}}
        changed = replace(changed, changes=replace(state.changes, ids=ids))
    return changed


def _reopened(state: State, event: e.Reopened) -> State:
    if event.gate not in state.confirmed:
        raise GateClosed(f"{event.gate.value}: is open already")
    kept = tuple(gate for gate in state.confirmed if gate in event.gate.before)
    return replace(_close_task(state), confirmed=kept)


def _contract_set(state: State, event: e.ContractSet) -> State:
    if event.path not in state.full_tree:
        raise GateClosed(f"contracts: {event.path} is not a file of the structure")
    contracts = {path: text for path, text in state.changes.contracts.items() if path != event.path}
    sources = dict(state.contract_sources)
    sources.pop(event.path, None)
    if event.text.strip():
        contracts[event.path] = event.text
        sources[event.path] = event.source
    if state.building:
        state = _specified_anew(state, event.path)
    return replace(
        state, changes=replace(state.changes, contracts=contracts), contract_sources=sources
    )


def _task_removed(state: State, event: e.TaskRemoved) -> State:
    _must_be_open(state, Gate.PLAN, "the plan")
    if event.path not in state.plan.by_path:
        raise GateClosed(f"plan: {event.path} has no task")
    removed = state.changes.removed | {event.path}
    return replace(state, changes=replace(state.changes, removed=removed))


def _task_restored(state: State, event: e.TaskRestored) -> State:
    _must_be_open(state, Gate.PLAN, "the plan")
    if event.path not in state.changes.removed:
        raise GateClosed(f"plan: {event.path} was not removed")
    return replace(
        state, changes=replace(state.changes, removed=state.changes.removed - {event.path})
    )


def _tasks_reordered(state: State, event: e.TasksReordered) -> State:
    _must_be_open(state, Gate.PLAN, "the plan")
    if not event.reason.strip():
        raise GateClosed("plan: another order needs a reason")
    try:
        check_order(state.plan, event.order)
    except PlanError as error:
        raise GateClosed(f"plan: {error}") from None
    return replace(state, changes=replace(state.changes, order=event.order))


def _constraints_changed(state: State, event: e.ConstraintsChanged) -> State:
    if state.building:
        state = _specified_anew(state, event.path)
    constraints = {**state.changes.constraints, event.path: event.constraints}
    allowed = {**state.changes.allowed, event.path: event.allowed}
    return replace(state, changes=replace(state.changes, constraints=constraints, allowed=allowed))


def _agent_chosen(state: State, event: e.AgentChosen) -> State:
    return replace(state, agent=event.agent)


def _unconfined_decided(state: State, event: e.UnconfinedDecided) -> State:
    return replace(state, unconfined=event.allowed)


def _environment(state: State, event: e.EnvironmentPrepared) -> State:
    return replace(state, environment=event)


def _task_opened(state: State, event: e.TaskOpened) -> State:
    task = _task(state, event.task)
    if state.ended:
        raise GateClosed("the workflow was ended; continue it first")
    if state.opened and state.opened != event.task:
        raise GateClosed(f"{state.opened} is open; decide on it first")
    progress = state.progress_of(event.task)
    if not state.opened and not state.ready(task):
        blocking = ", ".join(need.id for need in state.holding_back(task))
        raise GateClosed(
            f"{event.task} needs {blocking}" if blocking else f"{event.task} is {progress.status}"
        )
    opened = replace(
        progress, status=Status.OPEN, attempts=progress.attempts + 1, verdict=None, repair=""
    )
    return replace(
        state, opened=event.task, progress={**state.progress, event.task: opened}, suite=None
    )


def _judged(state: State, event: e.Judged) -> State:
    task = _must_be_opened(state, event.task)
    if event.verdict.path != task.path:
        raise GateClosed(f"{event.task}: is about {task.path}, not about {event.verdict.path}")
    progress = state.progress_of(event.task)
    verdict = event.verdict.model_copy(update={"dismissed": progress.dismissals})
    return _update(
        state,
        event.task,
        verdict=verdict,
        verdicts=(*progress.verdicts, verdict),
        seconds=event.seconds,
    )


def _tests_confirmed(state: State, event: e.TestsConfirmed) -> State:
    _must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    verdict = progress.verdict
    if verdict is None or verdict.sha256 != event.sha256:
        raise GateClosed(f"{event.task}: the tests ran again on other bytes than were judged")
    provisional = verdict.check(CheckName.TESTS)
    if provisional is None or not provisional.provisional:
        raise GateClosed(f"{event.task}: the verdict needs no confirmation")
    same = event.result.name is CheckName.TESTS and event.result.result is provisional.result
    if event.result.provisional or not same:
        raise GateClosed(f"{event.task}: only a fresh run with the same result confirms a verdict")
    confirmed = verdict.repeated(event.result)
    return _update(
        state, event.task, verdict=confirmed, verdicts=(*progress.verdicts[:-1], confirmed)
    )


def _withdrawn(state: State, event: e.Withdrawn) -> State:
    _must_be_opened(state, event.task)
    return _update(state, event.task, verdict=None)


def _accepted(state: State, event: e.Accepted) -> State:
    task = _must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    verdict = progress.verdict
    if verdict is None:
        raise GateClosed(f"{event.task}: there is no verdict on {task.path} as it is now")
    if verdict.sha256 != event.sha256:
        raise GateClosed(f"{event.task}: {task.path} has changed since its verdict")
    if verdict.provisional:
        raise GateClosed(f"{event.task}: a fresh run of the tests has not confirmed them yet")
    if unjudged := [name.value for name in CheckName if verdict.check(name) is None]:
        raise GateClosed(f"{event.task}: not checked: {', '.join(unjudged)}")
    if verdict.blocking:
        raise GateClosed(f"{event.task}: a critical finding stands: {verdict.blocking[0].message}")
    failing = tuple(check.name.value for check in verdict.failures)
    if missing := [name for name in failing if name not in event.acknowledged]:
        raise GateClosed(f"{event.task}: not acknowledged: {', '.join(missing)}")
    changed = _update(
        state,
        event.task,
        status=Status.ACCEPTED,
        sha256=event.sha256,
        digest=event.digest,
        acknowledged=event.acknowledged,
        changed_since=None,
    )
    return replace(changed, opened="")


def _modification_requested(state: State, event: e.ModificationRequested) -> State:
    _must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    return _update(
        state, event.task, requests=(*progress.requests, event.request), repair="modification"
    )


def _regeneration_requested(state: State, event: e.RegenerationRequested) -> State:
    _must_be_opened(state, event.task)
    return _update(state, event.task, repair="regeneration")


def _deferred(state: State, event: e.Deferred) -> State:
    _must_be_opened(state, event.task)
    changed = _update(
        state,
        event.task,
        status=Status.DEFERRED,
        dependents_wait=event.dependents_wait,
        reason=event.reason,
    )
    return replace(changed, opened="")


def _aborted(state: State, _: e.Aborted) -> State:
    return replace(_close_task(state), ended=True)


def _continued(state: State, _: e.Continued) -> State:
    return replace(state, ended=False)


def _finding_dismissed(state: State, event: e.FindingDismissed) -> State:
    _must_be_opened(state, event.task)
    if not event.reason.strip():
        raise GateClosed("a finding is dismissed only with a reason")
    progress = state.progress_of(event.task)
    findings = [f.fingerprint for f in progress.verdict.blocking] if progress.verdict else []
    if progress.verdict is None or event.fingerprint not in findings:
        raise GateClosed(f"{event.task}: no such finding stands")
    verdict = progress.verdict.dismissing(event.fingerprint)
    return _update(
        state,
        event.task,
        verdict=verdict,
        verdicts=(*progress.verdicts[:-1], verdict),
        dismissed=(*progress.dismissed, (event.fingerprint, event.reason)),
    )


def _fix_applied(state: State, event: e.FixApplied) -> State:
    _must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    if len(progress.fixes) >= e.MOST_FIXES:
        raise GateClosed(f"{event.task}: two fixes have been applied; that is the most (SPEC 8)")
    return _update(state, event.task, fixes=(*progress.fixes, event.explanation), verdict=None)


def _scope_broken(state: State, event: e.ScopeBroken) -> State:
    # Thousands of files may be written at once, so nothing here walks over all of them in Python.
    outside = dict(state.outside)
    if first := outside.pop(event.path, None):
        # What can be restored is what was there before the first of several writes.
        event = event.model_copy(update={"before": first.before})
    outside[event.path] = event
    return replace(state, outside=outside)


def _scope_decided(state: State, event: e.ScopeDecided) -> State:
    outside = dict(state.outside)
    outside.pop(event.path, None)
    return replace(state, outside=outside)


def _accepted_file_changed(state: State, event: e.AcceptedFileChanged) -> State:
    progress = state.progress_of(event.task)
    if progress.status is not Status.ACCEPTED:
        return state
    back = event.verdict.sha256 == progress.sha256
    verdict = event.verdict.model_copy(update={"dismissed": progress.dismissals})
    return _update(state, event.task, changed_since=None if back else verdict)


def _suite_ran(state: State, event: e.SuiteRan) -> State:
    return replace(state, suite=event)


def _task_reopened(state: State, event: e.TaskReopened) -> State:
    _task(state, event.task)
    if state.opened == event.task:
        raise GateClosed(f"{event.task}: is open already")
    changed = _update(state, event.task, status=Status.WAITING, verdict=None, reason=event.reason)
    return replace(changed, ended=False)


def _report_written(state: State, event: e.ReportWritten) -> State:
    return replace(state, reports=(*state.reports, event))


def _must_be_open(state: State, gate: Gate, what: str) -> None:
    if gate in state.confirmed:
        raise GateClosed(f"{what}: {gate.value} is confirmed; reopen it first")
    for earlier in gate.before:
        if earlier not in state.confirmed:
            raise GateClosed(f"{what}: {earlier.value} is not confirmed yet")


def _task(state: State, identifier: str) -> Task:
    if not state.building:
        gate = state.gate
        raise GateClosed(f"{identifier}: {gate.value if gate else 'plan'} is not confirmed yet")
    if identifier not in state.plan.by_id:
        raise GateClosed(f"{identifier}: there is no such task")
    return state.plan.by_id[identifier]


def _must_be_opened(state: State, identifier: str) -> Task:
    task = _task(state, identifier)
    if state.opened != identifier:
        raise GateClosed(f"{identifier}: is not the open task")
    return task


def _specified_anew(state: State, path: str) -> State:
    """The state in which the open task may be changed: a verdict by the old demands is gone."""
    task = state.open_task
    if task is None or task.path != path:
        raise GateClosed(f"{path}: only the open task can be changed while building")
    return _update(state, task.id, verdict=None)


def _close_task(state: State) -> State:
    if not state.opened:
        return state
    changed = _update(state, state.opened, status=Status.WAITING, verdict=None)
    return replace(changed, opened="")


def _update(state: State, identifier: str, **changes: Any) -> State:
    progress = replace(state.progress_of(identifier), **changes)
    return replace(state, progress={**state.progress, identifier: progress})


_FOLDS: dict[type[Any], Callable[[State, Any], State]] = {
    e.SessionStarted: _unchanged,
    e.SessionResumed: _unchanged,
    e.Answered: _answered,
    e.Drafted: _drafted,
    e.TreeEdited: _tree_edited,
    e.TreeUndone: _tree_undone,
    e.TreeRedone: _tree_redone,
    e.Confirmed: _confirmed,
    e.CriticAnswered: _unchanged,
    e.Reopened: _reopened,
    e.ContractSet: _contract_set,
    e.TaskRemoved: _task_removed,
    e.TaskRestored: _task_restored,
    e.TasksReordered: _tasks_reordered,
    e.ConstraintsChanged: _constraints_changed,
    e.AgentChosen: _agent_chosen,
    e.TaskOpened: _task_opened,
    e.Judged: _judged,
    e.TestsConfirmed: _tests_confirmed,
    e.Withdrawn: _withdrawn,
    e.Accepted: _accepted,
    e.ModificationRequested: _modification_requested,
    e.RegenerationRequested: _regeneration_requested,
    e.Deferred: _deferred,
    e.Aborted: _aborted,
    e.Continued: _continued,
    e.FindingDismissed: _finding_dismissed,
    e.FixApplied: _fix_applied,
    e.ScopeBroken: _scope_broken,
    e.ScopeDecided: _scope_decided,
    e.AcceptedFileChanged: _accepted_file_changed,
    e.EnvironmentPrepared: _environment,
    e.UnconfinedDecided: _unconfined_decided,
    e.SuiteRan: _suite_ran,
    e.TaskReopened: _task_reopened,
    e.ReportWritten: _report_written,
    e.Noted: _unchanged,
}
