"""What was decided and can be reopened by itself, decision by decision (SPEC 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pbc_tui.design import summary
from pbc_tui.design.answers import Answers
from pbc_tui.design.gates import Gate
from pbc_tui.design.impact import CONTRACT, TREE
from pbc_tui.design.plan.build import PlanChanges
from pbc_tui.design.structure import Tree


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided. ``key`` is that of its question, ``structure.tree``, or
    ``contract:`` with a path; ``value`` is what was decided, in words.
    """

    key: str
    gate: Gate
    title: str
    value: str


def decisions_of(
    gate: Gate, answers: Answers, tree: Tree, changes: PlanChanges
) -> tuple[Decision, ...]:
    """The decisions that a gate confirms, in the order in which they are asked for.

    A critic checkpoint confirms none of its own.
    """
    if gate is Gate.PLAN:
        return tuple(
            Decision(f"{CONTRACT}{path}", gate, f"Contract of {path}", _said(text))
            for path, text in sorted(changes.contracts.items())
        )
    found = [
        Decision(row.key, gate, row.title, row.note or row.value)
        for row in summary.rows(gate, answers)
    ]
    if gate is Gate.STRUCTURE:
        files = "1 file" if tree.file_count == 1 else f"{tree.file_count} files"
        found.append(Decision(TREE, gate, "The tree", files))
    return tuple(found)


def holding(decisions: Iterable[Decision], words: str) -> tuple[Decision, ...]:
    """The decisions whose title, value or stage holds each of the words, whatever their case."""
    wanted = words.casefold().split()
    return tuple(
        decision
        for decision in decisions
        if all(
            word in f"{decision.title} {decision.value} {decision.gate.words}".casefold()
            for word in wanted
        )
    )


def _said(contract: str) -> str:
    names = contract.count("\n") + 1
    return "1 line" if names == 1 else f"{names} lines"
