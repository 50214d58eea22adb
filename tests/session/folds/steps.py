"""Steps that the tests of the folds share."""

from __future__ import annotations

import pytest

from pbc_tui.design.verdict import CheckName, CheckResult, Result
from pbc_tui.session import events as e
from pbc_tui.session.state import GateClosed, State
from tests.session.designs import (
    WORDS,
)

FIRST, SECOND = "TASK-001", "TASK-002"
SHA = "f" * 64


def after(state: State, *events: e.Event) -> State:
    for event in events:
        state = state.apply(event)
    return state


def refused(state: State, event: e.Event, words: str) -> None:
    with pytest.raises(GateClosed) as caught:
        state.apply(event)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def confirmation(
    result: Result = Result.PASS,
    name: CheckName = CheckName.TESTS,
    *,
    provisional: bool = False,
    task: str = FIRST,
    sha256: str = SHA,
) -> e.TestsConfirmed:
    again = CheckResult(name=name, result=result, provisional=provisional)
    return e.TestsConfirmed(task=task, sha256=sha256, result=again)


def accept(**more: object) -> e.Accepted:
    values = {"task": FIRST, "path": WORDS, "sha256": SHA, "digest": "d", **more}
    return e.Accepted.model_validate(values)
