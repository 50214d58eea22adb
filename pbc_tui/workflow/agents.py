"""The names by which an agent is chosen."""

from __future__ import annotations

import difflib
from pathlib import Path

from pbc_tui.agents.command import CommandFailed, argument_list
from pbc_tui.agents.handoff import CURRENT
from pbc_tui.agents.table import BESIDE, BUILT_IN, BY_HAND, WAYS
from pbc_tui.workflow.refused import Refused

AGENTS = WAYS
COMMAND = "command:"
"""What stands before an agent's own command line."""

__all__ = ["AGENTS", "BESIDE", "BUILT_IN", "BY_HAND", "COMMAND", "known_agent"]


def known_agent(name: str) -> str:
    """The name, if an agent can be chosen by it.

    Raises:
        Refused: naming the nearest one, or the program that is not found.
    """
    if name in AGENTS:
        return name
    if name.startswith(COMMAND) and name.removeprefix(COMMAND).strip():
        try:
            argument_list(name.removeprefix(COMMAND), Path(), Path(CURRENT))
        except CommandFailed as error:
            raise Refused(str(error)) from error
        return name
    near = difflib.get_close_matches(name, AGENTS, n=1)
    raise Refused(
        f"agent {name!r} is none of {', '.join(AGENTS)}, {COMMAND}..."
        + (f"; did you mean {near[0]}?" if near else "")
    )
