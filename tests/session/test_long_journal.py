"""A journal of five thousand events is read without a wait."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pbc_tui.design.answers import Answers
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.structure import Tree
from pbc_tui.session import events as e
from pbc_tui.session.journal import Journal
from pbc_tui.session.state import State
from tests.session.designs import WORDS, designed, history, verdict

EVENTS = 5_000


def long_history() -> list[e.Event]:
    """A task that is judged and handed over again and again."""
    events = [*history(), e.TaskOpened(task="TASK-001", path=WORDS)]
    while len(events) < EVENTS:
        events.append(e.Judged(task="TASK-001", verdict=verdict(WORDS)))
        events.append(e.ModificationRequested(task="TASK-001", request="shorter"))
        events.append(e.TaskOpened(task="TASK-001", path=WORDS))
        events.append(e.Noted(text="x"))
    return events


def test_reading_and_replaying_take_no_time_to_speak_of(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.open()
    journal.append(long_history())
    journal.close()

    begin = time.perf_counter()
    state = State.replay(journal.open())
    spent = time.perf_counter() - begin
    journal.close()

    assert len(state.log) >= EVENTS
    # It takes about half a second; building the plan for every event would take minutes.
    assert spent < 10


def test_the_plan_is_built_once_for_one_design(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    def counting(answers: Answers, tree: Tree, changes: PlanChanges) -> Plan:
        built.append(1)
        return build_plan(answers, tree, changes)

    state, events = designed(), long_history()[-400:]
    monkeypatch.setattr("pbc_tui.session.state.build_plan", counting)
    for event in events:
        if isinstance(event, e.TaskOpened | e.Noted):
            state = state.apply(event)
    assert len(built) <= 1
    changed = state.apply(e.ContractSet(path=WORDS, text="def other() -> int: ..."))

    assert changed.plan != state.plan
    assert changed.plan.by_path[WORDS].spec.contract == "def other() -> int: ..."


def test_each_event_of_a_living_session_costs_the_same() -> None:
    state = designed()
    begin = time.perf_counter()
    for _ in range(EVENTS):
        state = state.apply(e.Noted(text="x"))
    spent = time.perf_counter() - begin

    assert len(state.log) > EVENTS
    assert spent < 10
