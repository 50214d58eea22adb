"""What happened, from the journal: the log in words, the times of a task, failures (SPEC 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pydantic import ValidationError

from pbc_tui.design.verdict import CheckResult
from pbc_tui.report import model as m
from pbc_tui.report.narration import sentence
from pbc_tui.session import events as e

_NOISE = (e.Withdrawn, e.Drafted, e.TreeEdited, e.TreeUndone, e.TreeRedone)


def log_of(events: Iterable[e.Event]) -> tuple[m.LogLine, ...]:
    """Every confirmation, decision and message with its time; single edits of the tree are left
    out, the approved structure stands in section 2."""
    return tuple(
        m.LogLine(at=event.at, text=sentence(event))
        for event in events
        if not isinstance(event, _NOISE)
    )


def opened_at(events: Sequence[e.Event], task: str) -> datetime | None:
    """When a task was first handed over."""
    times = (each.at for each in events if isinstance(each, e.TaskOpened) and each.task == task)
    return next(times, None)


def decided_at(events: Sequence[e.Event], task: str) -> datetime | None:
    """When a task was last accepted or put off; None while it is open again."""
    for event in reversed(events):
        match event:
            case e.Accepted(task=name) | e.Deferred(task=name) if name == task:
                return event.at
            case e.TaskOpened(task=name) | e.TaskReopened(task=name) if name == task:
                return None
            case _:
                continue
    return None


def regenerations(events: Iterable[e.Event], task: str) -> int:
    """How often a file was asked for anew."""
    return sum(isinstance(each, e.RegenerationRequested) and each.task == task for each in events)


def reviews_of(events: Iterable[e.Event]) -> tuple[m.Reviewed, ...]:
    """Every time at which the person answered the critic."""
    return tuple(_reviews(events))


def _reviews(events: Iterable[e.Event]) -> Iterator[m.Reviewed]:
    for event in events:
        match event:
            case e.Confirmed(total=int(total)) if event.gate.checkpoint:
                yield m.Reviewed(
                    at=event.at,
                    checkpoint=event.gate.checkpoint,
                    total=total,
                    choice="proceed",
                    scores=_scores(event),
                )
            case e.CriticAnswered():
                yield m.Reviewed(
                    at=event.at,
                    checkpoint=event.checkpoint,
                    total=event.total,
                    choice=event.choice,
                )
            case _:
                continue


def _scores(event: e.Confirmed) -> tuple[m.Score, ...]:
    review = review_of(event)
    dimensions = review.dimensions if review else ()
    return tuple(m.Score(dimension=each.name, score=each.score) for each in dimensions)


def review_of(event: e.Confirmed) -> m.Review | None:
    """The review that was confirmed; None where the journal kept none that can be read."""
    try:
        return m.Review.model_validate(event.review) if event.review else None
    except ValidationError:
        return None


def judgements_of(events: Iterable[e.Event], task: str) -> tuple[m.Judgement, ...]:
    """Every verdict on a file, in the order of time."""
    return tuple(
        m.Judgement(
            at=event.at,
            acceptable=event.verdict.acceptable,
            failing=tuple(check.name.value for check in event.verdict.failures),
        )
        for event in events
        if isinstance(event, e.Judged | e.AcceptedFileChanged) and event.task == task
    )


def failures_of(events: Sequence[e.Event]) -> tuple[m.FailureLine, ...]:
    """Every validation that did not pass, and how it was resolved."""
    return tuple(_failures(events))


def _failures(events: Sequence[e.Event]) -> Iterator[m.FailureLine]:
    for place, event in enumerate(events):
        if isinstance(event, e.Judged | e.AcceptedFileChanged) and not event.verdict.acceptable:
            yield m.FailureLine(
                at=event.at,
                task=event.task,
                path=event.verdict.path,
                failures=tuple(_words(check) for check in event.verdict.failures),
                resolution=_resolution(events[place + 1 :], event.task),
            )


def _words(check: CheckResult) -> str:
    first = check.findings[0].message if check.findings else ""
    if not first and check.missing:
        first = f"missing: {', '.join(check.missing)}"
    return f"{check.name.value} {check.result.value}: {check.reason or first}"


def _resolution(later: Sequence[e.Event], task: str) -> str:
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
            case e.Accepted():
                return "accepted, after what blocked it was dismissed"
            case e.Deferred():
                return "the task was deferred"
            case e.FindingDismissed() | e.FixApplied() | e.ModificationRequested():
                return sentence(event)
            case e.RegenerationRequested():
                return "the file was asked for anew"
            case e.TaskReopened():
                return "the task was opened again"
            case _:
                continue
    return "not resolved"
