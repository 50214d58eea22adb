"""How far one task has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pbc_tui.design.verdict import Verdict


class Status(StrEnum):
    """Where a task stands."""

    WAITING = "waiting"
    OPEN = "open"
    ACCEPTED = "accepted"
    STALE = "stale"
    DEFERRED = "deferred"


@dataclass(frozen=True)
class Progress:
    """One task as the journal tells it; the plan says what it is.

    ``digest`` is the specification that the acceptance rests on; ``attempts`` counts how often the
    prompt was handed over; ``requests`` holds what the person wanted changed, in order, ``repair``
    why the task was handed over again ("modification", "regeneration") as the attempt with the
    number ``repair_attempt``, until it is decided on. ``agent`` and ``agent_session`` name the last
    turn of an agent that was run for it.
    """

    status: Status = Status.WAITING
    attempts: int = 0
    verdict: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()
    seconds: float = 0.0
    sha256: str = ""
    digest: str = ""
    acknowledged: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    repair: str = ""
    repair_attempt: int = 0
    fixes: tuple[str, ...] = ()
    dismissed: tuple[tuple[str, str], ...] = ()
    dependents_wait: bool = True
    changed_since: Verdict | None = None
    reason: str = ""
    agent: str = ""
    agent_session: str = ""

    @property
    def dismissals(self) -> tuple[str, ...]:
        """The fingerprints of the findings that were dismissed."""
        return tuple(fingerprint for fingerprint, _ in self.dismissed)

    def told(self, fingerprint: str) -> str:
        """A dismissed finding in words, with its line as it was last seen."""
        for verdict in reversed(self.verdicts):
            for finding in (each for check in verdict.checks for each in check.findings):
                if finding.fingerprint == fingerprint:
                    place = f"line {finding.line}: " if finding.line else ""
                    gone = "" if verdict is self.verdicts[-1] else ", no longer in the file"
                    return f"{place}{finding.message} ({finding.code}{gone})"
        return fingerprint
