"""What the comparison of a source with its contract came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from pbc_tui.checks.analysis.spot import Spot


@dataclass
class Outcome:
    """The outcome so far.

    ``kept`` and ``missing`` hold qualified names of the contract in the order of meeting them,
    ``breaches`` what contradicts it, ``open_questions`` what cannot be decided from the source.
    """

    kept: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    breaches: list[Spot] = field(default_factory=list)
    open_questions: list[Spot] = field(default_factory=list)

    def keeps(self, name: str) -> None:
        """A name of the contract is there as the contract has it."""
        self.kept.setdefault(name)

    def lacks(self, name: str, message: str, line: int = 0) -> None:
        """A name of the contract is not there, or not as the contract has it."""
        self.missing.setdefault(name)
        self.breaches.append(Spot(line, 0, "contract", message))

    def doubts(self, name: str, message: str, line: int = 0) -> None:
        """Whether a name is there as the contract has it cannot be said from the source."""
        self.missing.setdefault(name)
        self.open_questions.append(Spot(line, 0, "undecided", message))

    def take(self, other: Outcome, doubtful: str = "") -> None:
        """Add what another comparison came to; ``doubtful``: why its breaches are none for sure."""
        self.kept |= other.kept
        self.missing |= other.missing
        for spot in other.breaches if doubtful else ():
            message = f"{doubtful}: {spot.message}"
            self.open_questions.append(Spot(spot.line, 0, "undecided", message))
        self.breaches += () if doubtful else other.breaches
        self.open_questions += other.open_questions
