"""The stage rail: where one is, what is confirmed, and that everything is saved."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from pbc_tui.design.plain_text import single_line
from pbc_tui.ui.messages import LiveChanged, StateChanged
from pbc_tui.ui.place import Place
from pbc_tui.ui.stages import Stage
from pbc_tui.ui.text import bar

_WIDE = 100
"""Columns from which on there is room for more than where one is."""


class StageRail(Place, Widget):
    """One line; a confirmed stage can be clicked to reopen it."""

    DEFAULT_CSS = """
    StageRail { height: 1; dock: top; padding: 0 1; background: $panel; color: $foreground 70%; }
    """

    def on_state_changed(self, _: StateChanged) -> None:
        """Draw anew."""
        self.refresh()

    def on_live_changed(self, _: LiveChanged) -> None:
        """Draw anew."""
        self.refresh()

    def render(self) -> Content:
        """Name, stages, and at the right what is worth knowing at any time."""
        width = max(self.content_size.width, 20)
        right = self._right()
        room = width - right.cell_length - 1
        for form in (self._full, self._tight, self._short, self._narrow):
            left = form()
            if left.cell_length <= room:
                break
        else:
            return left.truncate(width, ellipsis=True)
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _project_name(self) -> Content:
        app = self.pbc
        name = app.project.state.answers.intake.repository_name if app.has_project else None
        return Content.styled(
            single_line(name or app.root.name or "pbc-tui", 28), "bold $foreground"
        )

    def _mark(self, stage: Stage) -> tuple[str, str]:
        app = self.pbc
        if stage is app.stage:
            return "●", "$accent"
        if app.has_project:
            state = app.project.state
            done = stage.gate in state.confirmed if stage.gate else False
            if done or (stage is Stage.BUILD and state.finished):
                return "✓", "$success"
        return "○", "$faint"

    def _station(self, stage: Stage, label: str) -> Content:
        mark, colour = self._mark(stage)
        words = Content.styled(label, "bold $foreground" if stage is self.pbc.stage else "")
        if mark == "✓" and stage.gate is not None:
            words = words.stylize(Style.from_meta({"@click": f"app.reopen('{stage.gate.value}')"}))
        return Content.assemble((f"{mark} ", colour), words)

    def _full(self) -> Content:
        return self._stations("   ", 12)

    def _tight(self) -> Content:
        return self._stations(" ", 8)

    def _stations(self, gap: str, width: int) -> Content:
        stations = [self._station(stage, stage.value) for stage in Stage]
        return Content.assemble(
            self._project_name(), "   ", Content(gap).join(stations), self._progress(width)
        )

    def _short(self) -> Content:
        stations = [
            self._station(stage, stage.value)
            if stage is self.pbc.stage
            else Content.styled(*self._mark(stage))
            for stage in Stage
        ]
        return Content.assemble(
            self._project_name(), "   ", Content(" ").join(stations), self._progress(8)
        )

    def _narrow(self) -> Content:
        stage = self.pbc.stage
        return Content.assemble(
            (stage.value if stage else "", "bold $accent"),
            self._progress(6),
            "  ",
            self._project_name(),
        )

    def _progress(self, width: int) -> Content:
        app = self.pbc
        if not app.has_project or not app.project.state.building or app.stage is not Stage.BUILD:
            return Content("")
        state = app.project.state
        done = sum(state.status(task).value == "accepted" for task in state.plan.tasks)
        total = len(state.plan.tasks)
        return Content.assemble(f"  {done}/{total} ", bar(done, total, width, "$success"))

    def _sandbox(self) -> Content:
        """What confines the tests, where there is room for it; without a sandbox always."""
        sandbox = self.pbc.sandbox
        if sandbox is None:
            return Content("")
        bare = sandbox.level == "unconfined"
        if self.content_size.width < _WIDE and not bare:
            return Content("")
        style = "bold $warning" if bare else "$dim"
        return Content.assemble((" · ", "$faint"), (f"sandbox: {sandbox.level}", style))

    def _right(self) -> Content:
        app = self.pbc
        if not app.has_project:
            return Content("")
        if app.stage is Stage.BUILD:
            agent = Content.styled(single_line(f"agent: {app.project.state.agent}", 24), "$dim")
            return Content.assemble(agent, self._sandbox())
        if app.drafts:
            return Content.styled("drafts kept", "$warning")
        return Content.styled("saved", "$dim")
