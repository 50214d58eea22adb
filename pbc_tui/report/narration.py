"""Each event in one sentence, for the log of the report; one entry an event."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.design.plain_text import single_line
from pbc_tui.session import events as e

LONGEST = 300


def sentence(event: e.Event) -> str:
    """What happened, in one line."""
    return single_line(_SENTENCES[type(event)](event), LONGEST)


def _answered(event: e.Answered) -> str:
    title = catalog.question(event.key).title
    if event.value is None:
        return f"{title}: opened again"
    try:
        shown = catalog.display(event.key, catalog.question(event.key).parse(event.value))
    except catalog.AnswerError:
        # An answer that was valid for the version which wrote the journal.
        shown = str(event.value)
    return f"{title}: {shown}"


def _confirmed(event: e.Confirmed) -> str:
    total = f" with {event.total}/25" if event.total is not None else ""
    reason = f", because: {event.reason}" if event.reason else ""
    return f"{_gate(event.gate)} confirmed{total}{reason}"


def _gate(gate: Gate) -> str:
    return f"Critic checkpoint {gate.checkpoint}" if gate.checkpoint else f"Stage {gate.label}"


def _critic(event: e.CriticAnswered) -> str:
    concern = f" ({event.rule})" if event.rule else ""
    return f"Critic checkpoint {event.checkpoint} at {event.total}/25: {event.choice}{concern}"


def _judged(event: e.Judged) -> str:
    failing = ", ".join(check.name.value for check in event.verdict.failures)
    return f"{event.task}: {event.verdict.overall.value}" + (f" ({failing})" if failing else "")


def _accepted(event: e.Accepted) -> str:
    taken_on = f", acknowledging {', '.join(event.acknowledged)}" if event.acknowledged else ""
    return f"{event.task} accepted: {event.path}{taken_on}"


def _deferred(event: e.Deferred) -> str:
    others = "those who need it wait" if event.dependents_wait else "those who need it go on"
    return f"{event.task} deferred; {others}" + _because(event.reason)


def _environment(event: e.EnvironmentPrepared) -> str:
    if event.python:
        return f"Environment ready: Python {event.version}, in {event.seconds:.1f} s"
    return f"No environment: {event.reason}"


def _suite(event: e.SuiteRan) -> str:
    if event.reason and not (event.passed or event.failed):
        return f"The whole suite did not run: {event.reason}"
    return (
        f"The whole suite: {event.passed} passed, {event.failed} failed, {event.skipped} skipped"
        + _because(event.reason)
    )


def _tree(event: e.TreeEdited) -> str:
    edit = event.edit
    subject = getattr(edit, "path", "") or ", ".join(getattr(edit, "paths", ()))
    return f"Structure: {edit.kind.replace('-', ' ')} {subject}".rstrip()


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


_SENTENCES: dict[type[Any], Callable[[Any], str]] = {
    e.SessionStarted: lambda event: f"Begun with pbc-tui {event.version}",
    e.SessionResumed: lambda event: f"Opened again with pbc-tui {event.version}",
    e.Answered: _answered,
    e.TreeEdited: _tree,
    e.Drafted: lambda event: f"Draft kept: {event.key}",
    e.TreeUndone: lambda _: "Structure: last edit undone",
    e.TreeRedone: lambda _: "Structure: edit made again",
    e.Confirmed: _confirmed,
    e.CriticAnswered: _critic,
    e.Reopened: lambda event: f"{_gate(event.gate)} opened again{_because(event.reason)}",
    e.ContractSet: lambda event: f"Contract of {event.path} set by {event.source}",
    e.ProposalRefused: lambda event: (
        f"Proposed contract of {event.path} not approved{_because(event.reason)}"
    ),
    e.TaskRemoved: lambda event: (
        f"{event.path} left out of the plan"
        + (f"; needed by {', '.join(event.dependents)}" if event.dependents else "")
    ),
    e.TaskRestored: lambda event: f"{event.path} put into the plan again",
    e.TasksReordered: lambda event: f"Plan reordered: {event.reason}",
    e.ConstraintsChanged: lambda event: (
        f"Constraints of {event.path} changed{_because(event.reason)}"
    ),
    e.AgentChosen: lambda event: f"Files are written by: {event.agent}",
    e.TaskOpened: lambda event: f"{event.task} handed over: {event.path}",
    e.TurnBegan: lambda event: f"{event.task}: {event.agent} started: {shlex.join(event.argv)}",
    e.TurnEnded: lambda event: f"{event.task}: {event.agent} ended{_because(event.how)}",
    e.Judged: _judged,
    e.TestsConfirmed: lambda event: (
        f"{event.task}: the tests came to the same result in a fresh sandbox: {event.result.result}"
    ),
    e.Withdrawn: lambda event: f"{event.task}: verdict withdrawn, the file is changing",
    e.Accepted: _accepted,
    e.ModificationRequested: lambda event: f"{event.task}: change requested: {event.request}",
    e.RegenerationRequested: lambda event: f"{event.task}: asked for anew",
    e.Deferred: _deferred,
    e.Aborted: lambda event: f"Workflow ended{_because(event.task)}",
    e.Continued: lambda _: "Workflow taken up again",
    e.FindingDismissed: lambda event: (
        f"{event.task}: finding dismissed ({event.fingerprint}), because: {event.reason}"
    ),
    e.DismissalTakenBack: lambda event: f"{event.task}: dismissal taken back ({event.fingerprint})",
    e.FixApplied: lambda event: f"{event.task}: fix applied: {event.explanation}",
    e.ScopeBroken: lambda event: f"{event.path} {event.change} outside {event.task}",
    e.ScopeDecided: lambda event: f"{event.path}: {event.decision}",
    e.AcceptedFileChanged: lambda event: (
        f"{event.task}: accepted file changed, now {event.verdict.overall.value}"
    ),
    e.EnvironmentPrepared: _environment,
    e.UnconfinedDecided: lambda event: (
        ("Tests may run without a sandbox" if event.allowed else "Tests may not run unconfined")
        + _because("; ".join(event.refused))
    ),
    e.SuiteRan: _suite,
    e.TaskAdded: lambda event: f"{event.path} joined the plan: {event.purpose}",
    e.TasksGrouped: lambda event: (
        f"handed over together: {'; '.join(', '.join(group) for group in event.groups)}"
        if event.groups
        else "every file is handed over by itself again"
    ),
    e.ReopeningUndone: lambda _: "the last reopening was taken back, with all changes since",
    e.TaskReopened: lambda event: f"{event.task} opened again{_because(event.reason)}",
    e.ReportWritten: lambda event: f"Report saved: {event.path}",
    e.Noted: lambda event: event.text,
}
