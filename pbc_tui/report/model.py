"""The report as a value, in the nine sections of SPEC 10; its JSON rendering is this shape."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Summary(_Part):
    """Section 1. ``skipped`` counts files left out of the plan, ``open`` the undecided ones."""

    name: str
    package: str
    purpose: str
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


class Checkpoint(_Part):
    """A critic checkpoint: its review in the shape of ``critic --json``, the person's reason."""

    checkpoint: int
    total: int
    confirmed_at: datetime
    reason: str = ""
    review: dict[str, Any] = Field(default_factory=dict)


class Decisions(_Part):
    """Section 2."""

    stages: tuple[Stage, ...]
    structure: str
    checkpoints: tuple[Checkpoint, ...]


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


class TaskEntry(_Part):
    """Section 3: one task. ``handed_over`` counts how often its prompt was handed over."""

    id: str
    path: str
    status: str
    handed_over: int
    checks: tuple[CheckLine, ...]
    seconds: float
    fixes: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    acknowledged: tuple[str, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    reason: str = ""


class FileEntry(_Part):
    """Section 4: one file. ``size`` is in bytes, None where the file is not there."""

    path: str
    size: int | None
    purpose: str
    standing: str


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
    """Section 8."""

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

    version: str
    summary: Summary
    decisions: Decisions
    tasks: tuple[TaskEntry, ...]
    files: tuple[FileEntry, ...]
    metrics: tuple[Figure, ...]
    outstanding: Outstanding
    next_steps: NextSteps
    warnings: Warnings
    appendices: Appendices
