"""The state after an event: looks up what this kind of event does."""

from __future__ import annotations

from pbc_tui.session import events as e
from pbc_tui.session.folds import designing, surroundings, tasks
from pbc_tui.session.folds.guards import Folds
from pbc_tui.session.state import State

_FOLDS: Folds = {**designing.FOLDS, **tasks.FOLDS, **surroundings.FOLDS}


def fold(state: State, event: e.Event) -> State:
    """The state after one event, its log left as it is.

    Raises:
        GateClosed: when the event is not allowed in this state.
    """
    return _FOLDS[type(event)](state, event)
