"""One concern in full: rule, evidence, consequence, what each alternative would score (SPEC 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pbc_tui.design.catalog import QUESTIONS, Kind
from pbc_tui.design.critic.scoring import review
from pbc_tui.design.critic.values import Deduction, Review
from pbc_tui.design.critic_rules.rule import Repair


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another answer to the decision at fault, and the total that the design would have with it."""

    key: str
    value: Any
    words: str
    total: int
    delta: int
    current: bool
    resolves: bool


@dataclass(frozen=True, slots=True)
class Clarification:
    """Everything about one concern. ``alternatives`` is empty where only the person can say more:
    a text, or the structure."""

    deduction: Deduction
    question: str
    alternatives: tuple[Alternative, ...]

    @property
    def best(self) -> Alternative | None:
        """The alternative with the highest total that removes the concern."""
        resolving = [entry for entry in self.alternatives if entry.resolves]
        return max(resolving, key=lambda entry: entry.total, default=None)


def clarify(review_: Review, rule: str) -> Clarification:
    """Explain one concern of a review.

    Raises:
        KeyError: when the review has no such concern.
    """
    deduction = next((entry for entry in review_.deductions if entry.rule == rule), None)
    if deduction is None:
        raise KeyError(rule)
    question = QUESTIONS.get(deduction.decision)
    return Clarification(
        deduction=deduction,
        question=question.text if question else "What does the structure look like?",
        alternatives=tuple(_alternatives(review_, deduction)),
    )


def repaired(review_: Review, repair: Repair) -> Review:
    """The review of the same design with one answer changed."""
    answers = review_.design.answers.with_value(repair.key, repair.value)
    return review(answers, review_.design.tree, review_.checkpoint)


def _alternatives(review_: Review, deduction: Deduction) -> Iterator[Alternative]:
    seen: list[tuple[str, Any]] = []
    for key, value in (*_options(review_, deduction.decision), *_repairs(deduction)):
        if (key, value) in seen:
            continue
        seen.append((key, value))
        changed = repaired(review_, Repair(key, value))
        yield Alternative(
            key=key,
            value=value,
            words=Repair(key, value).words,
            total=changed.total,
            delta=changed.total - review_.total,
            current=review_.design.answers.get(key) == value,
            resolves=all(entry.rule != deduction.rule for entry in changed.deductions),
        )


def _repairs(deduction: Deduction) -> Iterator[tuple[str, Any]]:
    if deduction.repair is not None:
        yield deduction.repair.key, deduction.repair.value


def _options(review_: Review, key: str) -> Iterator[tuple[str, Any]]:
    """Every option of a closed question; for several at once, each one added or taken away."""
    question = QUESTIONS.get(key)
    if question is None:
        return
    if question.kind is Kind.ONE:
        for choice in question.choices:
            yield key, choice.option
    elif question.kind is Kind.SEVERAL:
        chosen = review_.design.answers.get(key) or ()
        for choice in question.choices:
            wanted = set(chosen) ^ {choice.option}
            value = tuple(entry.option for entry in question.choices if entry.option in wanted)
            if value or not question.required:
                yield key, value
