"""The first screen: begin here, or go on where the project stands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pbc_tui import __version__
from pbc_tui.ui.commands import Command, bindings
from pbc_tui.ui.commands.movement import ON_A_SCREEN, movements
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import hanging, lines, span
from pbc_tui.ui.widgets.keys_bar import KeysBar

_STEPS = "Intake → Architecture → Critic → Structure → Features → Critic → Plan → Build → Report"
_TUTORIAL = "new here? `pbc-tui tutorial` teaches it in five minutes, without a design of your own"


class WelcomeScreen(Place, Screen[None], inherit_bindings=False):
    """Says where it is and what enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [*movements(ON_A_SCREEN), *bindings("welcome")]
    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        """Name, place, what can be done."""
        with Center(id="welcome"), Vertical(id="card"):
            yield Static("pbc-tui", id="name")
            yield Static(
                "You design and decide. An agent writes. Every file is checked.", id="claim"
            )
            yield Static(id="where")
            yield Static(id="keys")
            yield Static(_STEPS, id="steps")
        yield KeysBar()

    def on_resize(self) -> None:
        """Look at the directory once the screen is painted; words are wrapped to its width."""
        self.call_after_refresh(self._look)

    @property
    def resumable(self) -> bool:
        """Whether a session lies in the directory."""
        journal = self.pbc.root / ".pbc" / "journal.jsonl"
        return journal.is_file() and journal.stat().st_size > 0

    @property
    def foreign(self) -> bool:
        """Whether the directory holds something, but no session."""
        root = self.pbc.root
        try:
            return not self.resumable and root.is_dir() and any(root.iterdir())
        except OSError:
            return False

    def _look(self) -> None:
        root = span(str(self.pbc.root), "bold $foreground", 70)
        rows = [Content.assemble(("directory  ", "$dim"), root)]
        begin = "begin a new project here"
        if self.resumable:
            begin = "go on where it stands"
            rows += self._standing()
        elif self.foreign:
            rows.append(
                Content.styled("It is not empty and holds no session of pbc-tui.", "$warning")
            )
        else:
            rows.append(Content.styled("It is empty: a new project begins here.", "$dim"))
        rows.append(Content.styled(f"version    {__version__}", "$dim"))
        self.query_one("#where", Static).update(lines(rows))
        keys = [("welcome.begin", begin), ("app.quit", "quit; nothing is lost")]
        if not self.resumable:
            keys.insert(
                1, ("welcome.answers", "begin from an answers file, each value to be confirmed")
            )
        place = self.query_one("#keys", Static)
        width = max(place.content_size.width, 20)
        told = [
            hanging(
                Content.styled(f"{key_of(self.pbc, command):>7}  ", "bold $accent"), words, width
            )
            for command, words in keys
        ]
        if not self.resumable:
            told.append(hanging(" " * 9, _TUTORIAL, width, "$dim"))
        place.update(lines(told))

    def _standing(self) -> list[Content]:
        from pbc_tui.ui.stages import stage_of
        from pbc_tui.workflow.project import Project
        from pbc_tui.workflow.refused import Refused

        try:
            state = Project.read(self.pbc.root)
        except Refused as error:
            return [span(str(error), "$error", 300)]
        name = state.answers.intake.repository_name or "a project without a name yet"
        rows = [
            Content.assemble(("project    ", "$dim"), span(name, "bold")),
            Content.assemble(("stands at  ", "$dim"), (stage_of(state).words, "bold $accent")),
        ]
        if state.log:
            when = state.log[-1].at.astimezone().strftime("%Y-%m-%d %H:%M")
            rows.append(Content.assemble(("last       ", "$dim"), when))
        return rows

    def label_on(self, command: Command) -> str:
        """Where a session is, it goes on."""
        goes_on = command.id == "welcome.begin" and self.resumable
        return "go on" if goes_on else super().label_on(command)

    async def do_begin(self) -> None:
        """Begin, or go on; a directory with foreign content is asked about."""
        if self.foreign and not await self._agreed():
            return
        self.pbc.open_project()

    async def _agreed(self) -> bool:
        from pbc_tui.ui.screens.dialog import AskYesNo

        entries = sorted(entry.name for entry in self.pbc.root.iterdir())
        some = ", ".join(entries[:6]) + (", ..." if len(entries) > 6 else "")
        lead = Content.assemble(
            span(str(self.pbc.root), "bold"),
            " is not empty and has no session.\n\nIt holds: ",
            span(some, "", 300),
            "\n\nFiles of the plan would be written beside them. Begin here all the same?",
        )
        asked = AskYesNo("A directory with content", lead, yes="begin here", no="leave it alone")
        return await self.app.push_screen_wait(asked) is True

    def why_no_answers_file(self) -> str:
        """Why an answers file cannot begin anything here."""
        if not self.resumable:
            return ""
        return f"a session is here already: {key_of(self.pbc, 'welcome.begin')} goes on with it"

    async def do_answers(self) -> None:
        """Read an answers file; its values become suggestions."""
        from pbc_tui.ui.screens.questions.answers_import import import_answers

        if self.foreign and not await self._agreed():
            return
        if await import_answers(self.pbc):
            self.pbc.open_project()
