"""What stood when a gate was reopened, so that the reopening can be taken back (SPEC 4.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from pbc_tui.design.answers import Answers
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.build import PlanChanges
from pbc_tui.design.structure import Tree
from pbc_tui.session import events as e

if TYPE_CHECKING:
    from pbc_tui.session.state import State


@dataclass(frozen=True)
class Design:
    """The part of a state that a reopening lays open: everything that was decided."""

    answers: Answers
    tree: Tree
    undone: tuple[Tree, ...]
    done: tuple[Tree, ...]
    confirmed: tuple[Gate, ...]
    changes: PlanChanges
    contract_sources: Mapping[str, str]
    reviews: Mapping[Gate, e.Confirmed]
    drafts: Mapping[str, str]


@dataclass(frozen=True)
class Reopening:
    """A gate that was reopened, and the design as it was confirmed before."""

    gate: Gate
    before: Design


def design_of(state: State) -> Design:
    """What is decided in a state."""
    return Design(**{part.name: getattr(state, part.name) for part in fields(Design)})


def put_back(state: State, reopening: Reopening) -> State:
    """The state with the design of before the reopening; what was generated stays as it is."""
    before = {part.name: getattr(reopening.before, part.name) for part in fields(Design)}
    return replace(state, **before)
