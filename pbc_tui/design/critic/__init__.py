"""The design critic: five dimensions, 25 points, every point taken off explained (SPEC 3)."""

from pbc_tui.design.critic.clarifying import Alternative, Clarification, clarify, repaired
from pbc_tui.design.critic.difference import Difference, difference
from pbc_tui.design.critic.scoring import review, review_live
from pbc_tui.design.critic.values import (
    FULL_TOTAL,
    LEAST_TOTAL,
    REASON_BELOW,
    Checkpoint,
    Deduction,
    DimensionScore,
    Review,
)
from pbc_tui.design.critic_rules.dimensions import FULL_SCORE, Assessment, Dimension

__all__ = [
    "FULL_SCORE",
    "FULL_TOTAL",
    "LEAST_TOTAL",
    "REASON_BELOW",
    "Alternative",
    "Assessment",
    "Checkpoint",
    "Clarification",
    "Deduction",
    "Difference",
    "Dimension",
    "DimensionScore",
    "Review",
    "clarify",
    "difference",
    "repaired",
    "review",
    "review_live",
]
