"""The dependency graph of the plan as a drawing, with the critical path (SPEC 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.text import clean, fit, lines, span
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from pbc_tui.design.plan.build import Plan
    from pbc_tui.design.plan.task import Task

_LANES = 24
"""Cells that the lanes may take before paths would be pushed out of sight."""
_PATH = 60
"""Cells that a path may take before the effort would be."""
_EFFORT = 11
_CRITICAL = " critical"
_LEAST = 30
"""Cells of a row before the first layout, and on the narrowest screen."""


class GraphScreen(Modal[str]):
    """One row a task; leaving by enter gives the path of the task at the cursor."""

    DEFAULT_CSS = """
    GraphScreen .page { width: 96%; height: 94%; border: round $border; background: $surface;
                        border-title-color: $accent; border-title-style: bold;
                        border-subtitle-color: $dim; }
    GraphScreen Listing { height: 1fr; background: $surface; }
    GraphScreen Static { height: auto; max-height: 5; padding: 0 1; border-top: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "graph")

    def __init__(self, plan: Plan, at: str) -> None:
        super().__init__()
        self._plan = plan
        self._at = at

    def compose(self) -> ComposeResult:
        """The drawing, and the task at the cursor in words."""
        from pbc_tui.design.plan.critical_path import critical_path, points

        chain = critical_path(self._plan)
        share = f"{points(chain)} of {points(self._plan.tasks)} points"
        with Vertical(classes="page") as page:
            page.border_title = f"Dependencies · {counted(len(self._plan.tasks), 'task')}"
            page.border_subtitle = f"critical path: {counted(len(chain), 'task')}, {share}"
            yield Listing(id="graph")
            yield Static(id="graph-task")
        yield KeysBar()

    def on_mount(self) -> None:
        """Draw; the cursor is on the task that it was on."""
        listing = self.query_one(Listing)
        self._draw()
        listing.go_to(self._at)
        listing.focus()

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Paths are cut to the width."""
        self._draw()

    def _draw(self) -> None:
        listing = self.query_one(Listing)
        listing.set_rows(graph_rows(self._plan, max(listing.room, _LEAST)))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say in words what the lanes show."""
        event.stop()
        task = self._plan.by_path.get(event.option_id or "")
        if task is not None:
            self.query_one("#graph-task", Static).update(_in_words(self._plan, task))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows the task in words."""
        event.stop()

    def do_go(self) -> None:
        """Close and go to the task."""
        self.dismiss(self.query_one(Listing).current)

    def do_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss("")


def graph_rows(plan: Plan, width: int) -> list[tuple[str, Content]]:
    """The drawing by path: lanes, number, path, effort, and whether the path is critical.

    No row is wider than ``width``: first the effort goes, then paths are cut.
    """
    from pbc_tui.design.plan.critical_path import critical_path
    from pbc_tui.design.plan.drawing import draw

    needs = {
        task.path: frozenset(plan.by_id[need].path for need in task.depends) for task in plan.tasks
    }
    order = [task.path for task in plan.tasks]
    critical = {task.path for task in critical_path(plan)}
    drawn = draw(order, needs)
    most = min(_LANES, width // 3)
    number = max((len(task.id.removeprefix("TASK-")) for task in plan.tasks), default=0) + 1
    taken = min(max(map(len, drawn), default=0), most) + number + len(_CRITICAL)
    longest = min(max(map(len, order), default=0), _PATH)
    with_effort = taken + longest + _EFFORT <= width
    longest = min(longest, max(width - taken, 1))
    rows = []
    for path, lanes in zip(order, drawn, strict=True):
        task = plan.by_path[path]
        on_it = path in critical
        shown = lanes if len(lanes) <= most else f"{lanes[: most - 2]}… "
        cut = path if len(path) <= longest else "…" + path[-(longest - 1) :]
        rows.append(
            (
                path,
                Content.assemble(
                    (shown, "bold $accent" if on_it else "$dim"),
                    (f"{task.id.removeprefix('TASK-')} ", "$dim"),
                    fit(span(cut, "bold" if on_it else ""), longest),
                    (f"  {task.effort.value:<9}" if with_effort else "", "$dim"),
                    (_CRITICAL if on_it else "", "$accent"),
                ),
            )
        )
    return rows


def _in_words(plan: Plan, task: Task) -> Content:
    needs = ", ".join(plan.by_id[need].path for need in task.depends) or "nothing"
    users = ", ".join(user.path for user in plan.dependents(task.id)) or "nothing"
    return lines(
        [
            clean(task.purpose),
            Content.assemble(("needs      ", "$dim"), clean(needs)),
            Content.assemble(("needed by  ", "$dim"), clean(users)),
        ]
    )
