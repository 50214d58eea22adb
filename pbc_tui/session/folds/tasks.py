"""One task from being opened to the word on it (SPEC 6, 8): what each event does to it."""

from __future__ import annotations

from dataclasses import replace

from pbc_tui.design.verdict import CheckName
from pbc_tui.session import events as e
from pbc_tui.session.folds.guards import Folds, must_be_opened, task_of, update_task
from pbc_tui.session.progress import Status
from pbc_tui.session.state import GateClosed, State


def _task_opened(state: State, event: e.TaskOpened) -> State:
    task = task_of(state, event.task)
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
    opened = replace(progress, status=Status.OPEN, attempts=progress.attempts + 1, verdict=None)
    return replace(
        state,
        opened=event.task,
        progress={**state.progress, event.task: opened},
        suite=None,
        reopenings=(),
    )


def _turn_began(state: State, event: e.TurnBegan) -> State:
    must_be_opened(state, event.task)
    return state


def _turn_ended(state: State, event: e.TurnEnded) -> State:
    if not state.building or event.task not in state.plan.by_id:
        # The turn outlived the plan that it was for; there is nothing that it could change.
        return state
    return update_task(state, event.task, agent=event.agent, agent_session=event.session)


def _judged(state: State, event: e.Judged) -> State:
    task = must_be_opened(state, event.task)
    if event.verdict.path != task.path:
        raise GateClosed(f"{event.task}: is about {task.path}, not about {event.verdict.path}")
    progress = state.progress_of(event.task)
    verdict = event.verdict.model_copy(update={"dismissed": progress.dismissals})
    return update_task(
        state,
        event.task,
        verdict=verdict,
        verdicts=(*progress.verdicts, verdict),
        seconds=event.seconds,
    )


def _tests_confirmed(state: State, event: e.TestsConfirmed) -> State:
    must_be_opened(state, event.task)
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
    return update_task(
        state, event.task, verdict=confirmed, verdicts=(*progress.verdicts[:-1], confirmed)
    )


def _withdrawn(state: State, event: e.Withdrawn) -> State:
    must_be_opened(state, event.task)
    return update_task(state, event.task, verdict=None)


def _accepted(state: State, event: e.Accepted) -> State:
    task = must_be_opened(state, event.task)
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
    changed = update_task(
        state,
        event.task,
        status=Status.ACCEPTED,
        sha256=event.sha256,
        digest=event.digest,
        acknowledged=event.acknowledged,
        changed_since=None,
        repair="",
    )
    return replace(changed, opened="")


def _modification_requested(state: State, event: e.ModificationRequested) -> State:
    must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    return update_task(
        state,
        event.task,
        requests=(*progress.requests, event.request),
        repair="modification",
        repair_attempt=progress.attempts + 1,
    )


def _regeneration_requested(state: State, event: e.RegenerationRequested) -> State:
    must_be_opened(state, event.task)
    attempt = state.progress_of(event.task).attempts + 1
    return update_task(state, event.task, repair="regeneration", repair_attempt=attempt)


def _deferred(state: State, event: e.Deferred) -> State:
    must_be_opened(state, event.task)
    changed = update_task(
        state,
        event.task,
        status=Status.DEFERRED,
        dependents_wait=event.dependents_wait,
        reason=event.reason,
        repair="",
    )
    return replace(changed, opened="")


def _finding_dismissed(state: State, event: e.FindingDismissed) -> State:
    must_be_opened(state, event.task)
    if not event.reason.strip():
        raise GateClosed("a finding is dismissed only with a reason")
    progress = state.progress_of(event.task)
    findings = [f.fingerprint for f in progress.verdict.blocking] if progress.verdict else []
    if progress.verdict is None or event.fingerprint not in findings:
        raise GateClosed(f"{event.task}: no such finding stands")
    verdict = progress.verdict.dismissing(event.fingerprint)
    return update_task(
        state,
        event.task,
        verdict=verdict,
        verdicts=(*progress.verdicts[:-1], verdict),
        dismissed=(*progress.dismissed, (event.fingerprint, event.reason)),
    )


def _dismissal_taken_back(state: State, event: e.DismissalTakenBack) -> State:
    must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    if event.fingerprint not in progress.dismissals:
        raise GateClosed(f"{event.task}: no such finding was dismissed")
    left = tuple(each for each in progress.dismissed if each[0] != event.fingerprint)
    dismissed = {"dismissed": tuple(fingerprint for fingerprint, _ in left)}
    last = tuple(verdict.model_copy(update=dismissed) for verdict in progress.verdicts[-1:])
    return update_task(
        state,
        event.task,
        verdict=progress.verdict and progress.verdict.model_copy(update=dismissed),
        verdicts=(*progress.verdicts[:-1], *last),
        dismissed=left,
    )


def _fix_applied(state: State, event: e.FixApplied) -> State:
    must_be_opened(state, event.task)
    progress = state.progress_of(event.task)
    if len(progress.fixes) >= e.MOST_FIXES:
        raise GateClosed(f"{event.task}: two fixes have been applied; that is the most (SPEC 8)")
    return update_task(state, event.task, fixes=(*progress.fixes, event.explanation), verdict=None)


def _task_reopened(state: State, event: e.TaskReopened) -> State:
    task_of(state, event.task)
    if state.opened == event.task:
        raise GateClosed(f"{event.task}: is open already")
    changed = update_task(
        state, event.task, status=Status.WAITING, verdict=None, reason=event.reason, repair=""
    )
    return replace(changed, ended=False)


def _accepted_file_changed(state: State, event: e.AcceptedFileChanged) -> State:
    progress = state.progress_of(event.task)
    if progress.status is not Status.ACCEPTED:
        return state
    back = event.verdict.sha256 == progress.sha256
    verdict = event.verdict.model_copy(update={"dismissed": progress.dismissals})
    return update_task(state, event.task, changed_since=None if back else verdict)


FOLDS: Folds = {
    e.TaskOpened: _task_opened,
    e.TurnBegan: _turn_began,
    e.TurnEnded: _turn_ended,
    e.Judged: _judged,
    e.TestsConfirmed: _tests_confirmed,
    e.Withdrawn: _withdrawn,
    e.Accepted: _accepted,
    e.ModificationRequested: _modification_requested,
    e.RegenerationRequested: _regeneration_requested,
    e.Deferred: _deferred,
    e.FindingDismissed: _finding_dismissed,
    e.DismissalTakenBack: _dismissal_taken_back,
    e.FixApplied: _fix_applied,
    e.AcceptedFileChanged: _accepted_file_changed,
    e.TaskReopened: _task_reopened,
}
