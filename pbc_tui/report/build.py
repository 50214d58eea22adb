"""From the state and what was measured to the report (SPEC 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pbc_tui import __version__
from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.task import Task
from pbc_tui.design.structure import print_tree
from pbc_tui.design.verdict import CheckName, Result, Verdict
from pbc_tui.report import model as m
from pbc_tui.report.advice import next_steps, outstanding, warnings
from pbc_tui.report.measure import Measured
from pbc_tui.report.narration import sentence
from pbc_tui.session import events as e
from pbc_tui.session.progress import Progress, Status
from pbc_tui.session.state import State

_STAGES = (Gate.INTAKE, Gate.ARCHITECTURE, Gate.STRUCTURE, Gate.FEATURES)
_NOISE = (e.Withdrawn, e.TreeEdited, e.TreeUndone, e.TreeRedone)


def build_report(state: State, measured: Measured, *, prompts: Mapping[str, str]) -> m.Report:
    """The report on a project whose design is complete enough for a plan.

    ``prompts`` maps task ids to the sub-prompts as they are handed over.
    """
    checkpoints = _checkpoints(state)
    return m.Report(
        version=__version__,
        summary=_summary(state),
        decisions=m.Decisions(
            stages=tuple(_stage(state, gate) for gate in _STAGES),
            structure=print_tree(state.full_tree, root_name=state.plan.context.repository),
            checkpoints=checkpoints,
        ),
        tasks=tuple(_task(state, task) for task in state.plan.tasks),
        files=tuple(_file(state, task, measured) for task in state.plan.tasks),
        metrics=_metrics(state, measured),
        outstanding=outstanding(state),
        next_steps=next_steps(state),
        warnings=warnings(state),
        appendices=m.Appendices(
            prompts=tuple(
                m.Prompt(task=task.id, text=prompts[task.id]) for task in state.plan.tasks
            ),
            checkpoints=checkpoints,
            log=tuple(
                m.LogLine(at=event.at, text=sentence(event))
                for event in state.log
                if not isinstance(event, _NOISE)
            ),
            failures=_failures(state),
        ),
    )


def standing(state: State, task: Task) -> str:
    """Whether a file is validated, needs review, or has issues (SPEC 10, section 4)."""
    progress = state.progress_of(task.id)
    verdict = last_verdict(progress)
    if verdict is None:
        return "not written"
    if state.status(task) is Status.ACCEPTED and verdict.acceptable:
        return "validated"
    return "needs review" if verdict.acceptable else "has issues"


def last_verdict(progress: Progress) -> Verdict | None:
    """The newest verdict on a task's file, None before the first one."""
    if progress.changed_since is not None:
        return progress.changed_since
    return progress.verdict or (progress.verdicts[-1] if progress.verdicts else None)


def _summary(state: State) -> m.Summary:
    tasks = state.plan.tasks
    statuses = [state.status(task) for task in tasks]
    failed = sum(
        status is not Status.ACCEPTED and standing(state, task) == "has issues"
        for task, status in zip(tasks, statuses, strict=True)
    )
    readiness, reasons = _readiness(state)
    completed, deferred = statuses.count(Status.ACCEPTED), statuses.count(Status.DEFERRED)
    context = state.plan.context
    return m.Summary(
        name=context.repository,
        package=context.package,
        purpose=context.description,
        planned=len(tasks) + len(state.changes.removed),
        completed=completed,
        failed=failed,
        skipped=len(state.changes.removed),
        deferred=deferred,
        open=len(tasks) - completed - deferred,
        readiness=readiness,
        reasons=reasons,
    )


def _readiness(state: State) -> tuple[str, tuple[str, ...]]:
    against = []
    reserved = []
    for task in state.plan.tasks:
        progress = state.progress_of(task.id)
        status = state.status(task)
        if status is not Status.ACCEPTED:
            against.append(f"{task.id} {task.path} is {status.value}")
        elif progress.changed_since is not None:
            against.append(f"{task.id} {task.path} has changed since it was accepted")
        elif progress.acknowledged:
            failing = ", ".join(progress.acknowledged)
            reserved.append(f"{task.id} {task.path} was accepted with failing {failing}")
    suite = state.suite
    if suite is None:
        reserved.append("the whole test suite has not run")
    elif suite.failed:
        against.append(f"the whole test suite has {suite.failed} failing tests")
    elif suite.reason:
        reserved.append(f"the whole test suite: {suite.reason}")
    if against:
        return "not ready", (*against, *reserved)
    if reserved:
        return "ready with reservations", tuple(reserved)
    return "ready", ()


def _stage(state: State, gate: Gate) -> m.Stage:
    decisions = [
        m.Decision(
            question=entry.title,
            answer=catalog.display(entry.key, state.answers.get(entry.key))
            if state.answers.get(entry.key) is not None or gate is not Gate.FEATURES
            else "not answered, counts as no",
        )
        for entry in catalog.questions_of(gate, state.answers)
    ]
    return m.Stage(
        title=gate.label, decisions=tuple(decisions), confirmed_at=_confirmed_at(state, gate)
    )


def _confirmed_at(state: State, gate: Gate) -> datetime | None:
    if gate not in state.confirmed:
        return None
    times = [
        event.at for event in state.log if isinstance(event, e.Confirmed) and event.gate is gate
    ]
    return times[-1] if times else None


def _checkpoints(state: State) -> tuple[m.Checkpoint, ...]:
    return tuple(
        m.Checkpoint(
            checkpoint=gate.checkpoint,
            total=event.total or 0,
            confirmed_at=event.at,
            reason=event.reason,
            review=event.review or {},
        )
        for gate, event in state.reviews.items()
    )


def _task(state: State, task: Task) -> m.TaskEntry:
    progress = state.progress_of(task.id)
    verdict = last_verdict(progress)
    checks = verdict.checks if verdict else ()
    return m.TaskEntry(
        id=task.id,
        path=task.path,
        status=state.status(task).value,
        handed_over=progress.attempts,
        checks=tuple(
            m.CheckLine(
                name=check.name.value,
                result=check.result.value,
                reason=check.reason,
                findings=tuple(
                    f"line {finding.line}: {finding.message}" if finding.line else finding.message
                    for finding in check.findings
                ),
            )
            for check in checks
        ),
        seconds=progress.seconds,
        fixes=progress.fixes,
        requests=progress.requests,
        acknowledged=progress.acknowledged,
        dismissals=tuple(
            m.Dismissal(finding=fingerprint, reason=reason)
            for fingerprint, reason in progress.dismissed
        ),
        reason=progress.reason,
    )


def _file(state: State, task: Task, measured: Measured) -> m.FileEntry:
    return m.FileEntry(
        path=task.path,
        size=measured.sizes.get(task.path),
        purpose=task.purpose,
        standing=standing(state, task),
    )


def _metrics(state: State, measured: Measured) -> tuple[m.Figure, ...]:
    verdicts = [
        verdict
        for task in state.plan.tasks
        if (verdict := last_verdict(state.progress_of(task.id))) is not None
    ]
    styles = [check for verdict in verdicts if (check := verdict.check(CheckName.STYLE))]
    judged_styles = [check for check in styles if check.result in (Result.PASS, Result.FAIL)]
    suite = state.suite
    no_suite = suite.reason if suite else "the whole test suite has not run"
    ran = suite if suite and (suite.passed or suite.failed or suite.skipped) else None
    coverage = ran.coverage if ran else None
    style = (
        100 * sum(check.result is Result.PASS for check in judged_styles) / len(judged_styles)
        if judged_styles
        else None
    )
    return (
        m.Figure(name="lines of code", value=measured.code_lines),
        m.Figure(name="lines of tests", value=measured.test_lines),
        m.Figure(name="files judged", value=len(verdicts)),
        m.Figure(name="files passing", value=sum(verdict.acceptable for verdict in verdicts)),
        m.Figure(name="tests passed", value=ran.passed if ran else None, reason=no_suite),
        m.Figure(name="tests failed", value=ran.failed if ran else None, reason=no_suite),
        m.Figure(name="tests skipped", value=ran.skipped if ran else None, reason=no_suite),
        m.Figure(
            name="coverage",
            value=coverage,
            unit="%",
            reason="" if coverage is not None else no_suite or "pytest-cov is not installed there",
        ),
        m.Figure(
            name="files in style",
            value=round(style, 1) if style is not None else None,
            unit="%",
            reason="" if style is not None else "no file was judged by style",
        ),
    )


def _failures(state: State) -> tuple[m.FailureLine, ...]:
    lines = []
    for place, event in enumerate(state.log):
        if not isinstance(event, e.Judged) or event.verdict.acceptable:
            continue
        failures = []
        for check in event.verdict.failures:
            first = check.findings[0].message if check.findings else ""
            failures.append(f"{check.name.value} {check.result.value}: {check.reason or first}")
        lines.append(
            m.FailureLine(
                at=event.at,
                task=event.task,
                path=event.verdict.path,
                failures=tuple(failures),
                resolution=_resolution(state.log[place + 1 :], event.task),
            )
        )
    return tuple(lines)


def _resolution(later: tuple[e.Event, ...], task: str) -> str:
    for event in later:
        if getattr(event, "task", "") != task:
            continue
        match event:
            case e.Judged() if event.verdict.acceptable:
                return "the next version passed"
            case e.Judged():
                return "the next version failed too"
            case e.Accepted() if event.acknowledged:
                return f"accepted, acknowledging {', '.join(event.acknowledged)}"
            case e.Deferred():
                return "the task was deferred"
            case e.FindingDismissed() | e.FixApplied() | e.ModificationRequested():
                return sentence(event)
            case e.RegenerationRequested():
                return "the file was asked for anew"
            case _:
                continue
    return "not resolved"
