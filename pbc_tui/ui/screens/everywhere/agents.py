"""The agents that are known: what would be written where each looks, to be done and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.installed_texts import SKILL
from pbc_tui.agents.installing import Step, install, installation, installed, removal, uninstall
from pbc_tui.agents.manifest import PATH as MANIFEST
from pbc_tui.agents.table import GENERIC, read_table
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.modal import Modal
from pbc_tui.ui.screens.dialog import AskText, AskYesNo
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import clean, fit, lines, span
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.pane import Scroll
from pbc_tui.workspace.files import WorkspaceError

if TYPE_CHECKING:
    from pbc_tui.agents.examining import Examined

Planning = Callable[[], tuple[Step, ...]]

_MARKS = {
    "create": ("+ ", "$success"),
    "add lines": ("+ ", "$success"),
    "update": ("~ ", "$accent"),
    "remove": ("- ", "$error"),
    "remove lines": ("- ", "$error"),
    "same": ("= ", "$dim"),
    "keep": ("! ", "$warning"),
}


class AgentsScreen(Modal[None]):
    """The list at the left, the agent at the cursor at the right."""

    DEFAULT_CSS = """
    AgentsScreen .page { width: 96%; height: 94%; border: round $border; background: $surface;
                         border-title-color: $accent; border-title-style: bold;
                         border-subtitle-color: $dim; }
    AgentsScreen Listing { width: 40%; height: 1fr; background: $surface; }
    AgentsScreen VerticalScroll { width: 1fr; padding: 0 2; }
    AgentsScreen VerticalScroll Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", "agents")

    def __init__(self) -> None:
        super().__init__()
        self._table = read_table()
        self._found: dict[str, Examined] = {}

    def compose(self) -> ComposeResult:
        """List and details."""
        with Vertical(classes="page") as page:
            page.border_title = "Agents"
            page.border_subtitle = "what you edited is neither overwritten nor removed"
            with Horizontal():
                yield FilteredListing(id="agents")
                with Scroll():
                    yield Static(id="agent")
        yield KeysBar()

    def on_mount(self) -> None:
        """Draw, then ask each program for its version."""
        self._draw()
        self.query_one(Listing).focus()
        self.run_worker(self._examine(), group="examining", exclusive=True)

    async def _examine(self) -> None:
        from pbc_tui.agents.examining import examine

        agents = [each for each in self._table.agents.values() if each.executables or each.acp]
        found = await examine(agents, self.pbc.root)
        self._found = {each.agent.id: each for each in found}
        self._draw()

    def on_listing_widened(self, _: Listing.Widened) -> None:
        """Rows are cut to the width."""
        self._draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the agent at the cursor."""
        event.stop()
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows."""
        event.stop()

    @property
    def _agent(self) -> Agent:
        current = self.query_one(Listing).current
        return self._table.agents.get(current) or next(iter(self._table.agents.values()))

    def _installed(self) -> tuple[str, ...]:
        try:
            return installed(self.pbc.root)
        except WorkspaceError:
            return ()

    def _draw(self) -> None:
        here = self._installed()
        room = self.query_one(Listing).room or 40
        rows = []
        for agent in self._table.agents.values():
            found = self._found.get(agent.id)
            state = "…"
            if found is not None:
                state = found.version or "here" if found.program else "not on PATH"
            words = "" if agent.id == GENERIC else state
            mark = ("✓ ", "$success") if agent.id in here else ("  ", "")
            rows.append(
                (
                    agent.id,
                    fit(Content.assemble(mark, f"{agent.words:<16} ", span(words, "$dim")), room),
                )
            )
        self.query_one(Listing).set_rows(rows)
        self._show()

    def _show(self) -> None:
        agent = self._agent
        rows = [span(agent.words, "bold $accent"), Content("")]
        try:
            if agent.id in self._installed():
                rows += [
                    clean("Uninstalling would do this:"),
                    *_rows(removal(self.pbc.root, agent)),
                ]
            rows += [clean("Installing would do this:"), *_rows(installation(self.pbc.root, agent))]
        except WorkspaceError as error:
            rows.append(span(str(error), "$error"))
        if agent.invoke:
            rows += [
                Content(""),
                clean(f"Then {agent.invoke.format(name=SKILL)} asks it for a file."),
            ]
        found = self._found.get(agent.id)
        if found is not None:
            for label, words in (("run by", found.command), ("by ACP", found.acp)):
                if words:
                    rows += [Content(""), clean(f"{label}: {words}", "$foreground 70%")]
            if found.permissions:
                rows += [Content(""), span("what it may be allowed, the least first:")]
            rows += [
                clean(f"  {place}  {words}", "$foreground 70%")
                for place, words in enumerate(found.permissions, start=1)
            ]
            rows += [span(f"missing: {line}", "$warning") for line in found.missing]
        if agent.mcp:
            key = key_of(self.pbc, "agents.mcp")
            rows += [Content(""), span(f"its MCP servers: {agent.mcp}; {key} names ours there")]
        rows += [span(fault, "$warning") for fault in self._table.faults]
        self.query_one("#agent", Static).update(lines(rows))

    async def do_install(self) -> None:
        """Write what is shown, after asking; the generic entry into any directory."""
        agent = self._agent
        if agent.id == GENERIC:
            place = await self.app.push_screen_wait(
                AskText("Where does it look for skills?", value=agent.skills[0], problem=_problem)
            )
            if place is None:
                return
            agent = Agent.model_validate({**agent.model_dump(), "skills": [place.strip("/")]})
        await self._install(agent, mcp=False)

    async def do_mcp(self) -> None:
        """Write our server into the agent's configuration as well, after asking."""
        await self._install(self._agent, mcp=True)

    def why_no_mcp(self) -> str:
        """Why our server cannot be named."""
        agent = self._agent
        return "" if agent.mcp else f"no MCP configuration is known of {agent.words}"

    async def _install(self, agent: Agent, *, mcp: bool) -> None:
        steps = self._steps(lambda: installation(self.pbc.root, agent, mcp=mcp))
        if await self._agreed(f"Install for {agent.words}?", steps, "write it"):
            await self._carry_out(lambda: install(self.pbc.root, agent, mcp=mcp))
        for step in steps:
            if step.add:
                await self.app.push_screen_wait(
                    Reading(
                        f"{step.path} is yours: add this", step.add, subtitle=reading_keys(self.pbc)
                    )
                )

    async def do_uninstall(self) -> None:
        """Remove what was installed, after asking."""
        agent = self._agent
        steps = self._steps(lambda: removal(self.pbc.root, agent))
        if await self._agreed(f"Uninstall for {agent.words}?", steps, "remove it"):
            await self._carry_out(lambda: uninstall(self.pbc.root, agent))

    def why_not_uninstall(self) -> str:
        """Why there is nothing to remove."""
        agent = self._agent
        return "" if agent.id in self._installed() else f"nothing is installed for {agent.words}"

    def do_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    async def _agreed(self, title: str, steps: tuple[Step, ...], yes: str) -> bool:
        if not any(step.changes for step in steps):
            words = "; ".join(f"{step.path}: {step.why}" for step in steps if step.why)
            self.pbc.say(words or "nothing is to be done: it is all as it should be")
            return False
        asked = AskYesNo(title, lines(_rows(steps)), yes=yes, no="leave all as it is")
        return await self.app.push_screen_wait(asked) is True

    def _steps(self, plan: Planning) -> tuple[Step, ...]:
        try:
            return plan()
        except WorkspaceError as error:
            self.pbc.say(str(error), "error")
            return ()

    async def _carry_out(self, act: Planning) -> None:
        steps = self._steps(act)
        if self.pbc.building is not None:
            # The person had it written, so it is nothing outside the task.
            await self.pbc.building.adopt(
                [MANIFEST, *(step.path for step in steps if step.changes)]
            )
        self._draw()


def _rows(steps: tuple[Step, ...]) -> list[Content]:
    return [
        Content.assemble(
            _MARKS[step.does],
            clean(f"{step.does:<12} {step.path}"),
            (f"  {step.why}" if step.why else "", "$dim"),
        )
        for step in steps
    ]


def _problem(place: str) -> str:
    try:
        Agent(id="generic", skills=(place.strip("/"),))
    except ValueError:
        return "give a directory relative to the repository, as .agents/skills"
    return ""
