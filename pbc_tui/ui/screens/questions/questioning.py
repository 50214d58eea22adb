"""A stage whose middle is questions: what they, their option pane and the critic have in common."""

from __future__ import annotations

from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.widgets.critic_panel import CriticPanel
from pbc_tui.ui.widgets.field import Field
from pbc_tui.ui.widgets.option_pane import OptionPane
from pbc_tui.ui.widgets.questions import Questions


class QuestionsScreen(StageScreen):
    """Keeps what is typed, goes to a question, explains the one at the cursor."""

    def keep(self) -> None:
        """Record what was typed."""
        self.query_one(Questions).keep()

    def go_to(self, key: str) -> bool:
        """Put the cursor on a question; whether there is one with this key."""
        return self.query_one(Questions).go_to(key)

    def on_field_current(self, event: Field.Current) -> None:
        """Explain what stands at the cursor."""
        self.query_one(OptionPane).show_field(event.field)

    def on_critic_panel_go(self, event: CriticPanel.Go) -> None:
        """Jump to the decision at fault."""
        self.go_to_decision(event.decision)
