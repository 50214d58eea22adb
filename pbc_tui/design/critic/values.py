"""What a review is, as values (SPEC 3, 12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Assessment, Dimension
from pbc_tui.design.critic_rules.rule import Repair

Checkpoint = Literal[1, 2]

LEAST_TOTAL = 10
"""Under this total Proceed is not offered (SPEC 3)."""
REASON_BELOW = 15
"""Under this total proceeding needs a written reason (SPEC 3)."""
FULL_TOTAL = 25
"""The best total."""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that one rule takes off, and everything that explains them.

    ``decision`` is the key of the decision at fault; "structure.tree" is the structure itself.
    ``keys`` are the answers that the evidence shows.
    ``repair`` is the one alternative answer that removes the concern, None where there is none.
    """

    rule: str
    title: str
    dimension: Dimension
    points: int
    evidence: str
    reason: str
    remedy: str
    decision: str
    keys: tuple[str, ...] = ()
    repair: Repair | None = None

    def public(self) -> dict[str, Any]:
        """The shape of one deduction in ``critic --json`` (SPEC 12)."""
        return {
            "rule": self.rule,
            "points": self.points,
            "evidence": self.evidence,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension: its score from 0 to 5, why, and what was taken off."""

    name: Dimension
    score: int
    justification: str
    deductions: tuple[Deduction, ...] = ()

    def public(self) -> dict[str, Any]:
        """The shape of one dimension in ``critic --json`` (SPEC 12)."""
        return {
            "name": self.name.value,
            "score": self.score,
            "justification": self.justification,
            "deductions": [deduction.public() for deduction in self.deductions],
        }


@dataclass(frozen=True, slots=True)
class Review:
    """The critic's view of a design. ``design`` is what was judged; two reviews with the same
    scores and concerns are equal, whatever else the designs hold."""

    checkpoint: Checkpoint
    dimensions: tuple[DimensionScore, ...]
    risks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    design: Design = field(compare=False, repr=False, kw_only=True)

    @property
    def total(self) -> int:
        """0 to 25."""
        return sum(dimension.score for dimension in self.dimensions)

    @property
    def assessment(self) -> Assessment:
        """What the total means."""
        return Assessment.of(self.total)

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """All concerns, the weightiest first."""
        found = (entry for dimension in self.dimensions for entry in dimension.deductions)
        return tuple(sorted(found, key=lambda entry: -entry.points))

    @property
    def may_proceed(self) -> bool:
        """Whether Proceed is offered."""
        return self.total >= LEAST_TOTAL

    @property
    def needs_reason(self) -> bool:
        """Whether proceeding needs a written reason."""
        return self.may_proceed and self.total < REASON_BELOW

    def score(self, dimension: Dimension) -> int:
        """The score of one dimension."""
        return next(entry.score for entry in self.dimensions if entry.name is dimension)

    def public(self) -> dict[str, Any]:
        """The shape that ``critic --json`` prints (SPEC 12)."""
        return {
            "checkpoint": self.checkpoint,
            "total": self.total,
            "assessment": self.assessment.value,
            "dimensions": [dimension.public() for dimension in self.dimensions],
            "risks": list(self.risks),
            "missing": list(self.missing),
            "recommendations": list(self.recommendations),
        }
