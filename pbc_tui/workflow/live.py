"""What is happening right now in stage 4: a value for the screen, never for the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pbc_tui.design.verdict import CheckName, CheckResult


class Phase(StrEnum):
    """Where the open task stands at this moment."""

    IDLE = "idle"
    WAITING = "waiting"
    WRITING = "writing"
    STARTED = "started"
    CHECKING = "checking"
    JUDGED = "judged"
    FINISHED = "finished"


@dataclass(frozen=True)
class Live:
    """The passing part of the truth: checks that run, what the environment and the agent are doing.

    ``results`` fills check by check; ``running`` holds the checks that have not ended yet;
    ``confirming`` says that the tests run once more, in a fresh sandbox;
    ``settled_at`` is when the bytes came to rest that are being judged; ``seconds`` is how long the
    six checks took; ``activity``, ``environment`` and ``watching`` (why files are looked at in
    turns, where the system does not tell of changes) are one line each, "" for nothing to say.
    """

    phase: Phase = Phase.IDLE
    task: str = ""
    results: Mapping[CheckName, CheckResult] = field(default_factory=dict)
    running: frozenset[CheckName] = frozenset()
    confirming: bool = False
    environment: str = ""
    watching: str = ""
    activity: str = ""
    settled_at: datetime | None = None
    seconds: float = 0.0
