"""Which files have a contract, where it comes from, and which still need one (SPEC 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import LiveChanged, StateChanged
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.screens.building.agent_turn import turn_rows
from pbc_tui.ui.screens.building.agents_driving import agreed_way
from pbc_tui.ui.screens.planning.contract import ContractScreen
from pbc_tui.ui.screens.planning.remarks import Remarks
from pbc_tui.ui.text import clean, fit, lines, span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from pbc_tui.design.plan.proposal import Proposal
    from pbc_tui.design.plan.task import Task
    from pbc_tui.workflow.contract_overview import Standing

_MARKS = {
    "missing": ("✗", "$error"),
    "needs none": ("·", "$faint"),
}


class ContractsScreen(Modal[None]):
    """All files of the plan with the state of their contract; each can be gone to from here."""

    DEFAULT_CSS = """
    ContractsScreen .page { width: 110; max-width: 98%; height: 90%; border: round $border;
        background: $surface; border-title-color: $accent; border-title-style: bold;
        border-subtitle-color: $dim; }
    ContractsScreen Listing { height: 1fr; background: $surface; padding: 0 1; border: none; }
    ContractsScreen Static { height: auto; max-height: 7; padding: 0 1; border-top: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "contracts", "app.turn")

    def __init__(self) -> None:
        super().__init__()
        self._remarks = Remarks(self, self._draw_details)

    def compose(self) -> ComposeResult:
        """The files, and what there is to say about the one at the cursor."""
        with Vertical(classes="page"):
            yield FilteredListing(compact=True)
            yield Static(id="details")
        yield KeysBar()

    def on_mount(self) -> None:
        """Begin at the first file that needs a contract."""
        self._draw()
        self._list.focus()
        if not self.why_no_next():
            self._list.go_to(self._missing()[0])

    def on_state_changed(self, _: StateChanged) -> None:
        """Draw anew."""
        self._draw()

    def on_live_changed(self, _: LiveChanged) -> None:
        """A proposal came, or an agent ended."""
        self._draw()

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Paths are cut to the width."""
        self._draw()

    @property
    def _list(self) -> FilteredListing:
        return self.query_one(FilteredListing)

    @property
    def _waiting(self) -> dict[str, Proposal]:
        proposals = self.pbc.proposals
        return {each.path: each for each in proposals.waiting} if proposals else {}

    def _missing(self) -> list[str]:
        return [task.path for task in self.pbc.project.state.plan.without_contract]

    def _draw(self) -> None:
        from pbc_tui.workflow.contract_overview import standing

        state = self.pbc.project.state
        waiting = self._waiting
        width = max(self._list.room, 30)
        rows = [
            (task.path, _row(task.path, standing(state, task), waiting.get(task.path), width))
            for task in state.plan.tasks
        ]
        paths = state.plan.by_path
        rows += [
            (path, _row(path, None, proposal, width))
            for path, proposal in waiting.items()
            if path not in paths
        ]
        self._list.set_paths(rows)
        page = self.query_one(".page")
        missing = len(state.plan.without_contract)
        page.border_title = f"Contracts · {missing} missing" + (
            f" · {len(waiting)} proposed" if waiting else ""
        )
        page.border_subtitle = span(f"agent: {state.agent}")
        self._remarks.look(state.plan)
        self._draw_details()
        self.refresh_bindings()

    def _draw_details(self) -> None:
        if not self.is_mounted:
            return
        path = self._list.current
        task = self.pbc.project.state.plan.by_path.get(path)
        rows = [span(task.purpose if task else path, "$foreground 75%", 300)]
        proposal = self._waiting.get(path)
        if proposal is not None and proposal.fault:
            rows.append(Content.assemble(("✗ ", "$error"), span(f"the proposal: {proposal.fault}")))
        elif proposal is not None:
            key = key_of(self.pbc, "contracts.proposal")
            rows.append(
                Content.assemble(
                    ("▸ ", "bold $accent"), "a proposal waits: ", (key, "bold $accent")
                )
            )
        rows += self._remarks.rows_for(path)
        proposals = self.pbc.proposals
        if proposals is not None:
            asked = f"asked for {proposals.asked}; the prompt is in .pbc/current.md"
            if proposals.activity:
                rows += turn_rows(self.pbc)
            rows += [
                span(words, "$dim")
                for words in (
                    asked if proposals.asked and not proposals.activity else "",
                    proposals.fault,
                )
                if words
            ]
        self.query_one("#details", Static).update(lines(rows))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say more about the file at the cursor."""
        event.stop()
        self._draw_details()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click goes there."""
        event.stop()

    # Commands

    def _chosen(self) -> Task:
        from pbc_tui.workflow.refused import Refused

        task = self.pbc.project.state.plan.by_path.get(self._list.current)
        if task is None:
            raise Refused(self._list.hides_all or "this file is not in the plan")
        if not task.path.endswith(".py"):
            raise Refused(f"{task.path}: only Python files have contracts")
        return task

    async def do_edit(self) -> None:
        """Edit the contract at the cursor."""
        await self.app.push_screen_wait(ContractScreen(self._chosen()))

    def why_no_next(self) -> str:
        """Why there is nowhere to go."""
        return "" if self._missing() else "every file has the contract that it needs"

    def do_next(self) -> None:
        """Go to the next file that needs a contract, round and round."""
        paths = [task.path for task in self.pbc.project.state.plan.tasks]
        here = paths.index(self._list.current) if self._list.current in paths else -1
        missing = set(self._missing())
        self._list.go_to(next(each for each in [*paths[here + 1 :], *paths] if each in missing))

    def why_not_ask(self) -> str:
        """Why no proposal can be asked for."""
        if self.pbc.proposals is None:
            return "proposals are not looked at yet"
        return self.pbc.proposals.fault

    async def do_ask(self) -> None:
        """Hand the request over; it goes to the clipboard too, as the prompts of tasks do."""
        proposals = self.pbc.proposals
        if proposals is not None:
            task = self._chosen()
            agreed, drive = await agreed_way(self.pbc, proposals.ways_to_run(task.path))
            if not agreed:
                return
            self.app.copy_to_clipboard(proposals.ask(task.path, drive))
            if drive is not None:
                self.do_turn()
            self.pbc.say(f"the request for {task.path} is in .pbc/current.md and on the clipboard")

    def do_turn(self) -> None:
        """Show what the agent says that is run for a contract."""
        self.pbc.do_turn()

    def why_no_turn(self) -> str:
        """Why there is no turn to see."""
        return self.pbc.why_no_turn()

    def why_no_proposal(self) -> str:
        """Why there is nothing to see."""
        return "" if self._waiting.get(self._list.current) else "no proposal waits for this file"

    async def do_proposal(self) -> None:
        """See the proposal as a diff, and decide on it."""
        from pbc_tui.ui.screens.planning.proposal import decide

        await decide(self.pbc, self._waiting[self._list.current])

    def do_leave(self) -> None:
        """Close; everything that was set is set."""
        self.dismiss(None)


def _row(path: str, stands: Standing | None, proposal: Proposal | None, width: int) -> Content:
    words = stands.value if stands is not None else "not in the plan"
    mark = _MARKS.get(words, ("✓", "$success"))
    narrow = width < 60
    note = ""
    if proposal is not None:
        mark = ("▸", "bold $accent")
        note = "a faulty proposal" if proposal.fault else "a proposal waits"
        if stands is not None and words != "missing":
            note = f"{words}; {note}"
    room = max(width - (24 if narrow else 44), 12)
    shown = path if len(path) <= room else "…" + path[-(room - 1) :]
    style = "$error" if words == "missing" and not note else "$dim"
    return Content.assemble(
        mark, " ", fit(clean(shown), room), " ", span(note or words, "$accent" if note else style)
    )
