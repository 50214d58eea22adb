"""What there is to say about the structure as a whole: the critic's view and the hints."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.critic import Review, review_live
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Hint, hints
from pbc_tui.session.state import State


@dataclass(frozen=True)
class Overview:
    """The critic's live review (SPEC 3) and the hints on the structure (SPEC 4.2)."""

    review: Review
    hints: tuple[Hint, ...]


def look_over(state: State) -> Overview:
    """Look at the whole design; the time grows with the number of entries."""
    review = review_live(state.answers, state.full_tree, state.gate or Gate.PLAN)
    return Overview(review, hints(state.tree, state.answers))
