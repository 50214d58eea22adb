"""Stage 3: five feature gates, each an explicit yes or no (SPEC 4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.parts import CRITIC, Part
from pbc_tui.ui.screens.questions.confirming import confirm_questions
from pbc_tui.ui.screens.questions.questioning import QuestionsScreen
from pbc_tui.ui.text import flowing, span
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.option_pane import OptionPane
from pbc_tui.ui.widgets.pane import Pane
from pbc_tui.ui.widgets.questions import Questions

ADD_MISSING = "features.add_missing"
TALL = 34
"""Lines of the screen from which on there is room for what is missing."""
_ELSEWHERE = 40
"""Cells that are assumed until the pane has its width."""


class FeaturesScreen(QuestionsScreen):
    """The gates in the middle, what is missing below, the critic at the right."""

    CSS_PATH = "features.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("features")
    PANELS = ("#gates", "#critic")
    PARTS: ClassVar[Mapping[str, Part]] = {
        "gates": Part(
            "gates", "Five gates; each is a plain yes or no, and no answer counts as no."
        ),
        "critic": CRITIC,
    }
    AUTO_FOCUS = "#features-api"

    def body(self) -> ComposeResult:
        """Questions, explanation, critic."""
        entries = [entry for entry in catalog.QUESTIONS.values() if entry.gate is Gate.FEATURES]
        with Horizontal():
            with Vertical(classes="main"):
                with Vertical(id="left"):
                    with Pane(classes="pane", id="gates") as pane:
                        pane.entitle("Features")
                        yield Questions([("", entries)], details=True)
                    yield Static(id="missing", classes="pane")
                yield OptionPane()
            yield CriticPanel()

    def show_state(self) -> None:
        """Answers, what counts as no, what the tree lacks."""
        questions = self.query_one(Questions)
        questions.sync()
        missing = self.missing()
        for field in questions.fields:
            if field.question.key == ADD_MISSING:
                field.display = bool(missing)
        left = self._unanswered()
        pane = self.query_one("#gates")
        told = [f"{questions.left} open"] if questions.left else []
        told += [f"counting as NO: {len(left)}"] if left else []
        pane.border_subtitle = ", ".join(told) or "each is answered"
        self.query_one("#missing").display = bool(missing)
        self._show_missing(missing)
        self.query_one(CriticPanel).show_state()
        if (current := questions.current) is not None:
            self.query_one(OptionPane).show_field(current)

    def on_resize(self) -> None:
        """What is missing is told on as many lines as there is room for."""
        self.call_after_refresh(lambda: self._show_missing(self.missing()))

    def _show_missing(self, missing: tuple[str, ...]) -> None:
        pane = self.query_one("#missing", Static)
        agreed = self.state.answers.features.add_missing
        pane.border_title = "Needed, and not in the structure"
        key = key_of(self.pbc, "features.add-missing")
        words = {
            True: "will be added",
            False: "will not be added",
            None: f"{key} agrees to add them",
        }
        pane.border_subtitle = words[agreed]
        pane.update(_added(missing, pane.content_size.width or _ELSEWHERE, self._rows_for_missing))

    @property
    def _rows_for_missing(self) -> int:
        """Lines for what is missing: where the screen is low the gates need them more."""
        return 6 if self.size.height >= TALL else 3

    def missing(self) -> tuple[str, ...]:
        """The files that the chosen features need and the tree lacks."""
        from pbc_tui.design.templates import missing_for_features

        return tuple(
            addition.path for addition in missing_for_features(self.state.answers, self.state.tree)
        )

    def _unanswered(self) -> list[str]:
        answers = self.state.answers
        return [
            entry.title
            for entry in catalog.questions_of(Gate.FEATURES, answers)
            if entry.number and answers.get(entry.key) is None
        ]

    def why_nothing_missing(self) -> str:
        """Why there is nothing to add."""
        return "" if self.missing() else "the structure lacks nothing that the features need"

    def do_add_missing(self) -> None:
        """Agree to what is missing."""
        from pbc_tui.workflow import design_desk

        design_desk.answer(self.pbc.project, ADD_MISSING, True)

    async def do_confirm(self) -> None:
        """Say of each open gate that it counts as no, then confirm."""
        questions = self.query_one(Questions)
        questions.keep()
        notes = [
            Content.assemble(("▸ ", "$warning"), f"{title}: not answered, so it counts as NO")
            for title in self._unanswered()
        ]
        missing = self.missing()
        agreed = self.state.answers.features.add_missing
        if missing and agreed is None:
            questions.go_to(ADD_MISSING)
            self.pbc.say(
                "the chosen features need files that the structure lacks: add them, yes or no?",
                "warning",
            )
            return
        if missing:
            word = "are added" if agreed else "are NOT added"
            notes.append(
                Content.assemble(
                    ("▸ ", "$accent"), f"{len(missing)} missing files {word}: ", ", ".join(missing)
                )
            )
        await confirm_questions(
            self,
            questions,
            Gate.FEATURES,
            title="Features: your gates",
            rows=self._rows(),
            notes=notes,
        )

    def _rows(self) -> list[tuple[str, str, str]]:
        answers = self.state.answers
        return [
            (entry.key, entry.title, _words(entry.key, answers.get(entry.key), entry.number))
            for entry in catalog.questions_of(Gate.FEATURES, answers)
            if entry.key != ADD_MISSING
        ]


def _added(paths: Sequence[str], width: int, most: int) -> Content:
    """As many paths as fit into ``most`` lines of ``width`` cells, and how many more there are."""
    for shown in range(len(paths), 0, -1):
        parts = [Content.assemble(("+ ", "$success"), span(path)) for path in paths[:shown]]
        if left := len(paths) - shown:
            parts.append(Content.styled(f"… and {left} more", "$dim"))
        told = flowing(parts, width)
        if told.plain.count("\n") < most:
            return told
    return Content.styled(f"{len(paths)} files", "$dim")


def _words(key: str, value: object, number: int) -> str:
    if value is None:
        return "NO (not answered)" if number else "open"
    return catalog.display(key, value)
