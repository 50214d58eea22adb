"""Whose turn it was when something was written: a help for the person, and proof of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pbc_tui.session.events import Event, ScopeBroken, TurnBegan, TurnEnded

LATE = timedelta(seconds=2)
"""How long after its end what was written during a turn may be noticed."""


def agent_at_it(log: Sequence[Event], entry: ScopeBroken) -> str:
    """The name of the agent whose program ran when a write was noticed, "" when none did.

    Anybody may have written it meanwhile, so nothing is decided by this.
    """
    for event in reversed(log):
        if event.at > entry.at:
            continue
        if isinstance(event, TurnEnded) and entry.at - event.at > LATE:
            return ""
        if isinstance(event, TurnBegan):
            return event.agent
    return ""
