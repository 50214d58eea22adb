"""The design as an answers file, to be run again or to begin another project from (SPEC 12)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.design.answers_file import write_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.design.plan.additions import with_added
from pbc_tui.workflow.project import OWN_DIRECTORY, Project
from pbc_tui.workflow.refused import refusing
from pbc_tui.workspace.files import write_atomically

ANSWERS = f"{OWN_DIRECTORY}/answers.toml"


def export_answers(project: Project) -> Path:
    """Save everything that is answered, with the gates as they are confirmed; returns the file.

    Raises:
        Refused: when it cannot be written.
    """
    state = project.state
    checkpoints = (Gate.CRITIC_1, Gate.CRITIC_2)
    reasons = {
        gate.value: state.reviews[gate].reason
        for gate in checkpoints
        if gate in state.confirmed and state.reviews[gate].reason
    }
    text = write_answers_file(
        state.answers,
        with_added(state.tree, state.changes.added),
        contracts=state.changes.contracts,
        gates=state.confirmed,
        reasons=reasons,
        accept=True,
    )
    with refusing():
        return write_atomically(project.root, ANSWERS, text.encode())
