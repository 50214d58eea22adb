"""What can be mended automatically: proposals as content, applied by nobody here (SPEC 8)."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.checks.subject import Subject
from pbc_tui.design.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal: what it does, why, as a unified diff and as the whole new content."""

    name: str
    explanation: str
    diff: str
    content: bytes


async def propose(subject: Subject, verdict: Verdict) -> tuple[Fix, ...]:
    """Nothing yet."""
    return ()
