"""What lies around the tasks: scope, environment, suite, reports, the end (SPEC 6, 7, 10)."""

from __future__ import annotations

from pbc_tui.session import events as e
from pbc_tui.session.state import State
from tests.session.designs import (
    WORDS,
)
from tests.session.folds.steps import FIRST, after, refused


def test_writes_out_of_scope_wait_for_a_decision(opened: State) -> None:
    state = after(
        opened,
        e.ScopeBroken(task=FIRST, path="x.py", change="modified", before="a", after="b"),
        e.ScopeBroken(task=FIRST, path="x.py", change="modified", before="b", after="c"),
        e.ScopeBroken(task=FIRST, path="y.py", change="created", after="z"),
    )

    assert [(entry.path, entry.before, entry.after) for entry in state.scope] == [
        ("x.py", "a", "c"),
        ("y.py", None, "z"),
    ]
    decided = state.apply(e.ScopeDecided(path="x.py", decision="restored"))
    assert [entry.path for entry in decided.scope] == ["y.py"]


def test_environment_suite_agent_and_reports_are_remembered(opened: State) -> None:
    state = after(
        opened,
        e.AgentChosen(agent="builtin"),
        e.EnvironmentPrepared(reason="no network"),
        e.SuiteRan(passed=3),
        e.ReportWritten(path="GENERATION_REPORT.md", format="md"),
    )

    assert state.agent == "builtin"
    assert state.environment is not None
    assert state.environment.reason == "no network"
    assert state.suite is not None
    assert [report.format for report in state.reports] == ["md"]
    # A task that is opened afterwards may change what the suite says.
    assert state.apply(e.TaskOpened(task=FIRST, path=WORDS)).suite is None


def test_an_ended_workflow_is_taken_up_again(opened: State) -> None:
    ended = opened.apply(e.Aborted(task=FIRST))

    assert not ended.opened
    refused(ended, e.TaskOpened(task=FIRST, path=WORDS), "the workflow was ended")
    assert after(ended, e.Continued(), e.TaskOpened(task=FIRST, path=WORDS)).opened == FIRST
