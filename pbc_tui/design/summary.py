"""The summary of a stage: what was answered, how the choices act on each other (SPEC 1, 2, 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.answers import Answers
from pbc_tui.design.catalog import QUESTIONS, display, questions_of
from pbc_tui.design.critic import review
from pbc_tui.design.critic_rules.rule import TREE
from pbc_tui.design.effects import EFFECTS
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a summary table. ``note`` says what an open answer means, "" otherwise."""

    key: str
    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """How choices act on each other, in one sentence. ``decision`` is where it can be changed.

    ``points`` are what the critic takes off for it, 0 for a plain consequence.
    """

    keys: tuple[str, ...]
    sentence: str
    decision: str
    points: int = 0

    def __str__(self) -> str:
        return self.sentence


def rows(gate: Gate, answers: Answers) -> tuple[Row, ...]:
    """The answers that stand before a gate, in the order of the catalog."""
    return tuple(
        Row(
            key=question.key,
            title=question.title,
            value=display(question.key, answers.get(question.key)),
            note=_note(gate, question.number, answers.get(question.key)),
        )
        for question in questions_of(gate, answers)
    )


def interactions(answers: Answers) -> tuple[Interaction, ...]:
    """How the choices act on each other and on the intake: tensions first, the weightiest before.

    Open answers take part in nothing, so an empty design has no interaction.
    """
    return (*_tensions(answers), *_consequences(answers))


def counted_as_no(answers: Answers) -> tuple[str, ...]:
    """One sentence for each feature gate without an answer (SPEC 4.4)."""
    return tuple(f"{row.title}: {row.note}" for row in rows(Gate.FEATURES, answers) if row.note)


def _tensions(answers: Answers) -> tuple[Interaction, ...]:
    found: dict[str, Interaction] = {}
    for entry in review(answers, Tree(), 2).deductions:
        keys = entry.keys
        if len(keys) < 2 or TREE in (*keys, entry.decision) or _any_open(keys, answers):
            continue
        words = _words(keys, answers)
        found.setdefault(
            words,
            Interaction(
                keys=keys,
                sentence=f"{words}: {entry.title}. {entry.reason}",
                decision=entry.decision,
                points=entry.points,
            ),
        )
    return tuple(found.values())


def _consequences(answers: Answers) -> tuple[Interaction, ...]:
    return tuple(
        Interaction(
            effect.keys,
            f"{_words(effect.keys, answers)}: {effect.sentence}",
            effect.keys[0],
        )
        for effect in EFFECTS
        if effect.holds(answers)
    )


def _words(keys: tuple[str, ...], answers: Answers) -> str:
    """The answers with their titles: ``Maturity Prototype + Testing Unit``."""
    return " + ".join(f"{QUESTIONS[key].title} {display(key, answers.get(key))!r}" for key in keys)


def _any_open(keys: tuple[str, ...], answers: Answers) -> bool:
    return any(answers.get(key) is None for key in keys)


def _note(gate: Gate, number: int, value: object) -> str:
    if gate is Gate.FEATURES and number and value is None:
        return "not answered, so it counts as NO"
    return ""
