"""What lies around the tasks: agent, environment, scope, suite, reports, end (SPEC 6, 7, 10)."""

from __future__ import annotations

from dataclasses import replace

from pbc_tui.session import events as e
from pbc_tui.session.folds.guards import Folds, close_task
from pbc_tui.session.state import State


def _unchanged(state: State, _: e.Event) -> State:
    return state


def _agent_chosen(state: State, event: e.AgentChosen) -> State:
    return replace(state, agent=event.agent)


def _unconfined_decided(state: State, event: e.UnconfinedDecided) -> State:
    return replace(state, unconfined=event.allowed)


def _environment(state: State, event: e.EnvironmentPrepared) -> State:
    return replace(state, environment=event)


def _aborted(state: State, _: e.Aborted) -> State:
    return replace(close_task(state), ended=True)


def _continued(state: State, _: e.Continued) -> State:
    return replace(state, ended=False)


def _scope_broken(state: State, event: e.ScopeBroken) -> State:
    # Thousands of files may be written at once, so nothing here walks over all of them in Python.
    outside = dict(state.outside)
    if first := outside.pop(event.path, None):
        # What can be restored is what was there before the first of several writes.
        event = event.model_copy(update={"before": first.before})
    outside[event.path] = event
    return replace(state, outside=outside)


def _scope_decided(state: State, event: e.ScopeDecided) -> State:
    outside = dict(state.outside)
    outside.pop(event.path, None)
    return replace(state, outside=outside)


def _suite_ran(state: State, event: e.SuiteRan) -> State:
    return replace(state, suite=event)


def _report_written(state: State, event: e.ReportWritten) -> State:
    return replace(state, reports=(*state.reports, event))


FOLDS: Folds = {
    e.SessionStarted: _unchanged,
    e.SessionResumed: _unchanged,
    e.CriticAnswered: _unchanged,
    e.AgentChosen: _agent_chosen,
    e.Aborted: _aborted,
    e.Continued: _continued,
    e.ScopeBroken: _scope_broken,
    e.ScopeDecided: _scope_decided,
    e.EnvironmentPrepared: _environment,
    e.UnconfinedDecided: _unconfined_decided,
    e.SuiteRan: _suite_ran,
    e.ReportWritten: _report_written,
    e.Noted: _unchanged,
}
