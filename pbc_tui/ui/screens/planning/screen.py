"""Stage 4, the plan: tasks in their order, contracts, who writes; then the approval (SPEC 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList

from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.concerns import counted
from pbc_tui.ui.drawing import Told, redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import Part
from pbc_tui.ui.screens.dialog import AskText, AskYesNo
from pbc_tui.ui.screens.planning.remarks import Remarks, proposal_rows
from pbc_tui.ui.screens.planning.rows import headline, removed_row, task_row
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.task_text import task_details
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Page, Pane

if TYPE_CHECKING:
    from pbc_tui.design.plan.build import Plan
    from pbc_tui.design.plan.task import Task


class PlanScreen(StageScreen):
    """Tasks at the left, the one at the cursor at the right, what still stands in the way below."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("plan")
    PANELS = ("#tasks", "#task-pane", "#obstacles")
    PARTS: ClassVar[Mapping[str, Part]] = {
        "tasks": Part(
            "tasks",
            "One task a file, in the order in which they are written: each finds what it needs. "
            "contract ✓ is a file whose interface is set.",
        ),
        "task-pane": Part("task", "What the task at the cursor needs, allows and promises."),
        "obstacles": Part("obstacles", "What must be settled before the plan can be approved."),
    }
    AUTO_FOCUS = "#tasks"

    def body(self) -> ComposeResult:
        """Tasks, details, obstacles."""
        with Horizontal(id="parts"):
            with Horizontal(id="tasks-and-task"):
                with Pane(classes="pane main", id="tasks-pane"):
                    yield FilteredListing(id="tasks")
                with Page(classes="pane side", id="task-pane") as pane:
                    pane.entitle("Task")
                    yield Told(id="task")
            with Page(classes="pane", id="obstacles"):
                yield Told()

    def __init__(self) -> None:
        super().__init__()
        self._remarks = Remarks(self, self._show_obstacles)

    def on_mount(self) -> None:
        """Notice what agents propose from now on."""
        super().on_mount()
        self.run_worker(self.pbc.start_proposals(), group="proposals")

    async def on_unmount(self) -> None:
        """Proposals are looked at while the plan is open, and no longer."""
        await self.pbc.stop_proposals()

    def show_live(self) -> None:
        """A proposal came or went."""
        self._show_obstacles()

    def plan(self) -> Plan | None:
        """The plan, None with the reason said when it cannot be built."""
        from pbc_tui.design.plan.order import PlanError

        try:
            return self.state.plan
        except PlanError as error:
            self._obstacles([str(error)])
            return None

    def show_state(self) -> None:
        """Tasks and what stands in the way of the approval."""
        plan = self.plan()
        if plan is None:
            return
        width = max(self.query_one("#tasks", Listing).room, 30)
        rows = [(task.path, task_row(self.state, task, width)) for task in plan.tasks]
        removed = sorted(self.state.changes.removed)
        rows += [(f"removed {path}", removed_row(path)) for path in removed]
        self._listing.set_paths(rows)
        pane = self.query_one("#tasks-pane", Pane)
        pane.entitle(headline(self.state))
        pane.border_subtitle = span(f"agent: {self.state.agent}")
        self._show_task()
        self._remarks.look(plan)
        self._show_obstacles()

    def _show_obstacles(self) -> None:
        if self.is_mounted and self.plan() is not None:
            self._obstacles(self.obstacles())

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Paths are cut to the width."""
        self.show_state()

    def obstacles(self) -> list[str]:
        """What keeps the plan from being approved, one line each."""
        from pbc_tui.workflow import plan_desk

        found = [
            f"{task.path} has no contract: {key_of(self.pbc, 'plan.contract')} writes one"
            for task in self.state.plan.without_contract
        ]
        found += [
            f"the built-in agent: {line}" for line in plan_desk.agent_refusals(self.pbc.project)
        ]
        return found

    def _obstacles(self, found: list[str]) -> None:
        pane = self.query_one("#obstacles", Page)
        pane.entitle("What stands in the way" if found else "Nothing stands in the way")
        if found:
            rows = [Content.assemble(("✗ ", "$error"), span(line)) for line in found]
        else:
            rows = [
                Content.assemble(
                    ("✓ ", "$success"),
                    "Every file has what it needs. ",
                    (key_of(self.pbc, "plan.confirm"), "bold $accent"),
                    " approves the plan; ",
                    (key_of(self.pbc, "plan.agent"), "bold $accent"),
                    " chooses who writes.",
                )
            ]
        rows += [*proposal_rows(self.pbc), *self._remarks.rows()]
        if advice := self._advice():
            rows.append(Content.assemble(("· ", "$accent"), advice))
        redraw(pane.query_one(Told), lines(rows))

    def _advice(self) -> str:
        """What a large plan offers, "" for a small one."""
        from pbc_tui.design.plan.grouping import OFFERED_ABOVE

        plan = self.state.plan
        if len(plan.tasks) <= OFFERED_ABOVE or plan.groups:
            return ""
        key = key_of(self.pbc, "plan.group")
        return f"{len(plan.tasks)} tasks: {key} hands small files that belong together over at once"

    def _show_task(self) -> None:
        task = self.shown
        if task is not None:
            pane = self.query_one("#task-pane", Page)
            pane.entitle(clean(f"{task.id}  {task.path}"))
            details = task_details(self.state.plan, task, key_of(self.pbc, "plan.contract"))
            redraw(self.query_one("#task", Told), details)
        elif self._listing.hides_all:
            self.query_one("#task-pane", Page).entitle("Task")
            redraw(self.query_one("#task", Told), Content(""))

    @property
    def shown(self) -> Task | None:
        """The task at the cursor."""
        return self.state.plan.by_path.get(self._listing.current)

    @property
    def _listing(self) -> FilteredListing:
        return self.query_one("#tasks", FilteredListing)

    def _chosen(self) -> Task:
        task = self.shown
        if task is None:
            from pbc_tui.workflow.refused import Refused

            raise Refused(self._listing.hides_all or "go to a task first")
        return task

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the task at the cursor."""
        event.stop()
        self._show_task()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows the task."""
        event.stop()

    # Commands

    async def do_contract(self) -> None:
        """Edit the contract of the task at the cursor."""
        from pbc_tui.ui.screens.planning.contract import ContractScreen

        task = self._chosen()
        await self.app.push_screen_wait(ContractScreen(task))

    async def do_contracts(self) -> None:
        """Which files have a contract, and which still need one."""
        from pbc_tui.ui.screens.planning.contracts import ContractsScreen

        await self.app.push_screen_wait(ContractsScreen())

    async def do_view(self) -> None:
        """The task in full, with its rendered prompt."""
        from pbc_tui.prompts import estimate_tokens
        from pbc_tui.ui.screens.reading import Reading
        from pbc_tui.workflow.prompting import prompt_text

        task = self._chosen()
        prompt = prompt_text(self.pbc.root, self.state, task)
        tokens = estimate_tokens(prompt)
        content = lines(
            [
                task_details(self.state.plan, task, key_of(self.pbc, "plan.contract")),
                Content.styled(f"The prompt, about {tokens} tokens", "bold $accent"),
                Content(""),
                prompt,
            ]
        )
        await self.app.push_screen_wait(Reading(f"{task.id}  {task.path}", content))

    async def do_add(self) -> None:
        """Add a file that the structure lacks."""
        from pbc_tui.ui.screens.planning.changes import add_task

        self._go_to(await add_task(self.pbc))

    async def do_split(self) -> None:
        """Move a part of the contract at the cursor to a file of its own."""
        from pbc_tui.ui.screens.planning.changes import split_task

        self._go_to(await split_task(self.pbc, self._chosen()))

    async def do_group(self) -> None:
        """Hand small files over together, or no longer."""
        from pbc_tui.ui.screens.planning.changes import group_tasks

        await group_tasks(self.pbc)

    def go_to(self, key: str) -> bool:
        """Put the cursor on the task whose contract is the decision."""
        from pbc_tui.design.impact import CONTRACT

        if key.startswith(CONTRACT):
            self.query_one("#tasks", Listing).go_to(key.removeprefix(CONTRACT))
            return True
        return False

    def _go_to(self, path: str) -> None:
        if path:
            self.show_state()
            self.query_one("#tasks", Listing).go_to(path)

    async def do_graph(self) -> None:
        """Show what waits for what."""
        from pbc_tui.ui.screens.planning.graph import GraphScreen

        listing = self.query_one("#tasks", Listing)
        if path := await self.app.push_screen_wait(GraphScreen(self.state.plan, listing.current)):
            listing.go_to(path)

    async def do_down(self) -> None:
        """Let the task come later."""
        await self._move(1)

    async def do_up(self) -> None:
        """Let the task come earlier."""
        await self._move(-1)

    async def _move(self, step: int) -> None:
        from pbc_tui.workflow import plan_desk
        from pbc_tui.workflow.refused import Refused

        task = self._chosen()
        if fault := plan_desk.move_fault(self.pbc.project, task.path, step):
            raise Refused(fault)
        reason = await self.app.push_screen_wait(
            AskText(
                f"{task.path} {'later' if step > 0 else 'earlier'}",
                "Why another order? The reason is recorded.",
            )
        )
        if reason is not None:
            plan_desk.move_task(self.pbc.project, task.path, step, reason)
            self._go_to(task.path)

    async def do_remove(self) -> None:
        """Leave the file out, after naming what needs it."""
        from pbc_tui.workflow import plan_desk

        task = self._chosen()
        needing = [other.path for other in self.state.plan.dependents(task.id)]
        lead = f"{task.path} stays in the structure, but no task writes it."
        if needing:
            lead += "\n\nThese need it:\n" + "\n".join(f"  {path}" for path in needing)
        if await self.app.push_screen_wait(
            AskYesNo(f"Remove {task.id}?", lead, yes="remove it", no="keep it")
        ):
            plan_desk.remove_task(self.pbc.project, task.path)

    def why_not_restore(self) -> str:
        """Why there is nothing to restore."""
        return "" if self.state.changes.removed else "no task was removed"

    async def do_restore(self) -> None:
        """Take a removed file back."""
        from pbc_tui.workflow import plan_desk

        removed = sorted(self.state.changes.removed)
        current = self.query_one("#tasks", Listing).current.removeprefix("removed ")
        if current not in removed:
            current = removed[0]
        plan_desk.restore_task(self.pbc.project, current)
        self.pbc.say(f"{current} is in the plan again")

    async def do_constrain(self) -> None:
        """Add a constraint, or allow an import."""
        from pbc_tui.ui.screens.planning.constraining import constrain

        await constrain(self.pbc, self._chosen())

    async def do_agent(self) -> None:
        """Choose who writes the files."""
        from pbc_tui.ui.screens.building.agents_driving import choose_agent

        await choose_agent(self.pbc)

    def why_not_confirm(self) -> str:
        """What stands in the way."""
        found = self.obstacles()
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            return f"plan: {found[0]}{more}"
        return self.state.refusal(Gate.PLAN)

    async def do_confirm(self) -> None:
        """Approve the plan explicitly."""
        from pbc_tui.workflow import design_desk
        from pbc_tui.workflow.agents import words_for

        plan = self.state.plan
        agent = self.state.agent
        lead = Content.assemble(
            f"{counted(len(plan.tasks), 'task')}, one file each, in the order shown.\n",
            "Written by: ",
            (words_for(agent), "bold"),
            "\n\nEach file is checked as soon as it is written, and waits for your word.",
            self._remarks.warning,
        )
        if await self.app.push_screen_wait(
            AskYesNo("Approve the plan and begin?", lead, yes="approve and begin", no="not yet")
        ):
            design_desk.confirm(self.pbc.project, Gate.PLAN)
