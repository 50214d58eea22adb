"""Stage 4, the loop: tasks, the verdict on the open one, and the person's word (SPEC 6)."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from pbc_tui.session.progress import Status
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import StateChanged
from pbc_tui.ui.screens.building import deciding
from pbc_tui.ui.screens.building import pages as build_pages
from pbc_tui.ui.screens.building.parts import PARTS
from pbc_tui.ui.screens.building.rows import choices, progress_on, scope_rows, status, task_rows
from pbc_tui.ui.screens.building.sandbox import ask_once, show_sandbox
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.stages import Stage
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.verdict_pane import VerdictPane
from pbc_tui.workflow.agents import is_driven
from pbc_tui.workflow.live import Live

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.workflow.building import Building


class BuildScreen(StageScreen):
    """Beside an agent's terminal: it is read without touching it."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("build")
    PANELS = ("#tasks", "#findings", "#prompt", "#diff", "#agent")
    PARTS = PARTS
    AUTO_FOCUS = "#findings"
    _asking = False

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, str] = {}  # the tasks that the pages tell of

    def body(self) -> ComposeResult:
        """Tasks and out-of-scope writes left, the verdict right."""
        with Horizontal():
            with Vertical(id="left", classes="side"):
                with Pane(classes="pane", id="tasks-pane"):
                    yield FilteredListing(id="tasks")
                with Pane(classes="pane -alert", id="scope-pane") as scope:
                    scope.border_title = "Out of scope"
                    scope.border_subtitle = f"{key_of(self.pbc, 'build.scope')} decides"
                    yield FilteredListing(id="scope")
            yield VerdictPane()
        yield Static(id="status")

    def on_mount(self) -> None:
        """Start the watcher; a plan that was just approved begins at once."""
        super().on_mount()
        self.pbc.run_flow(self._start())

    async def _start(self) -> None:
        await ask_once(self.pbc)
        building = await self.pbc.start_building()
        if self.state.just_approved:
            await building.begin()
        if self.is_running:  # The person may have gone elsewhere while it started.
            self.show_state()

    @property
    def building(self) -> Building:
        """The living part of stage 4.

        Raises:
            Refused: in the moment before it has started.
        """
        if self.pbc.building is None:
            from pbc_tui.workflow.refused import Refused

            raise Refused("the watcher is starting; once more in a moment")
        return self.pbc.building

    @property
    def live(self) -> Live:
        """What happens right now."""
        return self.pbc.building.live if self.pbc.building is not None else Live()

    # Showing

    def on_state_changed(self, event: StateChanged) -> None:
        """The cursor follows the task that was opened."""
        for happened in event.happened:
            if happened.kind == "task-opened":
                self.query_one("#tasks", Listing).go_to(happened.task)
            if happened.kind == "judged":
                build_pages.remember(self.pbc, happened.task)
        super().on_state_changed(event)

    def show_state(self) -> None:
        """Tasks, out-of-scope writes, the verdict."""
        state = self.state
        tasks = self.query_one("#tasks", FilteredListing)
        first = not tasks.option_count
        tasks.set_rows(*task_rows(state, max(tasks.room, 24)))
        if first and (task := state.open_task or state.interrupted_task):
            tasks.go_to(task.id)
        done = sum(state.status(task) is Status.ACCEPTED for task in state.plan.tasks)
        self.query_one("#tasks-pane", Pane).entitle(f"Tasks {done}/{len(state.plan.tasks)}")
        self.query_one("#scope-pane").display = bool(state.scope)
        scope = self.query_one("#scope", FilteredListing)
        scope.set_paths(scope_rows(state, max(scope.room, 24)))
        self.show_live()

    def show_live(self) -> None:
        """The verdict as it fills, the lines that tell what goes on."""
        task = self.shown
        progress = progress_on(self.state, task)
        pane = self.query_one(VerdictPane)
        source = build_pages.source_of(self.pbc.root, task) if task else ""
        pane.show_task(task, progress, self.live, source)
        pane.draw_tabs()
        pane.show_choices(choices(self.pbc, progress, self.why_not_accept(), self.why_no_task()))
        self._show_page()
        self._hear_agent()
        self.query_one("#status", Static).update(status(self.live))

    def _hear_agent(self) -> None:
        """Put what the agent asks leave for before the person, unless a dialog is open."""
        building = self.pbc.building
        if building is None or building.permissions.asked is None or not self.is_current:
            return
        from pbc_tui.ui.screens.building.agents_driving import ask_permissions

        if not self._asking:
            self._asking = True
            self.pbc.run_flow(self._ask(ask_permissions(self.pbc, building)))

    async def _ask(self, asking: Coroutine[None, None, None]) -> None:
        try:
            await asking
        finally:
            self._asking = False

    def on_screen_resume(self) -> None:
        """A dialog closed: what waited below it has its turn."""
        if self.is_mounted and self.pbc.building is not None:
            self._hear_agent()

    def _show_page(self) -> None:
        pane = self.query_one(VerdictPane)
        if pane.page:
            task = self.shown
            self._told[pane.page] = task.id if task is not None else ""
            pane.show_page(pane.page, build_pages.page(self.pbc, pane.page, task))

    @property
    def shown(self) -> Task | None:
        """The task that the pane shows: the one at the cursor of the list."""
        current = self.query_one("#tasks", Listing).current
        return self.state.plan.by_id.get(current) or self.state.open_task

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the task at the cursor."""
        event.stop()
        if event.option_list.id == "tasks":
            self.show_live()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows; it begins nothing."""
        event.stop()

    def on_verdict_pane_tab_shown(self, _: VerdictPane.TabShown) -> None:
        """Fill the page that is shown; one that tells of this task is looked at once it is seen."""
        task = self.shown
        if task is not None and self._told.get(self.query_one(VerdictPane).page) == task.id:
            self.set_timer(build_pages.SEEN, self._show_page)
        else:
            self._show_page()

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Paths are cut to the width."""
        self.show_state()

    def focus_panel(self, number: int) -> None:
        """1 is the list of tasks, the others are tabs."""
        if number == 1:
            super().focus_panel(1)
            return
        pane = self.query_one(VerdictPane)
        self.show_side_of(pane)
        pane.show_tab(self.PANELS[number - 1].removeprefix("#"))

    @property
    def panel_shown(self) -> str:
        """The list of tasks, or the tab."""
        return "#tasks" if self.has_class("-aside") else f"#{self.query_one(VerdictPane).tab}"

    # Conditions

    def why_no_task(self) -> str:
        """Why nothing can be asked of the agent."""
        if self.state.open_task is not None:
            return ""
        return f"no task is open: {key_of(self.pbc, 'build.begin')} begins one"

    def why_not_accept(self) -> str:
        """Why the file cannot be accepted now."""
        return self.why_no_task() or deciding.why_not_accept(self.pbc)

    def why_no_verdict(self) -> str:
        """Why there is nothing to fix."""
        task = self.state.open_task
        if task is None:
            return self.why_no_task()
        if self.state.progress_of(task.id).verdict is None:
            return f"{task.id}: there is no verdict yet"
        return ""

    def why_not_dismiss(self) -> str:
        """Why the row at the cursor is nothing to dismiss."""
        row = self.query_one(VerdictPane).row
        if row is None or row.finding is None or not row.finding.critical:
            return "go to a critical security finding first; only those are dismissed"
        return self.why_no_task()

    def why_no_scope(self) -> str:
        """Why there is nothing to decide."""
        hidden = self.query_one("#scope", FilteredListing).hides_all
        return hidden if self.state.scope else "nothing was written outside the task"

    def why_no_editor(self) -> str:
        """Why no editor can be opened."""
        if self.shown is None:
            return "go to a task first"
        return "" if deciding.editor(self.pbc) else "set $EDITOR to the editor that you want"

    def why_no_report(self) -> str:
        """Why the report is not offered yet."""
        ends = f"{key_of(self.pbc, 'build.abort')} ends"
        if self.state.finished or self.state.ended or self.state.next_task is None:
            return "" if not self.state.opened else f"a task is open: decide on it, or {ends}"
        return f"tasks are left: {ends} the workflow with what is there"

    # Commands

    async def do_accept(self) -> None:
        """Accept; failures are acknowledged one by one in words."""
        await deciding.accept(self.pbc, self.building)

    async def do_modify(self) -> None:
        """Say what to change."""
        await deciding.request_modification(self.pbc, self.building)

    async def do_regenerate(self) -> None:
        """Ask for the file anew."""
        if await deciding.tries_again(self.pbc):
            await self.building.regenerate()

    async def do_defer(self) -> None:
        """Put the task off."""
        await deciding.defer(self.pbc, self.building)

    async def do_abort(self) -> None:
        """End the workflow."""
        await deciding.abort(self.pbc, self.building)

    async def do_copy_prompt(self) -> None:
        """Copy the prompt; says where it went."""
        await deciding.copy_prompt(self.pbc, self.building)

    async def do_copy_form(self) -> None:
        """Copy the task in another shape."""
        await deciding.copy_form(self.pbc, self.building)

    async def do_fix(self) -> None:
        """Show the automatic fixes."""
        await deciding.fix(self.pbc, self.building)

    async def do_recheck(self) -> None:
        """Judge the file as it lies on disk."""
        await self.building.recheck()

    async def do_dismiss(self) -> None:
        """Dismiss one finding with a reason, or take that back."""
        row = self.query_one(VerdictPane).row
        if row is not None and row.finding is not None:
            await deciding.dismiss_or_not(self.pbc, self.building, row.finding)

    async def do_scope(self) -> None:
        """Decide on a write outside the task."""
        await deciding.decide_scope(
            self.pbc, self.building, self.query_one("#scope", Listing).current
        )

    async def do_attempts(self) -> None:
        """Everything that happened to the task that is shown."""
        from pbc_tui.ui.screens.building.attempts import show_attempts

        if self.shown is not None:
            await show_attempts(self.pbc, self.shown)

    async def do_output(self) -> None:
        """What the tools said of its file."""
        from pbc_tui.ui.screens.building.attempts import show_output

        if self.shown is not None:
            await show_output(self.pbc, self.shown)

    async def do_editor(self) -> None:
        """Open the file in the person's editor."""
        row = self.query_one(VerdictPane).row
        line = row.finding.line if row is not None and row.finding is not None else 0
        if self.shown is not None:
            await deciding.open_editor(self.pbc, self.shown.path, line)

    async def do_begin(self) -> None:
        """Begin the task at the cursor, or the next one."""
        current = self.query_one("#tasks", Listing).current
        task = self.state.plan.by_id.get(current)
        if self.state.opened:
            self.pbc.say(f"{self.state.opened} is open; decide on it first", "warning")
        elif task is not None and self.state.status(task) is Status.DEFERRED:
            await self.building.reopen_task(task.id, "taken up again")
        elif task is not None and (self.state.ready(task) or self.query_one("#tasks").has_focus):
            await self.building.begin(task.id)
        else:
            await self.building.begin()

    async def do_agent(self) -> None:
        """Choose who writes."""
        from pbc_tui.ui.screens.building.agents_driving import choose_agent

        await choose_agent(self.pbc)

    async def do_run_agent(self) -> None:
        """Run the agent's own program for the open task, after showing it."""
        from pbc_tui.ui.screens.building.agents_driving import run_agent

        await run_agent(self.pbc, self.building)

    def agent_is_at_work(self) -> bool:
        """Whether a turn of an agent that we run can be ended."""
        return self.pbc.building is not None and self.pbc.building.turn_under_way

    def agent_is_awaited(self) -> bool:
        """Whether the open task waits for an agent that we would run."""
        waits = bool(self.why_no_verdict()) and not self.why_no_task()
        return waits and is_driven(self.state.agent) and not self.agent_is_at_work()

    def why_not_stop_agent(self) -> str:
        """Why there is nothing to stop."""
        return "" if self.agent_is_at_work() else "no agent is being run"

    async def do_stop_agent(self) -> None:
        """End the agent's turn, with everything that it started."""
        await self.building.stop_agent()

    async def do_constrain(self) -> None:
        """Change what the open task demands; the file is checked again."""
        from pbc_tui.ui.screens.planning.constraining import constrain

        if (task := self.state.open_task) is not None:
            await constrain(self.pbc, task)
            await self._judge_anew()

    async def do_sandbox(self) -> None:
        """Show what confines the tests; where nothing does, the answer can be changed."""
        earlier = self.state.unconfined
        await show_sandbox(self.pbc)
        if self.state.unconfined is not earlier:
            await self._judge_anew()

    async def _judge_anew(self) -> None:
        task = self.state.open_task
        if task is not None and self.state.progress_of(task.id).verdict is not None:
            await self.building.recheck()

    async def do_reopen(self) -> None:
        """Do the task at the cursor again."""
        if self.shown is not None:
            await deciding.reopen(self.pbc, self.building, self.shown)

    def do_next_tab(self) -> None:
        """The next tab."""
        self.query_one(VerdictPane).step_tab(1)

    def do_previous_tab(self) -> None:
        """The previous tab."""
        self.query_one(VerdictPane).step_tab(-1)

    async def do_report(self) -> None:
        """Go to the report; what was put off is offered once more."""
        if not await deciding.takes_up_deferred(self.pbc, self.building):
            self.pbc.show_stage(stage=Stage.REPORT)
