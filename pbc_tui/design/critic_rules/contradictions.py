"""Contradictions in numbers: goals that disagree cannot be served, extended or kept."""

from __future__ import annotations

from functools import lru_cache

from pbc_tui.design.answers import Answers, Intake
from pbc_tui.design.critic_rules import description, intake_conflicts, non_goals
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import Dimension
from pbc_tui.design.critic_rules.rule import Rule, listed
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree

SEVERAL = 3
MANY = 5

_ONE_ANSWER_ALONE = frozenset(
    [
        "description-too-short",
        "description-vague",
        "description-repeats-name",
        "description-crowded",
        "name-says-nothing",
        "non-goals-empty",
    ]
)
_CONFLICTS = tuple(
    rule
    for rule in (*intake_conflicts.RULES, *non_goals.RULES, *description.RULES)
    if rule.dimension is Dimension.CLARITY
    and rule.since is Gate.INTAKE
    and rule.id not in _ONE_ANSWER_ALONE
)


@lru_cache(maxsize=8)
def _conflicts(intake: Intake) -> tuple[str, ...]:
    design = Design(Answers(intake=intake), Tree())
    return tuple(rule.id for rule in _CONFLICTS if rule.holds(design))


def conflicts(design: Design) -> tuple[str, ...]:
    """The ids of the rules that say which intake answers contradict each other."""
    return _conflicts(design.intake)


def _count(
    identifier: str, title: str, dimension: Dimension, least: int, points: int, reason: str
) -> Rule:
    return Rule(
        id=identifier,
        title=title,
        dimension=dimension,
        points=points,
        since=Gate.INTAKE,
        decision="intake.purpose",
        holds=lambda design: len(conflicts(design)) >= least,
        evidence=("intake.purpose", "intake.users", "intake.maturity", "intake.lifespan"),
        found=lambda design: listed(conflicts(design), 12),
        reason=reason,
        remedy="Settle the contradictions one by one; the concerns above name them.",
    )


RULES = (
    _count(
        "goals-in-conflict",
        "several answers contradict each other",
        Dimension.RISK,
        SEVERAL,
        2,
        "A contradictory design is built for one of its readings and judged by another.",
    ),
    _count(
        "conventions-without-a-goal",
        "nothing consistent to keep to",
        Dimension.MAINTAINABILITY,
        SEVERAL,
        2,
        "Every later decision follows another of the goals, and the code shows it.",
    ),
    _count(
        "extension-without-a-direction",
        "nobody can say in which direction it may grow",
        Dimension.EXTENSIBILITY,
        SEVERAL,
        2,
        "An extension has to decide first which of the goals it serves.",
    ),
    _count(
        "assumptions-from-conflict",
        "contradictions leave the decision to whoever reads them",
        Dimension.COMPLETENESS,
        MANY,
        2,
        "Each contradiction is resolved by a silent assumption.",
    ),
)
