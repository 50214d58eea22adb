"""One task: what each event does to it, and when it is refused (SPEC 5, 6, 8)."""

from __future__ import annotations

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.verdict import CheckName
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from tests.session.designs import (
    LETTERS,
    WORDS,
    confirming,
    designed,
    verdict,
)
from tests.session.folds.steps import FIRST, SECOND, accept, after, refused


def test_one_task_at_a_time_and_only_when_it_is_ready(building: State, opened: State) -> None:
    refused(building, e.TaskOpened(task=SECOND, path=LETTERS), f"{SECOND} needs {FIRST}")
    refused(building, e.TaskOpened(task="TASK-099", path="x"), "there is no such task")
    refused(opened, e.TaskOpened(task="TASK-004", path="README.md"), f"{FIRST} is open; decide")
    assert opened.apply(e.TaskOpened(task=FIRST, path=WORDS)).progress_of(FIRST).attempts == 2
    refused(designed(Gate.PLAN), e.TaskOpened(task=FIRST, path=WORDS), "plan is not confirmed yet")


def test_nothing_happens_to_a_task_that_is_not_open(building: State) -> None:
    for event in (
        e.Judged(task=FIRST, verdict=verdict(WORDS)),
        e.Withdrawn(task=FIRST),
        accept(),
        e.ModificationRequested(task=FIRST, request="x"),
        e.RegenerationRequested(task=FIRST),
        e.Deferred(task=FIRST),
        e.FindingDismissed(task=FIRST, fingerprint="f", reason="r"),
        e.DismissalTakenBack(task=FIRST, fingerprint="f"),
        e.FixApplied(task=FIRST, fix="f", explanation="e", diff="d"),
    ):
        refused(building, event, "is not the open task")


def test_accepting_what_was_judged(opened: State) -> None:
    state = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())

    assert state.progress_of(FIRST).status is Status.ACCEPTED
    assert not state.opened
    assert state.next_task is not None


def test_a_verdict_is_about_the_file_of_the_task(opened: State) -> None:
    refused(opened, e.Judged(task=FIRST, verdict=verdict(LETTERS)), f"is about {WORDS}")


@pytest.mark.parametrize(
    ("events", "more", "words"),
    [
        ([], {}, "there is no verdict"),
        ([e.Judged(task=FIRST, verdict=verdict(WORDS))], {"sha256": "0" * 64}, "has changed since"),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS)), e.Withdrawn(task=FIRST)],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.FixApplied(task=FIRST, fix="f", explanation="e", diff="d"),
            ],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.ContractSet(path=WORDS, text="def other() -> int: ..."),
            ],
            {},
            "there is no verdict",
        ),
        (
            [
                e.Judged(task=FIRST, verdict=verdict(WORDS)),
                e.ConstraintsChanged(path=WORDS, constraints=("no regular expressions",)),
            ],
            {},
            "there is no verdict",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True))],
            {"acknowledged": ("security",)},
            "a critical finding stands: a secret",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, failing=(CheckName.STYLE,)))],
            {"acknowledged": ("tests",)},
            "not acknowledged: style",
        ),
        (
            [e.Judged(task=FIRST, verdict=verdict(WORDS, without=(CheckName.TESTS,)))],
            {"acknowledged": ("tests",)},
            "not checked: tests",
        ),
    ],
)
def test_what_cannot_be_accepted(
    opened: State, events: list[e.Event], more: dict[str, object], words: str
) -> None:
    refused(after(opened, *events), accept(**more), words)


def test_failures_can_be_acknowledged(opened: State) -> None:
    failing = verdict(WORDS, failing=(CheckName.STYLE, CheckName.TESTS))
    state = after(
        opened,
        e.Judged(task=FIRST, verdict=failing),
        accept(acknowledged=("style", "tests")),
    )

    assert state.progress_of(FIRST).acknowledged == ("style", "tests")


def test_a_false_positive_is_dismissed_one_at_a_time_with_a_reason(opened: State) -> None:
    state = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True)))
    finding = "S105: a secret"

    refused(
        state, e.FindingDismissed(task=FIRST, fingerprint=finding, reason=""), "only with a reason"
    )
    refused(
        state, e.FindingDismissed(task=FIRST, fingerprint="S1: x", reason="r"), "no such finding"
    )
    refused(
        opened, e.FindingDismissed(task=FIRST, fingerprint=finding, reason="r"), "no such finding"
    )
    dismissed = state.apply(
        e.FindingDismissed(task=FIRST, fingerprint=finding, reason="a public constant")
    )
    assert dismissed.apply(accept()).progress_of(FIRST).dismissals == (finding,)
    # The same finding stays dismissed when the file is judged again.
    again = dismissed.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True)))
    accepted = again.apply(accept())
    assert accepted.progress_of(FIRST).status is Status.ACCEPTED
    # What the agent is told rests on the last verdict; a change after acceptance keeps it too.
    assert not dismissed.progress_of(FIRST).verdicts[-1].blocking
    touched = verdict(WORDS, critical=True).model_copy(update={"sha256": "9" * 64})
    changed = accepted.apply(e.AcceptedFileChanged(task=FIRST, verdict=touched))
    assert not changed.progress_of(FIRST).changed_since.blocking  # type: ignore[union-attr]


def test_a_dismissal_is_taken_back(opened: State) -> None:
    critical = e.Judged(task=FIRST, verdict=verdict(WORDS, critical=True))
    finding = "S105: a secret"
    back = e.DismissalTakenBack(task=FIRST, fingerprint=finding)
    refused(after(opened, critical), back, "no such finding was dismissed")
    dismissed = after(
        opened, critical, e.FindingDismissed(task=FIRST, fingerprint=finding, reason="r")
    )
    for state in (
        dismissed.apply(back),
        after(dismissed, back, critical),
        # While the file is being written there is no verdict, but the dismissal is known.
        after(dismissed, e.Withdrawn(task=FIRST), back, critical),
    ):
        progress = state.progress_of(FIRST)
        assert not progress.dismissed
        assert len(progress.verdicts[-1].blocking) == 1
        refused(state, accept(), "a critical finding stands")
        refused(state, back, "no such finding was dismissed")


def test_at_most_two_fixes(opened: State) -> None:
    fix = e.FixApplied(task=FIRST, fix="format", explanation="formatted", diff="-a\n+b\n")
    twice = after(opened, fix, fix)

    refused(twice, fix, "two fixes have been applied")


def test_modification_and_regeneration_are_kept(opened: State) -> None:
    state = after(
        opened,
        e.ModificationRequested(task=FIRST, request="shorter"),
        e.TaskOpened(task=FIRST, path=WORDS),
        e.RegenerationRequested(task=FIRST),
    )

    assert state.progress_of(FIRST).requests == ("shorter",)
    assert state.progress_of(FIRST).repair == "regeneration"


def test_deferring_lets_others_wait_or_go_on(opened: State) -> None:
    waiting = opened.apply(e.Deferred(task=FIRST))
    going_on = opened.apply(e.Deferred(task=FIRST, dependents_wait=False))

    refused(waiting, e.TaskOpened(task=SECOND, path=LETTERS), f"{SECOND} needs {FIRST}")
    assert going_on.apply(e.TaskOpened(task=SECOND, path=LETTERS)).opened == SECOND
    reopened = waiting.apply(e.TaskReopened(task=FIRST))
    assert reopened.next_task is not None
    assert reopened.next_task.id == FIRST


def test_reopening_a_task(opened: State) -> None:
    refused(opened, e.TaskReopened(task=FIRST), "is open already")
    refused(opened, e.TaskReopened(task="TASK-077"), "there is no such task")
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())
    again = done.apply(e.TaskReopened(task=FIRST, reason="the suite failed"))
    assert again.progress_of(FIRST).status is Status.WAITING


def test_only_the_open_task_is_changed_while_building(building: State, opened: State) -> None:
    for state in (building, opened):
        refused(state, e.ContractSet(path=LETTERS, text="x: int"), "only the open task")
        refused(state, e.ConstraintsChanged(path=LETTERS, constraints=("c",)), "only the open task")
    changed = opened.apply(e.ConstraintsChanged(path=WORDS, constraints=("c",), allowed=("numpy",)))
    task = changed.plan.by_path[WORDS]
    assert task.constraints == ("c",)
    assert task.digest != opened.plan.by_path[WORDS].digest


def test_an_accepted_file_becomes_stale_by_another_specification(opened: State) -> None:
    digest = opened.plan.by_id[FIRST].digest
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept(digest=digest))
    assert done.status(done.plan.by_id[FIRST]) is Status.ACCEPTED

    changed = after(
        done,
        e.Reopened(gate=Gate.PLAN),
        e.ContractSet(path=WORDS, text="def other() -> int: ..."),
        confirming(Gate.PLAN),
    )
    assert changed.status(changed.plan.by_id[FIRST]) is Status.STALE
    assert changed.next_task is not None
    assert changed.next_task.id == FIRST


def test_an_accepted_file_that_changes_is_marked_until_it_is_as_before(opened: State) -> None:
    done = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS)), accept())
    changed = done.apply(e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS, "0" * 64)))

    assert changed.progress_of(FIRST).changed_since is not None
    back = changed.apply(e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS)))
    assert back.progress_of(FIRST).changed_since is None
    late = e.AcceptedFileChanged(task=FIRST, verdict=verdict(WORDS, "0" * 64))
    assert opened.apply(late).progress == opened.progress
