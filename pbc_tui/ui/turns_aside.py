"""The application's part in a turn that is for no task: there is one, and it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_tui.ui.place import Place

if TYPE_CHECKING:
    from pbc_tui.workflow.aside import Aside


class TurnsAside(Place):
    """Mixed into the application."""

    _aside: Aside | None = None

    @property
    def aside(self) -> Aside:
        """Where an agent's program is run for what is no task."""
        from pbc_tui.workflow.aside import Aside

        if self._aside is None:
            app = self.pbc
            seconds = app.settings.turn_seconds
            self._aside = Aside(app.project, app.show_live, seconds=seconds)
        return self._aside

    async def stop_aside(self) -> None:
        """End a turn that is under way."""
        if self._aside is not None:
            await self._aside.stop()

    def do_turn(self) -> None:
        """Show what the agent says that is run for no task."""
        from pbc_tui.ui.screens.building.agent_turn import AgentTurnScreen

        self.pbc.push_screen(AgentTurnScreen(self.aside))

    def why_no_turn(self) -> str:
        """Why there is no turn to see."""
        if self._aside is not None and self._aside.about:
            return ""
        return "no agent was run for a contract or an opinion"
