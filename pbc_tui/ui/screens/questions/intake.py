"""Stage 0: eleven questions, all visible together (SPEC 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from pbc_tui.design.catalog import QUESTIONS
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import Part
from pbc_tui.ui.screens.questions.confirming import confirm_questions
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.questions import Questions, Section

_LEFT = (
    ("Identity", ("package_name", "repository_name", "description")),
    ("Purpose", ("purpose", "users")),
    ("Lifecycle", ("maturity", "lifespan")),
)
_RIGHT = (
    ("Environment", ("python_version", "deployment", "concurrency", "concurrency_resolved")),
    ("Non-goals", ("non_goals",)),
)


def _sections(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Section]:
    return [
        (title, tuple(QUESTIONS[f"intake.{name}"] for name in names)) for title, names in groups
    ]


class IntakeScreen(StageScreen):
    """The questionnaire; what is typed is recorded as soon as it can be taken."""

    CSS_PATH = "intake.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("intake")
    PANELS = ("#intake",)
    PARTS: ClassVar[Mapping[str, Part]] = {
        "intake": Part("questions", "Eleven questions; nothing is assumed that you did not say."),
    }
    AUTO_FOCUS = "#intake-package_name Input"

    def body(self) -> ComposeResult:
        """The questions in one pane."""
        with Pane(classes="pane") as pane:
            pane.entitle("Intake")
            yield Questions(_sections(_LEFT), _sections(_RIGHT), stays_open=True, id="intake")

    def show_state(self) -> None:
        """Answers, and how many are open."""
        questions = self.query_one(Questions)
        questions.sync()
        pane = self.query_one(".pane")
        key = key_of(self.pbc, "intake.confirm")
        pane.border_subtitle = (
            f"{questions.left} open" if questions.left else f"all answered: {key} shows the summary"
        )

    def keep(self) -> None:
        """Record what was typed."""
        self.query_one(Questions).keep()

    async def do_confirm(self) -> None:
        """Show the summary and confirm."""
        await confirm_questions(
            self,
            self.query_one(Questions),
            Gate.INTAKE,
            title="Intake: your eleven answers",
        )
