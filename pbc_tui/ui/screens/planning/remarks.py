"""What is worth knowing about the contracts of a plan and keeps nobody from approving it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.concerns import counted
from pbc_tui.ui.in_pauses import InPauses
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.text import span

if TYPE_CHECKING:
    from textual.widget import Widget

    from pbc_tui.design.plan.build import Plan
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workflow.offered_names import Unresolved

AT_ONCE = 25
"""Tasks up to which looking at all contracts takes less time than anybody notices."""
_MOST = 3


class Remarks:
    """Names in the contracts of the latest plan that nobody offers (SPEC 5)."""

    def __init__(self, node: Widget, changed: Callable[[], None]) -> None:
        self._node = node
        self._changed = changed
        self._plan: Plan | None = None
        self._faults: tuple[Unresolved, ...] = ()
        self._looking = InPauses(
            node, _unresolved, self._take, lambda plan: len(plan.tasks) <= AT_ONCE, pause=0.05
        )

    @property
    def warning(self) -> Content:
        """One sentence for whoever approves the plan all the same, empty without any."""
        if not self._faults:
            return Content("")
        more = len(self._faults) - 1
        rest = f" (and {counted(more, 'more name')})" if more else ""
        words = f"A name in the contracts cannot be had: {self._faults[0].words}{rest}"
        return Content.assemble("\n\n", span(words, "$warning", 600))

    def look(self, plan: Plan) -> None:
        """Look at this plan, unless it is the one that was looked at."""
        if plan is not self._plan:
            self._plan = plan
            self._looking.look(plan)

    def rows(self) -> list[Content]:
        """The first of them, one line each, and how many there are beside."""
        rows = [_row(fault.words) for fault in self._faults[:_MOST]]
        if (more := len(self._faults) - _MOST) > 0:
            key = key_of(self._node.app, "plan.contracts")
            rows.append(
                _row(
                    f"and {counted(more, 'more name')} that cannot be had: {key} shows them by file"
                )
            )
        return rows

    def rows_for(self, path: str) -> list[Content]:
        """Those of one file."""
        return [
            _row(fault.words.removeprefix(f"{path}: "))
            for fault in self._faults
            if fault.path == path
        ]

    def _take(self, faults: tuple[Unresolved, ...]) -> None:
        self._faults = faults
        self._changed()


def proposal_rows(app: PbcApp) -> list[Content]:
    """One line on the proposals that wait, one on why none can be noticed."""
    if app.proposals is None:
        return []
    rows = []
    if waiting := app.proposals.waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        key = key_of(app, "plan.contracts")
        words = f"a contract is proposed for {waiting[0].path}{more}: {key} shows it"
        rows.append(Content.assemble(("▸ ", "bold $accent"), span(words)))
    rows += [_row(words) for words in (app.proposals.fault,) if words]
    return rows


def _unresolved(plan: Plan) -> tuple[Unresolved, ...]:
    from pbc_tui.workflow.offered_names import OfferedNames

    return OfferedNames(plan).unresolved()


def _row(words: str) -> Content:
    return Content.assemble(("! ", "bold $warning"), span(words))
