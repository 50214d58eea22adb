"""Scoring: each rule that holds takes its points off; the same design always scores the same."""

from __future__ import annotations

from collections.abc import Iterable

from pbc_tui.design.answers import Answers
from pbc_tui.design.critic.values import Checkpoint, Deduction, DimensionScore, Review
from pbc_tui.design.critic_rules import RULES, Rule
from pbc_tui.design.critic_rules.design import Design
from pbc_tui.design.critic_rules.dimensions import FULL_SCORE, Dimension
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree

_AT = {
    checkpoint: tuple(rule for rule in RULES if checkpoint in rule.checkpoints)
    for checkpoint in (1, 2)
}
_UP_TO = {
    gate: tuple(rule for rule in RULES if rule.since is gate or rule.since in gate.before)
    for gate in Gate
}


def review(answers: Answers, tree: Tree, checkpoint: Checkpoint) -> Review:
    """Judge a design, complete or not, as at a checkpoint (SPEC 3)."""
    return _judge(Design(answers, tree), _AT[checkpoint], checkpoint)


def review_live(answers: Answers, tree: Tree, gate: Gate) -> Review:
    """Judge only what has been asked up to a gate, so that questions to come cost nothing yet."""
    checkpoint: Checkpoint = 2 if Gate.STRUCTURE in (gate, *gate.before) else 1
    return _judge(Design(answers, tree), _UP_TO[gate], checkpoint)


def _judge(design: Design, rules: Iterable[Rule], checkpoint: Checkpoint) -> Review:
    found: dict[Dimension, list[Deduction]] = {dimension: [] for dimension in Dimension}
    for rule in rules:
        if rule.holds(design):
            found[rule.dimension].append(_deduction(rule, design))
    return Review(
        checkpoint=checkpoint,
        dimensions=tuple(_scored(dimension, entries) for dimension, entries in found.items()),
        risks=_said(found[Dimension.RISK] + _heavy(found)),
        missing=_said(found[Dimension.COMPLETENESS] + found[Dimension.CLARITY]),
        recommendations=_recommended(found),
        design=design,
    )


def _deduction(rule: Rule, design: Design) -> Deduction:
    return Deduction(
        rule=rule.id,
        title=rule.title,
        dimension=rule.dimension,
        points=rule.points,
        evidence=rule.evidence_of(design),
        reason=rule.reason,
        remedy=rule.remedy,
        decision=rule.decision_of(design),
        keys=rule.evidence,
        repair=rule.repair(design) if rule.repair else None,
    )


def _scored(dimension: Dimension, entries: list[Deduction]) -> DimensionScore:
    lost = sum(entry.points for entry in entries)
    score = max(FULL_SCORE - lost, 0)
    ordered = tuple(sorted(entries, key=lambda entry: -entry.points))
    level = dimension.level(score)
    words = f"{level[0].upper()}{level[1:]}."
    if ordered:
        words += " Taken off: " + "; ".join(
            f"{entry.points} for {entry.title}" for entry in ordered
        )
        words += "."
    else:
        words += " No rule takes a point off."
    return DimensionScore(dimension, score, words, ordered)


def _heavy(found: dict[Dimension, list[Deduction]]) -> list[Deduction]:
    """What weighs so much in maintenance or extension that it is a risk as well."""
    return [
        entry
        for dimension in (Dimension.MAINTAINABILITY, Dimension.EXTENSIBILITY)
        for entry in found[dimension]
        if entry.points > 1
    ]


def _said(entries: list[Deduction]) -> tuple[str, ...]:
    ordered = sorted(entries, key=lambda entry: -entry.points)
    return tuple(dict.fromkeys(f"{_capital(entry.title)}: {entry.reason}" for entry in ordered))


def _recommended(found: dict[Dimension, list[Deduction]]) -> tuple[str, ...]:
    every = [entry for entries in found.values() for entry in entries]
    ordered = sorted(every, key=lambda entry: -entry.points)
    return tuple(dict.fromkeys(f"{entry.remedy} ({entry.decision})" for entry in ordered))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
