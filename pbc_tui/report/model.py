"""The report as a value, in the nine sections of SPEC 10; its JSON rendering is this shape."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Times(_Part):
    """When the work began and when something last happened; ``seconds`` lie between them."""

    begun_at: datetime
    last_at: datetime
    seconds: float
    sessions: int


class Summary(_Part):
    """Section 1.

    ``planned`` is the sum of ``completed``, ``failed`` (judged and not passing), ``skipped`` (left
    out of the plan), ``deferred`` and ``open`` (not decided yet, or stale). Readiness is "ready",
    "ready with reservations" or "not ready", with the reasons for anything but the first.
    """

    name: str
    package: str
    purpose: str
    times: Times | None
    planned: int
    completed: int
    failed: int
    skipped: int
    deferred: int
    open: int
    readiness: str
    reasons: tuple[str, ...] = ()


class Decision(_Part):
    """One question and the answer that was confirmed, in words."""

    question: str
    answer: str


class Stage(_Part):
    """The decisions of one stage, and when its gate was confirmed last."""

    title: str
    decisions: tuple[Decision, ...]
    confirmed_at: datetime | None = None


class _Public(BaseModel):
    # Read from the journal, which may be of a later version that says more.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Deduction(_Public):
    """One rule of the critic that took points off."""

    rule: str
    points: float
    evidence: str
    remedy: str


class Dimension(_Public):
    """One dimension of a review, 0 to 5."""

    name: str
    score: float
    justification: str
    deductions: tuple[Deduction, ...] = ()


class Review(_Public):
    """A review in the shape of ``critic --json`` (SPEC 12)."""

    assessment: str
    dimensions: tuple[Dimension, ...]
    risks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


class Checkpoint(_Part):
    """A critic checkpoint and the person's reason; no ``review`` where the journal kept none."""

    checkpoint: int
    total: int
    confirmed_at: datetime
    reason: str = ""
    review: Review | None = None


class Score(_Part):
    """What one dimension of a review came to, 0 to 5."""

    dimension: str
    score: float


class Reviewed(_Part):
    """One time at which the person answered the critic, in the order of time.

    ``scores`` is empty where the journal kept the total alone.
    """

    at: datetime
    checkpoint: int
    total: int
    choice: Literal["proceed", "revise", "clarify"]
    scores: tuple[Score, ...] = ()


class Decisions(_Part):
    """Section 2. ``reviews`` is how the critic's word changed over the session."""

    stages: tuple[Stage, ...]
    structure: str
    checkpoints: tuple[Checkpoint, ...]
    reviews: tuple[Reviewed, ...] = ()


class CheckLine(_Part):
    """The last result of one check on one file."""

    name: str
    result: str
    reason: str = ""
    findings: tuple[str, ...] = ()


class Dismissal(_Part):
    """A security finding that the person declared a false positive."""

    finding: str
    reason: str


class Judgement(_Part):
    """One verdict on a file, with the checks that kept it from being acceptable."""

    at: datetime
    acceptable: bool
    failing: tuple[str, ...] = ()


class TaskEntry(_Part):
    """Section 3: one task.

    ``depends`` holds the ids of the tasks that come before it; ``on_critical_path`` says that it is
    part of the longest chain of them, by effort. ``handed_over`` counts how often its prompt was
    handed over, ``regenerations`` how often the file was asked for anew; ``seconds`` is how long
    its last checks took.
    """

    id: str
    path: str
    status: str
    depends: tuple[str, ...] = ()
    on_critical_path: bool = False
    judgements: tuple[Judgement, ...] = ()
    opened_at: datetime | None
    decided_at: datetime | None
    handed_over: int
    regenerations: int
    checks: tuple[CheckLine, ...]
    seconds: float
    fixes: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    acknowledged: tuple[str, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    reason: str = ""


class FileEntry(_Part):
    """Section 4: one file. ``size`` is in bytes, None where the file cannot be read.

    ``standing`` is judged by the bytes on disk; ``note`` says why it is not "validated".
    ``coverage`` is the share of its lines, in percent, that its tests ran; None where that was not
    measured on the bytes that lie on disk.
    """

    path: str
    size: int | None
    purpose: str
    coverage: float | None = None
    standing: Literal["validated", "needs review", "has issues", "not written"]
    note: str = ""


class Figure(_Part):
    """A measured figure; ``value`` is None with the reason when it was not measured."""

    name: str
    value: float | None
    unit: str = ""
    reason: str = ""


class Outstanding(_Part):
    """Section 6."""

    failed_files: tuple[str, ...]
    missing_functionality: tuple[str, ...]
    limitations: tuple[str, ...]
    debt: tuple[str, ...]


class Command(_Part):
    """A command for the next steps, as it is typed in the repository."""

    purpose: str
    line: str


class NextSteps(_Part):
    """Section 7."""

    commands: tuple[Command, ...]
    manual: tuple[str, ...]
    tasks: tuple[str, ...]


class Warnings(_Part):
    """Section 8. ``risks`` are those that the critic named."""

    risks: tuple[str, ...]
    security: tuple[str, ...]
    performance: tuple[str, ...]
    maintenance: tuple[str, ...]
    improvements: tuple[str, ...]


class Prompt(_Part):
    """One sub-prompt."""

    task: str
    text: str


class LogLine(_Part):
    """One confirmation, decision or message, with its time."""

    at: datetime
    text: str


class FailureLine(_Part):
    """One validation that did not pass, and how it was resolved."""

    at: datetime
    task: str
    path: str
    failures: tuple[str, ...]
    resolution: str


class Appendices(_Part):
    """Section 9."""

    prompts: tuple[Prompt, ...]
    checkpoints: tuple[Checkpoint, ...]
    log: tuple[LogLine, ...]
    failures: tuple[FailureLine, ...]


class Report(_Part):
    """Everything that was decided, done and measured. ``version`` is that of the program."""

    format: Literal["pbc-tui-report/1"] = "pbc-tui-report/1"
    version: str
    made_at: datetime
    summary: Summary
    decisions: Decisions
    tasks: tuple[TaskEntry, ...]
    files: tuple[FileEntry, ...]
    metrics: tuple[Figure, ...]
    outstanding: Outstanding
    next_steps: NextSteps
    warnings: Warnings
    appendices: Appendices
