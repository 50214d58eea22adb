"""The gates of the workflow in their only order (SPEC 0)."""

from __future__ import annotations

from enum import StrEnum


class Gate(StrEnum):
    """One thing that the person confirms before what follows opens."""

    INTAKE = "intake"
    ARCHITECTURE = "architecture"
    CRITIC_1 = "critic-1"
    STRUCTURE = "structure"
    FEATURES = "features"
    CRITIC_2 = "critic-2"
    PLAN = "plan"

    @property
    def before(self) -> tuple[Gate, ...]:
        """The gates that must stand before this one can be confirmed."""
        return tuple(Gate)[: tuple(Gate).index(self)]

    @property
    def after(self) -> tuple[Gate, ...]:
        """The gates that open only when this one stands."""
        return tuple(Gate)[tuple(Gate).index(self) + 1 :]

    @property
    def label(self) -> str:
        """The words for the stage rail."""
        return _TITLES[self]

    @property
    def words(self) -> str:
        """The name in a sentence or a list, without the number of its stage."""
        return f"Critic checkpoint {self.checkpoint}" if self.checkpoint else self.label[2:]

    @property
    def checkpoint(self) -> int:
        """1 or 2 for a critic checkpoint, 0 for the other gates."""
        return {Gate.CRITIC_1: 1, Gate.CRITIC_2: 2}.get(self, 0)


_TITLES = {
    Gate.INTAKE: "0 Intake",
    Gate.ARCHITECTURE: "1 Architecture",
    Gate.CRITIC_1: "C1",
    Gate.STRUCTURE: "2 Structure",
    Gate.FEATURES: "3 Features",
    Gate.CRITIC_2: "C2",
    Gate.PLAN: "4 Plan",
}
