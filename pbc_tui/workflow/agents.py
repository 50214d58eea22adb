"""The names by which an agent is chosen."""

from __future__ import annotations

import difflib

from pbc_tui.workflow.refused import Refused

BESIDE = "beside"
BUILT_IN = "builtin"
BY_HAND = "by-hand"
COMMAND = "command:"
"""What stands before an agent's own command line."""

AGENTS = {
    BESIDE: "beside an agent terminal: it reads .pbc/current.md",
    BUILT_IN: "the built-in agent: offline, from templates",
    BY_HAND: "you write each file in an editor",
}


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
