"""The application: owns the open project, shows the screen of its stage, says what is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import Monochrome, NoColor
from textual.worker import Worker, get_current_worker

from pbc_tui.configuration.settings import USUAL, Settings
from pbc_tui.ui.barrier import Barrier
from pbc_tui.ui.calling import Caller
from pbc_tui.ui.collecting import Collecting, release
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.drafts import Drafts
from pbc_tui.ui.keymap import laid_over
from pbc_tui.ui.messages import LiveChanged, StateChanged
from pbc_tui.ui.stages import Stage, stage_of
from pbc_tui.ui.theme import OWN_THEMES, shades, theme_named
from pbc_tui.ui.turns_aside import TurnsAside
from pbc_tui.ui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from pbc_tui.design.answers_file import AnswersFile
    from pbc_tui.session.events import Event
    from pbc_tui.workflow.building import Building
    from pbc_tui.workflow.project import Project
    from pbc_tui.workflow.proposals import Proposals
    from pbc_tui.workspace.sandbox.sandbox import Sandbox


def _commands() -> type[Provider]:
    from pbc_tui.ui.palette import CommandsHere

    return CommandsHere


class PbcApp(TurnsAside, TypeAhead):
    """pbc-tui on the screen, for the repository at ``root``.

    ``agent`` is who writes, as the command line asked for it; "" leaves the project's own.
    ``settings`` are the person's own, and ``keys_of`` the keys that each command has by them.
    ``drafts`` keeps what was typed and cannot be taken yet, by the key of its question;
    ``suggested`` what an answers file suggests. ``jump`` is the key of the decision that the next
    screen begins at; ``versions`` keeps the last contents that were judged, by task, to show what
    an agent changed.
    """

    TITLE = "pbc-tui"
    # Textual loads no style for the default screen, so that of the welcome screen stands here.
    CSS_PATH = ["app.tcss", "screens/welcome.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS = {_commands}
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-middle"), (120, "-wide"), (160, "-full")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]

    def __init__(self, root: Path, *, agent: str = "", settings: Settings = USUAL) -> None:
        """Prepare the application.

        Raises:
            ConfigurationError: for a theme, a key or a command in ``settings`` that there is none.
        """
        super().__init__()
        self.root = root.absolute()
        self.wanted_agent = agent
        self.drafts = Drafts()
        self.suggested: dict[str, object] = {}
        self.answers_file: AnswersFile | None = None
        self.jump = ""
        self.versions: dict[str, list[str]] = {}
        self.building: Building | None = None
        self.proposals: Proposals | None = None
        self.sandbox: Sandbox | None = None
        self._project: Project | None = None
        self._stage: Stage | None = None
        self._ends: list[Callable[[], None]] = []
        # A monochrome theme is grey on grey; without colours, the terminal's own two are left.
        kept = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]
        self._filters = [Barrier(), *kept]
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self.settings = settings
        self.keys_of = laid_over(settings.keymap)
        self._caller = Caller(self)
        self._collecting = Collecting()
        self._take_settings()

    def _take_settings(self) -> None:
        self.theme = theme_named(self.settings.theme, self.available_themes)
        self.set_keymap({name: ",".join(self.keys_of[name]) for name in self.settings.keymap})
        self.quit_keys = self.keys_of["app.quit"]
        self.vim_movement = self.settings.vim_movement
        if self.settings.reduced_motion:
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours of text for themes that do not bring them."""
        return shades(self.current_theme)

    @property
    def project(self) -> Project:
        """The project that is open.

        Raises:
            RuntimeError: before one was opened; only the welcome screen is there then.
        """
        if self._project is None:
            raise RuntimeError("no project is open yet")
        return self._project

    @property
    def has_project(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    def pop_screen(self) -> AwaitComplete:
        """Take the topmost page away, and what was drawn of it."""
        closed = self.screen
        outcome = super().pop_screen()
        release(closed)
        return outcome

    def get_default_screen(self) -> Screen[None]:
        """The welcome screen is the first paint; nothing heavy is imported before it."""
        from pbc_tui.ui.screens.welcome import WelcomeScreen

        return WelcomeScreen()

    # Opening and showing

    def open_project(self) -> None:
        """Begin or resume the project at the root and show where it stands.

        Raises:
            Refused: when another process holds it or its journal cannot be read.
        """
        from pbc_tui.workflow.project import Project

        self._project = Project.open(self.root)
        self._ends.append(self._project.subscribe(self._state_changed))
        self.drafts.open(self._project)
        if self.wanted_agent and self.wanted_agent != self._project.state.agent:
            from pbc_tui.workflow.plan_desk import choose_agent

            choose_agent(self._project, self.wanted_agent)
        self.show_stage()

    def show_stage(self, *, stage: Stage | None = None) -> None:
        """Show the screen of a stage; without one, of where the project stands."""
        wanted = stage or stage_of(self.project.state)
        if wanted is not self._stage:
            self._stage, left = wanted, self.screen
            # The welcome screen stays below: the default screen cannot be switched away.
            show = self.push_screen if len(self.screen_stack) == 1 else self.switch_screen
            show(_screen_of(wanted))
            release(left)
            self._caller.show_title()

    @property
    def stage(self) -> Stage | None:
        """The stage that is shown."""
        return self._stage

    async def start_building(self) -> Building:
        """The building of this project, its watcher running."""
        if self.building is None:
            from pbc_tui.workflow.building import Building

            # What it writes from now on would count as written outside the task.
            await self.stop_aside()
            self.building = Building(self.project, turn_seconds=self.settings.turn_seconds)
            self._ends.append(self.building.subscribe(self.show_live))
            await self.building.start()
        return self.building

    async def start_proposals(self) -> None:
        """Notice contracts that agents propose, as long as the plan is shown."""
        from pbc_tui.workflow.proposals import Proposals

        if self.proposals is None:
            self.proposals = Proposals(self.project, self.show_live, self.aside)
            await self.proposals.start()

    async def stop_proposals(self) -> None:
        """Notice none any more."""
        if self.proposals is not None:
            proposals, self.proposals = self.proposals, None
            await proposals.stop()

    def _state_changed(self, happened: tuple[Event, ...]) -> None:
        for screen in self.screen_stack:
            screen.post_message(StateChanged(happened))
        self._caller.hear(happened)
        self._caller.show_title()
        self.call_later(self._follow)

    def show_live(self) -> None:
        """Tell every screen that something moves."""
        for screen in self.screen_stack:
            screen.post_message(LiveChanged())
        self._caller.show_title()

    def _follow(self) -> None:
        """Show the stage where the project now stands, once nothing lies on top."""
        if self._project is None or self._stage is None or len(self.screen_stack) > 2:
            return
        wanted = stage_of(self.project.state)
        if self._stage is Stage.REPORT and wanted is Stage.BUILD and self.project.state.finished:
            return
        self.show_stage(stage=wanted)

    # Saying

    def say(
        self, text: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Tell the person one thing, as plain text."""
        from pbc_tui.design.plain_text import sanitize

        self.notify(sanitize(text), severity=severity, markup=False, timeout=6)

    def show_refusal(self, error: BaseException) -> bool:
        """Show a refusal as one line; False when ``error`` is none, so that it goes on."""
        from pbc_tui.workflow.refused import Refused

        if isinstance(error, Refused):
            self.say(str(error), "warning")
            return True
        return False

    def run_flow(self, flow: Awaitable[object]) -> Worker[None]:
        """Run what waits for the person or the disk, beside the drawing."""
        return self.run_worker(self._flow(flow), group="flow")

    async def _flow(self, flow: Awaitable[object]) -> None:
        try:
            await flow
        except Exception as error:
            if not self.show_refusal(error):
                raise
        finally:
            self.release_keys(get_current_worker())
        self.call_later(self._follow)

    # Commands of every screen

    def do_help(self) -> None:
        """Show the keys that apply here."""
        from pbc_tui.ui.screens.everywhere.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def do_palette(self) -> None:
        """Find any command by its name."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette())

    def do_theme(self) -> None:
        """Choose another theme."""
        self.search_themes()

    async def do_go_back(self) -> None:
        """Reopen an earlier decision after showing what that touches."""
        from pbc_tui.ui.screens.everywhere.going_back import go_back

        await go_back(self)

    async def do_log(self) -> None:
        """Show everything that happened, newest first."""
        from pbc_tui.ui.screens.everywhere.log import show_log

        await show_log(self)

    async def do_commands_run(self) -> None:
        """Show every program that was run, newest first."""
        from pbc_tui.ui.screens.everywhere.log import show_commands_run

        await show_commands_run(self)

    def do_agents(self) -> None:
        """Show the agents, and what is installed where they look."""
        from pbc_tui.ui.screens.everywhere.agents import AgentsScreen

        self.push_screen(AgentsScreen())

    def why_no_agents(self) -> str:
        """Why nothing can be installed for agents yet."""
        return "" if self._project is not None else "no project is open yet"

    def do_export(self) -> None:
        """Save all answers as an answers file."""
        from pbc_tui.workflow.export import export_answers

        keep = getattr(self.screen, "keep", None)
        if callable(keep):
            keep()
        path = export_answers(self.project)
        self.say(f"saved as {path.relative_to(self.project.root)}")

    def why_not_export(self) -> str:
        """Why there is nothing to export."""
        return "" if self._project is not None else "no project is open yet"

    def why_not_go_back(self) -> str:
        """Why nothing can be reopened."""
        state = self.project.state if self._project is not None else None
        if state is None or not (state.confirmed or state.reopenings):
            return "nothing is confirmed yet, so there is nothing to reopen"
        return ""

    async def do_quit(self) -> None:
        """Keep what is on the screen, let go of the repository, leave."""
        await self.action_quit()

    async def action_quit(self) -> None:
        """Leave in good order; the exit status says whether the work is done."""
        self._leave(0)

    def _leave(self, status: int) -> None:
        self._keep()
        self.exit(status, return_code=status)

    def _keep(self) -> None:
        keep = getattr(self.screen, "keep", None)
        if callable(keep):
            keep()
        self.drafts.save()

    async def on_event(self, event: events.Event) -> None:
        """Let the collector know of a key; the rest goes its way."""
        if isinstance(event, events.Key):
            self._collecting.pressed()
        await super().on_event(event)

    def action_reopen(self, gate: str) -> None:
        """A click on the stage rail: reopen that gate, after asking."""
        from pbc_tui.design.gates import Gate
        from pbc_tui.ui.screens.everywhere.going_back import reopen

        if self._project is not None and len(self.screen_stack) == 2:
            self.run_flow(reopen(self, Gate(gate)))

    def action_build_tab(self, name: str) -> None:
        """A click on a tab of the validation pane."""
        from pbc_tui.ui.widgets.verdict_pane import VerdictPane

        for pane in self.screen.query(VerdictPane):
            pane.show_tab(name)

    def on_mount(self) -> None:
        """Leave in good order also when another program asks for it."""
        self._collecting.start(self)
        if not self.is_headless:
            from pbc_tui.ui.ending import end_on_signals

            end_on_signals(self._leave, self._vanish, self._drop_output)

    async def _vanish(self) -> None:
        self._keep()
        await self.on_unmount()

    def _drop_output(self) -> None:
        # Textual has no other way to what its thread has not written yet.
        writer = getattr(self._driver, "_writer_thread", None)
        while writer is not None:
            writer._queue.get()

    async def on_unmount(self) -> None:
        """Stop the watcher and close the journal."""
        self._collecting.stop()
        self._caller.end()
        for end in self._ends:
            end()
        self._ends.clear()
        await self.stop_proposals()
        await self.stop_aside()
        if self.building is not None:
            await self.building.stop()
        if self._project is not None:
            self._project.close()


def _screen_of(stage: Stage) -> Screen[None]:
    from importlib import import_module

    module, name = stage.screen
    return cast("Screen[None]", getattr(import_module(f"pbc_tui.ui.screens.{module}"), name)())
