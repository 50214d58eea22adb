"""Everything that can happen in a project, one frozen model each; the journal holds only these."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Edit
from pbc_tui.design.verdict import CheckResult, Verdict

Writer = Literal["agent", "person", "built-in", "manager", "unknown"]


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    at: datetime = Field(default_factory=lambda: datetime.now(UTC))


class SessionStarted(_Event):
    """A project was begun, by this version of the program."""

    kind: Literal["session-started"] = "session-started"
    version: str


class SessionResumed(_Event):
    """The project was opened again."""

    kind: Literal["session-resumed"] = "session-resumed"
    version: str


class Answered(_Event):
    """A question was answered; ``value`` is plain (letter, name, text, list), None opens it."""

    kind: Literal["answered"] = "answered"
    key: str
    value: Any


class Drafted(_Event):
    """Something was typed that cannot be taken yet; "" says that it is no longer needed."""

    kind: Literal["drafted"] = "drafted"
    key: str
    text: str


class TreeEdited(_Event):
    """The structure was changed by one edit."""

    kind: Literal["tree-edited"] = "tree-edited"
    edit: Edit


class TreeUndone(_Event):
    """The last edit of the structure was taken back."""

    kind: Literal["tree-undone"] = "tree-undone"


class TreeRedone(_Event):
    """The edit that was taken back last was made again."""

    kind: Literal["tree-redone"] = "tree-redone"


class Confirmed(_Event):
    """A gate was confirmed. At a checkpoint, ``total`` is the score and ``reason`` the person's."""

    kind: Literal["confirmed"] = "confirmed"
    gate: Gate
    total: int | None = None
    reason: str = ""
    review: dict[str, Any] | None = None
    acknowledged: tuple[str, ...] = ()


class CriticAnswered(_Event):
    """At a checkpoint the person chose to revise or to have a concern clarified."""

    kind: Literal["critic-answered"] = "critic-answered"
    checkpoint: Literal[1, 2]
    choice: Literal["revise", "clarify"]
    total: int
    rule: str = ""


class Reopened(_Event):
    """A gate was opened again, and with it all that stand after it (SPEC 4.6)."""

    kind: Literal["reopened"] = "reopened"
    gate: Gate
    reason: str = ""


class ReopeningUndone(_Event):
    """The last reopening was taken back: the design is again as it was confirmed before it."""

    kind: Literal["reopening-undone"] = "reopening-undone"


class ContractSet(_Event):
    """A file was given a contract; "" takes it away."""

    kind: Literal["contract-set"] = "contract-set"
    path: str
    text: str
    source: Literal["person", "agent", "answers", "existing-code"] = "person"


class ProposalRefused(_Event):
    """A contract that an agent proposed was not approved; ``digest`` is that of its text."""

    kind: Literal["proposal-refused"] = "proposal-refused"
    path: str
    digest: str
    reason: str = ""


class TaskRemoved(_Event):
    """A file of the structure gets no task; ``dependents`` names what needed it."""

    kind: Literal["task-removed"] = "task-removed"
    path: str
    dependents: tuple[str, ...] = ()


class TaskRestored(_Event):
    """A file that had been left out of the plan gets its task again."""

    kind: Literal["task-restored"] = "task-restored"
    path: str


class TaskAdded(_Event):
    """A file that the structure lacks joins the plan, with its purpose."""

    kind: Literal["task-added"] = "task-added"
    path: str
    purpose: str


class TasksGrouped(_Event):
    """The files of each group, by path, are handed over together; () takes all groups away."""

    kind: Literal["tasks-grouped"] = "tasks-grouped"
    groups: tuple[tuple[str, ...], ...]


class TasksReordered(_Event):
    """The person gave the plan another order, with a reason."""

    kind: Literal["tasks-reordered"] = "tasks-reordered"
    order: tuple[str, ...]
    reason: str


class ConstraintsChanged(_Event):
    """The person changed what a task demands: further sentences, further allowed imports."""

    kind: Literal["constraints-changed"] = "constraints-changed"
    path: str
    constraints: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    reason: str = ""


class AgentChosen(_Event):
    """The way in which tasks are handed over."""

    kind: Literal["agent-chosen"] = "agent-chosen"
    agent: str


class TaskOpened(_Event):
    """A task was begun and its prompt handed over."""

    kind: Literal["task-opened"] = "task-opened"
    task: str
    path: str


class Judged(_Event):
    """The six checks ended on the bytes that lie on disk."""

    kind: Literal["judged"] = "judged"
    task: str
    verdict: Verdict
    seconds: float = 0.0


class TestsConfirmed(_Event):
    """The tests of a provisional verdict ran again, on a fresh copy in a fresh sandbox, likewise.

    Where they come to another result, ``Judged`` tells of another verdict.
    """

    __test__ = False

    kind: Literal["tests-confirmed"] = "tests-confirmed"
    task: str
    sha256: str
    result: CheckResult


class Withdrawn(_Event):
    """The file changed after its verdict, so the verdict no longer counts."""

    kind: Literal["withdrawn"] = "withdrawn"
    task: str


class Accepted(_Event):
    """The person accepted a file: exactly these bytes, for exactly this specification."""

    kind: Literal["accepted"] = "accepted"
    task: str
    path: str
    sha256: str
    digest: str
    acknowledged: tuple[str, ...] = ()


class ModificationRequested(_Event):
    """The person said what to change."""

    kind: Literal["modification-requested"] = "modification-requested"
    task: str
    request: str


class RegenerationRequested(_Event):
    """The person asked for the file anew, with what failed so far."""

    kind: Literal["regeneration-requested"] = "regeneration-requested"
    task: str


class Deferred(_Event):
    """The task was put off; ``dependents_wait`` says whether those who need it wait for it."""

    kind: Literal["deferred"] = "deferred"
    task: str
    dependents_wait: bool = True
    reason: str = ""


class Aborted(_Event):
    """The workflow was ended by the person; everything stays."""

    kind: Literal["aborted"] = "aborted"
    task: str = ""


class Continued(_Event):
    """An ended workflow was taken up again."""

    kind: Literal["continued"] = "continued"


class FindingDismissed(_Event):
    """One security finding was declared a false positive, with a reason (SPEC 8)."""

    kind: Literal["finding-dismissed"] = "finding-dismissed"
    task: str
    fingerprint: str
    reason: str


class DismissalTakenBack(_Event):
    """A finding that had been dismissed stands again."""

    kind: Literal["dismissal-taken-back"] = "dismissal-taken-back"
    task: str
    fingerprint: str


MOST_FIXES = 2
"""How many automatic fixes a task may have (SPEC 8)."""


class FixApplied(_Event):
    """An automatic fix was shown, approved and written."""

    kind: Literal["fix-applied"] = "fix-applied"
    task: str
    fix: str
    explanation: str
    diff: str


class ScopeBroken(_Event):
    """Something was written outside the open task."""

    kind: Literal["scope-broken"] = "scope-broken"
    task: str
    path: str
    change: Literal["created", "modified", "deleted"]
    before: str | None = None
    after: str | None = None


ScopeDecision = Literal["kept", "restored", "opened"]


class ScopeDecided(_Event):
    """The person's word on a write outside the task."""

    kind: Literal["scope-decided"] = "scope-decided"
    path: str
    decision: ScopeDecision


class AcceptedFileChanged(_Event):
    """An accepted file was changed afterwards, and judged again."""

    kind: Literal["accepted-file-changed"] = "accepted-file-changed"
    task: str
    verdict: Verdict


class EnvironmentPrepared(_Event):
    """The project's own environment stands, or cannot be had, with the reason."""

    kind: Literal["environment-prepared"] = "environment-prepared"
    python: str = ""
    version: str = ""
    reason: str = ""
    seconds: float = 0.0


class UnconfinedDecided(_Event):
    """The person's word on running tests where nothing confines them; asked once (SPEC 8).

    ``refused`` says why no sandbox was to be had.
    """

    kind: Literal["unconfined-decided"] = "unconfined-decided"
    allowed: bool
    refused: tuple[str, ...] = ()


class SuiteRan(_Event):
    """The whole test suite ran; figures as pytest measured them. ``reason``: why it could not."""

    kind: Literal["suite-ran"] = "suite-ran"
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    coverage: float | None = None
    failures: tuple[str, ...] = ()
    reason: str = ""


class TaskReopened(_Event):
    """An accepted, deferred or failed task is to be done again."""

    kind: Literal["task-reopened"] = "task-reopened"
    task: str
    reason: str = ""


class ReportWritten(_Event):
    """A report was saved."""

    kind: Literal["report-written"] = "report-written"
    path: str
    format: str


class Noted(_Event):
    """A message worth keeping: what a tool said, why something could not be done."""

    kind: Literal["noted"] = "noted"
    text: str


Event = (
    SessionStarted
    | SessionResumed
    | Answered
    | Drafted
    | TreeEdited
    | TreeUndone
    | TreeRedone
    | Confirmed
    | CriticAnswered
    | Reopened
    | ReopeningUndone
    | ContractSet
    | ProposalRefused
    | TaskRemoved
    | TaskRestored
    | TaskAdded
    | TasksGrouped
    | TasksReordered
    | ConstraintsChanged
    | AgentChosen
    | TaskOpened
    | Judged
    | TestsConfirmed
    | Withdrawn
    | Accepted
    | ModificationRequested
    | RegenerationRequested
    | Deferred
    | Aborted
    | Continued
    | FindingDismissed
    | DismissalTakenBack
    | FixApplied
    | ScopeBroken
    | ScopeDecided
    | AcceptedFileChanged
    | EnvironmentPrepared
    | UnconfinedDecided
    | SuiteRan
    | TaskReopened
    | ReportWritten
    | Noted
)

EVENT: TypeAdapter[Event] = TypeAdapter(
    Annotated[Event, Field(discriminator="kind")], config=ConfigDict(defer_build=True)
)
"""Reads and writes any event as JSON."""
