"""A provisional verdict and the fresh run that confirms it (SPEC 8)."""

from __future__ import annotations

import pytest

from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from tests.session.designs import (
    WORDS,
    verdict,
)
from tests.session.folds.steps import FIRST, SECOND, accept, after, confirmation, refused


def test_a_provisional_verdict_is_accepted_once_a_fresh_run_has_confirmed_it(
    opened: State,
) -> None:
    warm = after(opened, e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    refused(warm, accept(), "has not confirmed them yet")
    confirmed = warm.apply(confirmation())
    progress = confirmed.progress_of(FIRST)
    assert progress.verdict is not None
    assert not progress.verdict.provisional
    assert progress.verdicts == (progress.verdict,)
    assert confirmed.apply(accept()).progress_of(FIRST).status is Status.ACCEPTED
    assert State.replay(confirmed.log) == confirmed


def test_a_failure_that_is_acknowledged_waits_for_its_confirmation_too(opened: State) -> None:
    judged = verdict(WORDS, failing=(CheckName.TESTS,), provisional=True)
    warm = opened.apply(e.Judged(task=FIRST, verdict=judged))
    refused(warm, accept(acknowledged=("tests",)), "has not confirmed them yet")
    confirmed = warm.apply(confirmation(Result.FAIL))
    assert confirmed.apply(accept(acknowledged=("tests",))).opened == ""


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (confirmation(sha256="0" * 64), "other bytes"),
        (confirmation(Result.FAIL), "the same result"),
        (confirmation(Result.ERROR), "the same result"),
        (confirmation(task=SECOND), "is not the open task"),
        (confirmation(name=CheckName.STYLE), "only a fresh run"),
        (confirmation(provisional=True), "only a fresh run"),
    ],
)
def test_what_confirms_nothing(opened: State, event: e.TestsConfirmed, words: str) -> None:
    warm = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    refused(warm, event, words)
    refused(opened, event, words if event.task == SECOND else "other bytes")


def test_a_verdict_from_cold_tests_needs_no_confirmation(opened: State) -> None:
    cold = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS)))
    refused(cold, confirmation(), "needs no confirmation")


def test_another_verdict_after_a_fresh_run_takes_the_place(opened: State) -> None:
    warm = opened.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, provisional=True)))
    other = warm.apply(e.Judged(task=FIRST, verdict=verdict(WORDS, failing=(CheckName.TESTS,))))
    refused(other, accept(), "not acknowledged: tests")
    assert len(other.progress_of(FIRST).verdicts) == 2


def test_what_was_written_before_there_were_provisional_verdicts_is_read(opened: State) -> None:
    line = e.EVENT.dump_json(e.Judged(task=FIRST, verdict=verdict(WORDS))).decode()
    old = line.replace('"provisional":false,', "")
    assert "provisional" not in old
    judged = e.EVENT.validate_json(old)
    assert opened.apply(judged).apply(accept()).opened == ""
