"""The stations of the rail: the gates, the building, the report; and which one a state is at."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pbc_tui.design.gates import Gate

if TYPE_CHECKING:
    from pbc_tui.session.state import State


class Stage(Enum):
    """One station; its value is the word on the rail."""

    INTAKE = "0 Intake"
    ARCHITECTURE = "1 Architecture"
    CRITIC_1 = "C1"
    STRUCTURE = "2 Structure"
    FEATURES = "3 Features"
    CRITIC_2 = "C2"
    PLAN = "4 Plan"
    BUILD = "Build"
    REPORT = "Report"

    @property
    def words(self) -> str:
        """What the station is, for one who does not see the rail."""
        return self.gate.words if self.gate is not None else self.value

    @property
    def gate(self) -> Gate | None:
        """The gate that this station confirms; None for the building and the report."""
        return _GATES.get(self)

    @property
    def screen(self) -> tuple[str, str]:
        """The module and the class of its screen."""
        return _SCREENS[self]


_GATES = dict(zip(Stage, Gate, strict=False))
_SCREENS = {
    Stage.INTAKE: ("questions.intake", "IntakeScreen"),
    Stage.ARCHITECTURE: ("questions.architecture", "ArchitectureScreen"),
    Stage.CRITIC_1: ("critic.checkpoint", "FirstCheckpoint"),
    Stage.STRUCTURE: ("structure.screen", "StructureScreen"),
    Stage.FEATURES: ("questions.features", "FeaturesScreen"),
    Stage.CRITIC_2: ("critic.checkpoint", "SecondCheckpoint"),
    Stage.PLAN: ("planning.screen", "PlanScreen"),
    Stage.BUILD: ("building.screen", "BuildScreen"),
    Stage.REPORT: ("report.screen", "ReportScreen"),
}


def stage_of(state: State) -> Stage:
    """Where a project stands."""
    if state.gate is not None:
        return next(stage for stage, gate in _GATES.items() if gate is state.gate)
    if state.ended or (state.finished and state.suite is not None):
        return Stage.REPORT
    return Stage.BUILD
