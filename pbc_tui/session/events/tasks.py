"""What happens to one task from being opened to the word on it (SPEC 6, 8)."""

from __future__ import annotations

from typing import Literal

from pbc_tui.design.verdict import CheckResult, Verdict
from pbc_tui.session.events.base import HasHappened


class TaskOpened(HasHappened):
    """A task was begun and its prompt handed over."""

    kind: Literal["task-opened"] = "task-opened"
    task: str
    path: str


class TurnBegan(HasHappened):
    """An agent's own program was started for a task, at the person's word: exactly this."""

    kind: Literal["turn-began"] = "turn-began"
    task: str
    agent: str
    argv: tuple[str, ...]


class TurnEnded(HasHappened):
    """An agent's turn ended; what it said and how it ended decide nothing (SPEC 7).

    ``session`` is what the agent calls the session, "" where it can not go on; ``how`` says in one
    line how it ended, ``words`` what it said last.
    """

    kind: Literal["turn-ended"] = "turn-ended"
    task: str
    agent: str
    session: str = ""
    how: str = ""
    words: str = ""


class Judged(HasHappened):
    """The six checks ended on the bytes that lie on disk."""

    kind: Literal["judged"] = "judged"
    task: str
    verdict: Verdict
    seconds: float = 0.0


class TestsConfirmed(HasHappened):
    """The tests of a provisional verdict ran again, on a fresh copy in a fresh sandbox, likewise.

    Where they come to another result, ``Judged`` tells of another verdict.
    """

    __test__ = False

    kind: Literal["tests-confirmed"] = "tests-confirmed"
    task: str
    sha256: str
    result: CheckResult


class Withdrawn(HasHappened):
    """The file changed after its verdict, so the verdict no longer counts."""

    kind: Literal["withdrawn"] = "withdrawn"
    task: str


class Accepted(HasHappened):
    """The person accepted a file: exactly these bytes, for exactly this specification."""

    kind: Literal["accepted"] = "accepted"
    task: str
    path: str
    sha256: str
    digest: str
    acknowledged: tuple[str, ...] = ()


class ModificationRequested(HasHappened):
    """The person said what to change."""

    kind: Literal["modification-requested"] = "modification-requested"
    task: str
    request: str


class RegenerationRequested(HasHappened):
    """The person asked for the file anew, with what failed so far."""

    kind: Literal["regeneration-requested"] = "regeneration-requested"
    task: str


class Deferred(HasHappened):
    """The task was put off; ``dependents_wait`` says whether those who need it wait for it."""

    kind: Literal["deferred"] = "deferred"
    task: str
    dependents_wait: bool = True
    reason: str = ""


class FindingDismissed(HasHappened):
    """One security finding was declared a false positive, with a reason (SPEC 8)."""

    kind: Literal["finding-dismissed"] = "finding-dismissed"
    task: str
    fingerprint: str
    reason: str


class DismissalTakenBack(HasHappened):
    """A finding that had been dismissed stands again."""

    kind: Literal["dismissal-taken-back"] = "dismissal-taken-back"
    task: str
    fingerprint: str


MOST_FIXES = 2
"""How many automatic fixes a task may have (SPEC 8)."""


class FixApplied(HasHappened):
    """An automatic fix was shown, approved and written."""

    kind: Literal["fix-applied"] = "fix-applied"
    task: str
    fix: str
    explanation: str
    diff: str


class AcceptedFileChanged(HasHappened):
    """An accepted file was changed afterwards, and judged again."""

    kind: Literal["accepted-file-changed"] = "accepted-file-changed"
    task: str
    verdict: Verdict


class TaskReopened(HasHappened):
    """An accepted, deferred or failed task is to be done again."""

    kind: Literal["task-reopened"] = "task-reopened"
    task: str
    reason: str = ""
