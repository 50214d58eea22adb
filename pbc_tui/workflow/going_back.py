"""Going back: what was decided, what reopening touches, taking it back again (SPEC 4.6)."""

from __future__ import annotations

from pbc_tui.design import catalog, impact
from pbc_tui.design.decisions import Decision, decisions_of
from pbc_tui.design.gates import Gate
from pbc_tui.session import events as e
from pbc_tui.session.progress import Status
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import refusing


def reopen(project: Project, gate: Gate, reason: str = "") -> None:
    """Open a confirmed gate again, and with it all that stand after it."""
    project.record(e.Reopened(gate=gate, reason=reason))


def undo_reopening(project: Project) -> Gate:
    """Take the last reopening back, with every change of the design since; its gate.

    Raises:
        Refused: when nothing was reopened, or a task was begun since.
    """
    reopenings = project.state.reopenings
    project.record(e.ReopeningUndone())
    return reopenings[-1].gate


def changed_since_reopening(project: Project) -> tuple[str, ...]:
    """What of the design differs from before the last reopening, in words; () when nothing does."""
    state = project.state
    if not state.reopenings:
        return ()
    before = state.reopenings[-1].before
    changed = [
        entry.title
        for entry in catalog.QUESTIONS.values()
        if before.answers.get(entry.key) != state.answers.get(entry.key)
    ]
    if before.tree != state.tree:
        changed.append("the structure")
    if before.changes != state.changes:
        changed.append("contracts and plan")
    return tuple(changed)


def gate_of(key: str) -> Gate:
    """The gate before which a decision stands: that of a question, of the tree, of a contract.

    Raises:
        Refused: for an unknown key.
    """
    with refusing():
        return impact.gate_of(key)


def decided(state: State) -> tuple[tuple[Gate, tuple[Decision, ...]], ...]:
    """What can be reopened: the confirmed gates in their order, each with its decisions."""
    return tuple(
        (gate, decisions_of(gate, state.answers, state.tree, state.changes))
        for gate in Gate
        if gate in state.confirmed
    )


def impact_of(
    state: State, gate: Gate, key: str = "", most: int = 6
) -> tuple[tuple[str, str], ...]:
    """What reopening a gate touches, as pairs of title and words, before it takes effect.

    With the ``key`` of a decision it is what another answer to this one would touch. At most
    ``most`` paths are named in one sentence.
    """
    standing = _standing(state)
    found = (
        impact.impact_of_decision(standing, key) if key else impact.impact_of_gate(standing, gate)
    )
    rows = impact.sentences(found, most)
    opened = state.open_task
    if opened is not None:
        rows = (*rows, ("Open task", f"{opened.id} closes and waits; {opened.path} stays"))
    return rows


def _standing(state: State) -> impact.Standing:
    accepted = {
        task.path: state.progress_of(task.id).digest
        for task in (state.plan.tasks if Gate.FEATURES in state.confirmed else ())
        if state.progress_of(task.id).status is Status.ACCEPTED
    }
    return impact.Standing(state.answers, state.tree, state.changes, state.confirmed, accepted)
