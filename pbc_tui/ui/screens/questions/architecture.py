"""Stage 1: five decisions and the project conventions (SPEC 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.interactions import interaction_notes
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import CRITIC, Part
from pbc_tui.ui.screens.dialog import AskYesNo
from pbc_tui.ui.screens.questions.confirming import confirm_questions
from pbc_tui.ui.screens.questions.questioning import QuestionsScreen
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.field import Field
from pbc_tui.ui.widgets.option_pane import OptionPane
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.questions import Questions


class ArchitectureScreen(QuestionsScreen):
    """The decisions in the middle, what an option changes below, the critic at the right."""

    CSS_PATH = "architecture.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("architecture")
    PANELS = ("#decisions", "#critic")
    PARTS: ClassVar[Mapping[str, Part]] = {
        "decisions": Part("decisions", "Five decisions, then the conventions of the project."),
        "critic": CRITIC,
    }
    AUTO_FOCUS = "#architecture-dependencies"

    def body(self) -> ComposeResult:
        """Questions, explanation, critic."""
        entries = [entry for entry in catalog.QUESTIONS.values() if entry.gate is Gate.ARCHITECTURE]
        decisions = [entry for entry in entries if entry.key.startswith("architecture.")]
        conventions = [entry for entry in entries if entry.key.startswith("project.")]
        with Horizontal():
            with Vertical(classes="main"):
                with Pane(classes="pane", id="decisions") as pane:
                    pane.entitle("Architecture")
                    yield Questions(
                        [("Decisions", decisions), ("Conventions", conventions)], details=True
                    )
                yield OptionPane()
            yield CriticPanel()

    def show_state(self) -> None:
        """Answers, how many are open, the critic's view."""
        questions = self.query_one(Questions)
        questions.sync()
        pane = self.query_one("#decisions")
        key = key_of(self.pbc, "architecture.confirm")
        pane.border_subtitle = (
            f"{questions.left} open" if questions.left else f"all decided: {key} shows the summary"
        )
        self.query_one(CriticPanel).show_state()
        if (current := questions.current) is not None:
            self.query_one(OptionPane).show_field(current)

    def _open_conventions(self) -> list[Field]:
        return [
            field
            for field in self.query_one(Questions).asked
            if field.question.key.startswith("project.")
            and field.value is None
            and field.suggestion is not None
        ]

    def why_no_convention(self) -> str:
        """Why there is no convention to take as suggested."""
        return "" if self._open_conventions() else "no convention is open"

    async def do_conventions(self) -> None:
        """Take the suggested conventions, once they were shown and agreed to."""
        rows = []
        fields = self._open_conventions()
        for field in fields:
            suggestion = field.suggestion
            if suggestion is not None:
                title = field.question.title
                rows.append(
                    Content.assemble(
                        clean(f"{title:<18}", "$dim"),
                        span(field.words(suggestion.value), "bold", 60),
                        "   ",
                        span(suggestion.reason, "$dim"),
                    )
                )
        agreed = await self.app.push_screen_wait(
            AskYesNo(
                "Take these conventions as suggested?",
                lines(rows),
                yes="take them",
                no="decide one by one",
            )
        )
        if agreed:
            for field in fields:
                field.take_suggestion()

    async def do_confirm(self) -> None:
        """Show the summary, how the choices act on each other, and confirm."""
        await confirm_questions(
            self,
            self.query_one(Questions),
            Gate.ARCHITECTURE,
            title="Architecture: your decisions and conventions",
            notes=interaction_notes(self.state.answers),
        )
