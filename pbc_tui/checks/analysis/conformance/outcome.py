"""What the comparison of a source with its contract came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from pbc_tui.checks.analysis.spot import Spot


@dataclass
class Outcome:
    """The outcome so far.

    ``kept`` and ``missing`` hold qualified names of the contract; ``breaches`` what contradicts it,
    ``open_questions`` what cannot be decided from the source.
    """

    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    breaches: list[Spot] = field(default_factory=list)
    open_questions: list[Spot] = field(default_factory=list)

    def keeps(self, name: str) -> None:
        """A name of the contract is there as the contract has it."""
        if name not in self.kept:
            self.kept.append(name)

    def lacks(self, name: str, message: str, line: int = 0) -> None:
        """A name of the contract is not there, or not as the contract has it."""
        self._misses(name)
        self.breaches.append(Spot(line, 0, "contract", message))

    def doubts(self, name: str, message: str, line: int = 0) -> None:
        """Whether a name is there as the contract has it cannot be said from the source."""
        self._misses(name)
        self.open_questions.append(Spot(line, 0, "undecided", message))

    def take(self, other: Outcome, doubtful: str = "") -> None:
        """Add what another comparison came to; ``doubtful``: why its breaches are none for sure."""
        for name in other.kept:
            self.keeps(name)
        for name in other.missing:
            self._misses(name)
        for spot in other.breaches if doubtful else ():
            message = f"{doubtful}: {spot.message}"
            self.open_questions.append(Spot(spot.line, 0, "undecided", message))
        self.breaches += () if doubtful else other.breaches
        self.open_questions += other.open_questions

    def _misses(self, name: str) -> None:
        if name not in self.missing:
            self.missing.append(name)
