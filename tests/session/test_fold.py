"""The events of a whole session as one state."""

from __future__ import annotations

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.session.state import GateClosed, State
from tests.session.designs import (
    history,
)
from tests.session.folds.steps import after


def test_what_is_only_told_changes_nothing_but_the_record() -> None:
    state = State()
    events: list[e.Event] = [
        e.SessionStarted(version="1"),
        e.SessionResumed(version="1"),
        e.Noted(text="a"),
        e.CriticAnswered(checkpoint=1, choice="clarify", total=20),
    ]
    told = after(state, *events)

    assert told == State(log=tuple(events))


def test_a_replay_gives_the_state_that_was_lived() -> None:
    lived = State()
    for event in history():
        lived = lived.apply(event)

    assert State.replay(lived.log) == lived


def test_a_journal_that_skips_a_gate_is_refused() -> None:
    skipping = [
        event
        for event in history()
        if not (isinstance(event, e.Confirmed) and event.gate is Gate.ARCHITECTURE)
    ]

    with pytest.raises(GateClosed, match="architecture is not confirmed yet"):
        State.replay(skipping)
