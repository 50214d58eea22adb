"""The names by which an agent is chosen."""

from __future__ import annotations

import difflib

from pbc_tui.agents.table import BESIDE, BUILT_IN, BY_HAND, WAYS
from pbc_tui.workflow.refused import Refused

AGENTS = WAYS
COMMAND = "command:"
"""What stands before an agent's own command line."""

__all__ = ["AGENTS", "BESIDE", "BUILT_IN", "BY_HAND", "COMMAND", "known_agent"]


def known_agent(name: str) -> str:
    """The name, if an agent can be chosen by it.

    Raises:
        Refused: naming the nearest one.
    """
    if name in AGENTS or (name.startswith(COMMAND) and name.removeprefix(COMMAND).strip()):
        return name
    near = difflib.get_close_matches(name, AGENTS, n=1)
    raise Refused(
        f"agent {name!r} is none of {', '.join(AGENTS)}, {COMMAND}..."
        + (f"; did you mean {near[0]}?" if near else "")
    )
