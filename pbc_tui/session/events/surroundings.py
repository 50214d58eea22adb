"""What happens around the tasks: the session, the agent, the environment, the scope, the report."""

from __future__ import annotations

from typing import Literal

from pbc_tui.session.events.base import HasHappened


class SessionStarted(HasHappened):
    """A project was begun, by this version of the program."""

    kind: Literal["session-started"] = "session-started"
    version: str


class SessionResumed(HasHappened):
    """The project was opened again."""

    kind: Literal["session-resumed"] = "session-resumed"
    version: str


class CriticAnswered(HasHappened):
    """At a checkpoint the person chose to revise or to have a concern clarified."""

    kind: Literal["critic-answered"] = "critic-answered"
    checkpoint: Literal[1, 2]
    choice: Literal["revise", "clarify"]
    total: int
    rule: str = ""


class AgentChosen(HasHappened):
    """The way in which tasks are handed over."""

    kind: Literal["agent-chosen"] = "agent-chosen"
    agent: str


class Aborted(HasHappened):
    """The workflow was ended by the person; everything stays."""

    kind: Literal["aborted"] = "aborted"
    task: str = ""


class Continued(HasHappened):
    """An ended workflow was taken up again."""

    kind: Literal["continued"] = "continued"


class ScopeBroken(HasHappened):
    """Something was written outside the open task."""

    kind: Literal["scope-broken"] = "scope-broken"
    task: str
    path: str
    change: Literal["created", "modified", "deleted", "permissions"]
    before: str | None = None
    after: str | None = None


ScopeDecision = Literal["kept", "restored", "opened"]


class ScopeDecided(HasHappened):
    """The person's word on a write outside the task."""

    kind: Literal["scope-decided"] = "scope-decided"
    path: str
    decision: ScopeDecision


class EnvironmentPrepared(HasHappened):
    """The project's own environment stands, or cannot be had, with the reason."""

    kind: Literal["environment-prepared"] = "environment-prepared"
    python: str = ""
    version: str = ""
    reason: str = ""
    seconds: float = 0.0


class UnconfinedDecided(HasHappened):
    """The person's word on running tests where nothing confines them; asked once (SPEC 8).

    ``refused`` says why no sandbox was to be had.
    """

    kind: Literal["unconfined-decided"] = "unconfined-decided"
    allowed: bool
    refused: tuple[str, ...] = ()


class SuiteRan(HasHappened):
    """The whole test suite ran; figures as pytest measured them. ``reason``: why it could not."""

    kind: Literal["suite-ran"] = "suite-ran"
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    coverage: float | None = None
    failures: tuple[str, ...] = ()
    reason: str = ""


class ReportWritten(HasHappened):
    """A report was saved."""

    kind: Literal["report-written"] = "report-written"
    path: str
    format: str


class Noted(HasHappened):
    """A message worth keeping: what a tool said, why something could not be done."""

    kind: Literal["noted"] = "noted"
    text: str
