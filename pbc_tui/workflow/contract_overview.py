"""Where each file of the plan stands with its contract (SPEC 5)."""

from __future__ import annotations

from enum import StrEnum

from pbc_tui.design.plan.task import Task
from pbc_tui.session.state import State


class Standing(StrEnum):
    """Where a contract comes from, or that there is none."""

    MISSING = "missing"
    DECISIONS = "from the decisions"
    OWN = "your own"
    ANSWERS = "from the answers file"
    EXISTING = "from existing code"
    APPROVED = "proposed, approved"
    NONE = "needs none"


_BY_SOURCE = {
    "person": Standing.OWN,
    "answers": Standing.ANSWERS,
    "existing-code": Standing.EXISTING,
    "agent": Standing.APPROVED,
}


def standing(state: State, task: Task) -> Standing:
    """Where the file of a task stands."""
    if task.needs_contract:
        return Standing.MISSING
    if not task.spec.contract.strip():
        return Standing.NONE
    if task.path in state.changes.contracts:
        return _BY_SOURCE[state.contract_sources.get(task.path, "person")]
    return Standing.DECISIONS
