"""What a rule of the critic is: one concern, as data (SPEC 3). Adding one is adding an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pbc_tui.design.catalog import QUESTIONS, display
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.gates import Gate

TREE = "structure.tree"
"""The decision key of the structure itself, which no question of the catalog holds."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One alternative answer that removes a concern: key of the question and typed value."""

    key: str
    value: Any

    @property
    def words(self) -> str:
        """The answer as a person reads it: ``Testing: Unit + integration``."""
        return f"{QUESTIONS[self.key].title}: {display(self.key, self.value)}"


Mending = Callable[[Design], Repair | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One concern.

    ``points`` are taken off ``dimension`` when ``holds`` is true. ``since`` is the gate by which
    everything that the rule looks at has been decided: it says at which checkpoints it counts.
    ``evidence`` names the answers that it rests on; ``found`` adds what else shows it (paths,
    words), "" when nothing. ``decision`` is the key to jump to, ``at`` says another one where that
    depends on the design. ``repair`` is the one alternative answer that removes the concern, where
    there is one.
    """

    id: str
    title: str
    dimension: Dimension
    points: int
    since: Gate
    decision: str
    holds: Callable[[Design], bool]
    evidence: tuple[str, ...] = ()
    found: Callable[[Design], str] | None = None
    at: Callable[[Design], str] | None = None
    reason: str
    remedy: str
    repair: Mending | None = None

    @property
    def checkpoints(self) -> frozenset[int]:
        """The checkpoints at which it counts: what stage 1 can show counts at the second too."""
        return frozenset((1, 2) if self.since in (Gate.INTAKE, Gate.ARCHITECTURE) else (2,))

    def decision_of(self, design: Design) -> str:
        """The key of the decision at fault in this design."""
        return self.at(design) if self.at else self.decision

    def evidence_of(self, design: Design) -> str:
        """The answers that show the concern, with their keys, and what else was found."""
        parts = [_shown(key, design) for key in self.evidence]
        if self.found and (found := self.found(design)):
            parts.append(found)
        return "; ".join(parts)


def to(key: str, value: Any) -> Mending:
    """A repair that is the same for every design."""
    repair = Repair(key, value)
    return lambda _: repair


def suggested(key: str) -> Mending:
    """The repair that takes what the catalog suggests for a question, if it suggests anything."""

    def mend(design: Design) -> Repair | None:
        suggestion = QUESTIONS[key].suggestion(design.answers)
        return Repair(key, suggestion.value) if suggestion else None

    return mend


def listed(items: tuple[str, ...], limit: int = 5) -> str:
    """Names in one line, the rest counted."""
    shown = ", ".join(items[:limit])
    return f"{shown} and {len(items) - limit} more" if len(items) > limit else shown


def _shown(key: str, design: Design) -> str:
    if key == TREE:
        return f"{TREE}: {len(design.facts.files)} files"
    return f"{key} = {display(key, design.answers.get(key))}"
