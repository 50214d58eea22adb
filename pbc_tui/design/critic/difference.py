"""What moved between two reviews, for the live panel (SPEC 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pbc_tui.design.critic.values import Deduction, Review
from pbc_tui.design.critic_rules.dimensions import Dimension


@dataclass(frozen=True, slots=True)
class Difference:
    """From one review to the next: ``gained`` are new concerns, ``lost`` those that went."""

    total: int
    dimensions: Mapping[Dimension, int]
    gained: tuple[Deduction, ...]
    lost: tuple[Deduction, ...]

    @property
    def moved(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.gained or self.lost)


def difference(before: Review, after: Review) -> Difference:
    """What moved from ``before`` to ``after``; every dimension is named, with 0 where it stayed."""
    known = {entry.rule for entry in before.deductions}
    now = {entry.rule for entry in after.deductions}
    return Difference(
        total=after.total - before.total,
        dimensions={
            dimension: after.score(dimension) - before.score(dimension) for dimension in Dimension
        },
        gained=tuple(entry for entry in after.deductions if entry.rule not in known),
        lost=tuple(entry for entry in before.deductions if entry.rule not in now),
    )
