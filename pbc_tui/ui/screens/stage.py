"""What every stage's screen has: the rail, the footer, numbered panels, news of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from pbc_tui.ui.commands import Command, bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import LiveChanged, StateChanged
from pbc_tui.ui.pane_focus import PaneFocus
from pbc_tui.ui.parts import Part, PartHelp
from pbc_tui.ui.place import Place
from pbc_tui.ui.widgets.coach import Coach
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.pane import Titled
from pbc_tui.ui.widgets.parts_bar import PartsBar
from pbc_tui.ui.widgets.rail import StageRail

if TYPE_CHECKING:
    from pbc_tui.session.state import State


class StageScreen(Place, PaneFocus[None]):
    """A screen between the rail and the footer.

    ``PANELS`` holds the selectors of the numbered panels, ``PARTS`` by their ids what they and
    other parts are. A subclass composes ``body`` and draws
    the state in ``show_state``, which is called when it appears and after every change.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("stage")
    PANELS: ClassVar[tuple[str, ...]] = ()
    PARTS: ClassVar[Mapping[str, Part]] = {}
    AUTO_FOCUS = "*"

    def compose(self) -> ComposeResult:
        """Rail, body, footer."""
        yield StageRail()
        yield from self.body()
        if len(self.PANELS) > 1:
            yield PartsBar()
        yield Coach()
        yield KeysBar()

    def body(self) -> ComposeResult:
        """What stands between rail and footer."""
        yield from ()

    def show_state(self) -> None:
        """Draw the project's state; nothing is kept beside it."""

    def show_live(self) -> None:
        """Draw what moves in the building."""

    def part_help(self) -> PartHelp | None:
        """What the part with the focus is."""
        around = self.focused.ancestors_with_self if self.focused is not None else []
        for node in around:
            if (part := self.PARTS.get(node.id or "")) is not None:
                return PartHelp(part.name.capitalize(), part.words)
        return None

    def offers(self, command: Command) -> bool:
        """Only the panels that there are."""
        return 0 <= _panel(command) <= len(self.PANELS)

    def words_on(self, command: Command) -> str:
        """A panel is called by its name."""
        number = _panel(command)
        if not 0 < number <= len(self.PANELS):
            return command.help
        part = self.PARTS.get(self.PANELS[number - 1].removeprefix("#"))
        return f"Go to the {part.name}" if part is not None else command.help

    def keep(self) -> None:
        """Record what is on the screen and not yet recorded."""

    @property
    def state(self) -> State:
        """The state of the project."""
        return self.pbc.project.state

    def go_to(self, key: str) -> bool:
        """Put the cursor on a decision; False when it is not on this screen."""
        return False

    def on_mount(self) -> None:
        """Draw for the first time, at the decision that was jumped to."""
        self._number_panels()
        self.show_state()
        if self.pbc.jump:
            key, self.pbc.jump = self.pbc.jump, ""
            self.call_after_refresh(self.go_to, key)

    def _number_panels(self) -> None:
        """Name the key of each panel in its title; tabs name their own."""
        held: dict[Titled, list[int]] = {}
        for number, selector in enumerate(self.PANELS, 1):
            for node in self.query_one(selector).ancestors_with_self:
                if isinstance(node, Titled) and node.has_class("pane"):
                    held.setdefault(node, []).append(number)
        for pane, numbers in held.items():
            if len(self.PANELS) > 1 and len(numbers) == 1:
                pane.show_key(key_of(self.pbc, f"stage.panel-{numbers[0]}"))

    def go_to_decision(self, key: str) -> None:
        """Go to a decision here, or reopen the stage where it stands, after asking."""
        if not self.go_to(key):
            self.pbc.run_flow(self._reopen_for(key))

    async def _reopen_for(self, key: str) -> None:
        from pbc_tui.ui.screens.everywhere.going_back import reopen
        from pbc_tui.workflow import going_back

        gate = going_back.gate_of(key)
        if gate not in self.state.confirmed:
            self.pbc.say(f"{key} is decided later, at {gate.label}")
            return
        await reopen(self.pbc, gate, key)

    def on_state_changed(self, _: StateChanged) -> None:
        """Draw anew."""
        self.query_one(StageRail).refresh()
        self.query_one(Coach).show_lesson()
        self.show_state()
        self.query_one(KeysBar).show_keys()

    def on_live_changed(self, _: LiveChanged) -> None:
        """Draw what moves anew."""
        self.query_one(StageRail).refresh()
        self.query_one(Coach).show_lesson()
        self.show_live()
        self.query_one(KeysBar).show_keys()

    def focus_panel(self, number: int) -> None:
        """Move the focus into a numbered panel."""
        if number > len(self.PANELS):
            self.pbc.say(f"there is no panel {number} here")
            return
        panel = self.query_one(self.PANELS[number - 1], Widget)
        self.show_side_of(panel)
        if panel.can_focus:
            panel.focus()
            return
        for child in panel.query("*"):
            if child.focusable:
                child.focus()
                return

    @property
    def panel_shown(self) -> str:
        """The selector of the panel that holds the focus, "" when none does."""
        around = self.focused.ancestors_with_self if self.focused is not None else []
        names = {f"#{node.id}" for node in around}
        return next((panel for panel in self.PANELS if panel in names), "")

    def show_side_of(self, panel: Widget) -> None:
        """In a narrow screen only one part is shown: the one that holds the panel."""
        aside = any(node.has_class("side") for node in panel.ancestors_with_self)
        self.set_class(aside, "-aside")

    async def do_jump(self) -> None:
        """Put a letter on each part of the screen, and go where the person says."""
        from pbc_tui.ui.screens.everywhere.jump import JumpScreen

        chosen = await self.app.push_screen_wait(JumpScreen(self))
        if chosen is not None and chosen.is_attached:
            chosen.focus()

    def do_panel_1(self) -> None:
        """Go to panel 1."""
        self.focus_panel(1)

    def do_panel_2(self) -> None:
        """Go to panel 2."""
        self.focus_panel(2)

    def do_panel_3(self) -> None:
        """Go to panel 3."""
        self.focus_panel(3)

    def do_panel_4(self) -> None:
        """Go to panel 4."""
        self.focus_panel(4)

    def do_panel_5(self) -> None:
        """Go to panel 5."""
        self.focus_panel(5)


def _panel(command: Command) -> int:
    """The number of the panel that a command goes to, 0 for any other command."""
    number = command.id.removeprefix("stage.panel-")
    return int(number) if number.isdigit() else 0
