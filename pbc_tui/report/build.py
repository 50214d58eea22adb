"""From the state and what was measured to the report (SPEC 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pbc_tui import __version__
from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.critical_path import critical_path
from pbc_tui.design.plan.task import Task
from pbc_tui.design.structure import print_tree
from pbc_tui.design.verdict import CheckName, CheckResult, Verdict
from pbc_tui.report import history
from pbc_tui.report import model as m
from pbc_tui.report.evidence import Evidence, known_plan
from pbc_tui.report.measure import Measured
from pbc_tui.report.metrics import metrics_of
from pbc_tui.report.outlook import next_steps, outstanding, warnings
from pbc_tui.report.summary import summary_of
from pbc_tui.session import events as e
from pbc_tui.session.state import State

_STAGES = (Gate.INTAKE, Gate.ARCHITECTURE, Gate.STRUCTURE, Gate.FEATURES)


def build_report(
    state: State,
    measured: Measured,
    *,
    prompts: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> m.Report:
    """The report on a project, at any point of it; before there is a plan it holds no tasks.

    ``prompts`` maps task ids to their sub-prompts; ``at`` is when the report is made, the time of
    the last event unless given.
    """
    plan, no_plan = known_plan(state)
    evidence = Evidence(state, measured, plan, no_plan)
    checkpoints = _checkpoints(state)
    texts = prompts or {}
    critical = {task.id for task in critical_path(plan)} if plan else set()
    return m.Report(
        version=__version__,
        made_at=at or (state.log[-1].at if state.log else datetime.fromtimestamp(0, UTC)),
        summary=summary_of(evidence),
        decisions=m.Decisions(
            stages=tuple(_stage(state, gate) for gate in _STAGES),
            structure=print_tree(
                state.full_tree, root_name=state.answers.intake.repository_name or "."
            ),
            checkpoints=checkpoints,
            reviews=history.reviews_of(state.log),
        ),
        tasks=tuple(_task(evidence, task, task.id in critical) for task in evidence.tasks),
        files=tuple(_file(evidence, task) for task in evidence.tasks),
        metrics=metrics_of(evidence),
        outstanding=outstanding(evidence),
        next_steps=next_steps(evidence),
        warnings=warnings(evidence, checkpoints),
        appendices=m.Appendices(
            prompts=tuple(
                m.Prompt(task=task.id, text=texts[task.id])
                for task in evidence.tasks
                if task.id in texts
            ),
            checkpoints=checkpoints,
            log=history.log_of(state.log),
            failures=history.failures_of(state.log),
        ),
    )


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
            review=history.review_of(event),
        )
        for gate, event in state.reviews.items()
    )


def _task(evidence: Evidence, task: Task, on_critical_path: bool) -> m.TaskEntry:
    state = evidence.state
    progress = state.progress_of(task.id)
    verdict = evidence.verdict(task)
    return m.TaskEntry(
        id=task.id,
        path=task.path,
        status=state.status(task).value,
        depends=task.depends,
        on_critical_path=on_critical_path,
        judgements=history.judgements_of(state.log, task.id),
        opened_at=history.opened_at(state.log, task.id),
        decided_at=history.decided_at(state.log, task.id),
        handed_over=progress.attempts,
        regenerations=history.regenerations(state.log, task.id),
        checks=tuple(_check(check, verdict) for check in verdict.checks) if verdict else (),
        seconds=progress.seconds,
        fixes=progress.fixes,
        requests=progress.requests,
        acknowledged=progress.acknowledged,
        dismissals=tuple(
            m.Dismissal(finding=progress.told(fingerprint), reason=reason)
            for fingerprint, reason in progress.dismissed
        ),
        reason=progress.reason,
    )


def _check(check: CheckResult, verdict: Verdict) -> m.CheckLine:
    places = (f"line {each.line}: " if each.line else "" for each in check.findings)
    dismissed = (
        " (dismissed)" if each.critical and each.fingerprint in verdict.dismissed else ""
        for each in check.findings
    )
    return m.CheckLine(
        name=check.name.value,
        result=check.result.value,
        reason=check.reason,
        findings=(
            *(f"missing: {name}" for name in check.missing),
            *(
                f"{place}{finding.message}{said}"
                for place, finding, said in zip(places, check.findings, dismissed, strict=True)
            ),
        ),
    )


def _coverage(evidence: Evidence, task: Task) -> float | None:
    """What the tests check measured, if it did so on the bytes that lie on disk."""
    verdict = evidence.verdict(task)
    if verdict is None or verdict.sha256 != evidence.measured.sha256.get(task.path):
        return None
    check = verdict.check(CheckName.TESTS)
    return round(check.coverage, 1) if check and check.coverage is not None else None


def _file(evidence: Evidence, task: Task) -> m.FileEntry:
    standing, note = evidence.standing(task)
    unreadable = evidence.measured.unreadable.get(task.path, "")
    return m.FileEntry(
        path=task.path,
        size=evidence.measured.sizes.get(task.path),
        purpose=task.purpose,
        coverage=_coverage(evidence, task),
        standing=standing,
        note=note or (unreadable if standing != "not written" else ""),
    )
