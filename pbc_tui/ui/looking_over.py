"""Looks over a structure: at once where it is small, in the pauses of editing where it is large."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pbc_tui.ui.in_pauses import InPauses

if TYPE_CHECKING:
    from textual.widget import Widget

    from pbc_tui.session.state import State
    from pbc_tui.workflow.looking_over import Overview

AT_ONCE = 300
"""Entries up to which looking takes less time than anybody notices."""


def looking_over(node: Widget, show: Callable[[Overview], None]) -> InPauses[State, Overview]:
    """What calls ``show`` with what was found for the state that was asked about last."""
    return InPauses(node, _look_over, show, lambda state: len(state.tree) <= AT_ONCE)


def _look_over(state: State) -> Overview:
    from pbc_tui.workflow.looking_over import look_over

    return look_over(state)
