"""Section 1 of the report: counts, times and readiness, by rule (SPEC 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pbc_tui.report import model as m
from pbc_tui.report.evidence import Evidence
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.renames import in_words
from pbc_tui.session.state import State

READY = "ready"
RESERVED = "ready with reservations"
NOT_READY = "not ready"
_UNNAMED = "not named yet"


def summary_of(evidence: Evidence) -> m.Summary:
    """The executive summary."""
    state = evidence.state
    intake = state.answers.intake
    counts = Counter(evidence.outcome(task) for task in evidence.tasks)
    skipped = len(state.changes.removed)
    readiness, reasons = readiness_of(evidence)
    return m.Summary(
        name=intake.repository_name or _UNNAMED,
        package=intake.package_name or _UNNAMED,
        purpose=intake.description or "The purpose is not stated yet.",
        times=_times(state),
        planned=len(evidence.tasks) + skipped,
        completed=counts["completed"],
        failed=counts["failed"],
        skipped=skipped,
        deferred=counts["deferred"],
        open=counts["open"],
        readiness=readiness,
        reasons=reasons,
    )


def readiness_of(evidence: Evidence) -> tuple[str, tuple[str, ...]]:
    """How ready the repository is, in words, with everything that speaks against it."""
    against = tuple(_against(evidence))
    reserved = tuple(_reservations(evidence))
    if against:
        return NOT_READY, (*against, *reserved)
    return (RESERVED, reserved) if reserved else (READY, ())


def _against(evidence: Evidence) -> Iterator[str]:
    state = evidence.state
    if evidence.plan is None:
        yield f"there is no plan yet: {evidence.no_plan}"
    if state.gate is not None:
        yield f"{state.gate.value} is not confirmed"
    for task in evidence.tasks:
        name = f"{task.id} {task.path}"
        status = state.status(task)
        if status is not Status.ACCEPTED:
            yield f"{name} is {status.value}"
            continue
        standing, note = evidence.standing(task)
        accepted_as_is = standing == "has issues" and state.progress_of(task.id).acknowledged
        if standing != "validated" and not accepted_as_is:
            yield f"{name} {note}"
    if state.suite is not None and state.suite.failed:
        yield f"the whole test suite has {state.suite.failed} failing tests"


def _reservations(evidence: Evidence) -> Iterator[str]:
    state = evidence.state
    for task in evidence.tasks:
        progress = state.progress_of(task.id)
        if state.status(task) is Status.ACCEPTED and progress.acknowledged:
            failing = ", ".join(progress.acknowledged)
            yield f"{task.id} {task.path} was accepted with failing {failing}"
    if state.suite is None:
        yield "the whole test suite has not run"
    elif state.suite.reason:
        yield f"the whole test suite: {state.suite.reason}"
    for path, words in in_words(state.outside):
        yield f"{path} was {words} outside its task, and nobody has decided on it"


def _times(state: State) -> m.Times | None:
    if not state.log:
        return None
    # Opening a finished project again, or writing its report, is no work on it.
    work = [
        event for event in state.log if not isinstance(event, e.SessionResumed | e.ReportWritten)
    ]
    first, last = state.log[0].at, (work or state.log)[-1].at
    return m.Times(
        begun_at=first,
        last_at=last,
        seconds=max(0.0, (last - first).total_seconds()),
        sessions=sum(isinstance(each, e.SessionStarted | e.SessionResumed) for each in state.log),
    )
