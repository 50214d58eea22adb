"""The end: what was measured, where the report is, and the ways back (SPEC 10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from pbc_tui.session.progress import Status
from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskChoice
from pbc_tui.ui.screens.report.check_matrix import matrix_rows
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.text import bar, lines, span
from pbc_tui.ui.widgets.pane import Pane, Scroll


class ReportScreen(StageScreen):
    """Figures, files, what is left."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("report")
    AUTO_FOCUS = "#report"

    def body(self) -> ComposeResult:
        """One page."""
        with Pane(classes="pane") as pane:
            pane.border_title = "Report"
            with Scroll(id="report"):
                yield Static(id="figures")

    def on_mount(self) -> None:
        """Write the report when it is not written for this state."""
        super().on_mount()
        self.pbc.run_flow(self._begin())

    async def _begin(self) -> None:
        await self.pbc.start_building()
        if self._outdated():
            await self._write(_USUAL)

    def _outdated(self) -> bool:
        last = next((e.kind for e in reversed(self.state.log) if e.kind not in _QUIET), "")
        return last != "report-written"

    def show_state(self) -> None:
        """The figures as they are."""
        self.query_one("#figures", Static).update(lines(self._rows()))

    def _rows(self) -> list[Content]:
        state = self.state
        tasks = state.plan.tasks
        count = dict.fromkeys(Status, 0)
        for task in tasks:
            count[state.status(task)] += 1
        done = count[Status.ACCEPTED]
        words = "finished" if state.finished else "ended early" if state.ended else "not finished"
        rows = [
            Content.assemble(
                (f"{done}", "bold $success"),
                f"/{len(tasks)} files accepted   ",
                bar(done, len(tasks), min(30, self._width // 3), "$success"),
                (f"   {words}", "bold"),
            ),
            Content(""),
        ]
        for status, label in (
            (Status.DEFERRED, "deferred"),
            (Status.STALE, "stale"),
            (Status.WAITING, "not done"),
            (Status.OPEN, "open"),
        ):
            if count[status]:
                rows.append(self._fact(label, str(count[status])))
        acknowledged = [t for t in tasks if state.progress_of(t.id).acknowledged]
        if acknowledged:
            rows.append(
                self._fact("accepted with failures", ", ".join(t.path for t in acknowledged))
            )
        rows += [*self._suite(), *self._environment(), Content("")]
        rows.append(Content.styled("Where the report is", "bold $accent"))
        latest = {report.format: report for report in state.reports}
        rows += [self._fact(report.format, report.path) for report in latest.values()]
        if not latest:
            rows.append(Content.styled("it is being written …", "$dim"))
        rows += [Content(""), Content.styled("What you can do", "bold $accent")]
        for command, meaning in (
            ("report.reopen", "do a task again"),
            ("report.read", "read the report here"),
            ("report.write", "measure anew and write it: Markdown, HTML, JSON, plain text"),
            ("report.carry-on", "take the workflow up again" if state.ended else ""),
            ("app.go-back", "reopen an earlier decision"),
            ("report.leave", "quit; everything is saved"),
        ):
            if meaning:
                key = key_of(self.pbc, command)
                rows.append(Content.assemble((f"{key:>7}  ", "bold $accent"), meaning))
        rows += [Content(""), Content.styled("The checks of every file", "bold $accent")]
        return [*rows, *matrix_rows(state, self._width)]

    def on_resize(self) -> None:
        """The table is as wide as there is room."""
        self.call_after_refresh(self.show_state)

    def _suite(self) -> list[Content]:
        suite = self.state.suite
        if suite is None:
            return [self._fact("test suite", "not run")]
        if suite.reason:
            return [self._fact("test suite", f"not run: {suite.reason}")]
        words = f"{suite.passed} passed, {suite.failed} failed, {suite.skipped} skipped"
        if suite.coverage is not None:
            words += f", coverage {suite.coverage:.0f} %"
        return [self._fact("test suite", words)]

    def _environment(self) -> list[Content]:
        environment = self.state.environment
        if environment is None:
            return []
        words = environment.reason or f"Python {environment.version}"
        return [self._fact("environment", words)]

    def _fact(self, name: str, words: str) -> Content:
        label = min(_LABEL, max(self._width // 4, len(name) + 1))
        return Content.assemble((name.ljust(label), "$dim"), span(words, "", 400))

    @property
    def _width(self) -> int:
        return max(self.query_one("#figures").content_size.width, 40)

    def why_not_ended(self) -> str:
        """Why there is nothing to take up again."""
        return "" if self.state.ended else "the workflow was not ended"

    async def do_read(self) -> None:
        """Read the report as it stands now."""
        from pbc_tui.ui.screens.reading import Reading, reading_keys
        from pbc_tui.workflow.reporting import render_report

        text = render_report(self.pbc.root, self.state, "txt")
        page = Reading("The report as it stands now", text, subtitle=reading_keys(self.pbc))
        await self.app.push_screen_wait(page)

    async def do_write(self) -> None:
        """Choose a format, measure and write the report."""
        chosen = await self.app.push_screen_wait(
            AskChoice("Write the report", "Everything is measured anew.", _FORMATS)
        )
        if chosen is not None:
            await self._write(_ALL if chosen == "all" else (chosen,))

    async def _write(self, formats: Sequence[str]) -> None:
        from pbc_tui.workflow.reporting import write_report

        written = await write_report(self.pbc.project, formats=formats)
        self.pbc.say("written: " + ", ".join(path.name for path in written))

    async def do_reopen(self) -> None:
        """Choose a task to do again."""
        from pbc_tui.ui.screens.building import deciding

        tasks = self.state.plan.tasks
        chosen = await self.app.push_screen_wait(
            AskChoice(
                "Do which task again?",
                "It is handed over anew.",
                [(t.id, f"{t.id} {t.path}", self.state.status(t).value) for t in tasks],
            )
        )
        if chosen is not None:
            building = await self.pbc.start_building()
            await deciding.reopen(self.pbc, building, self.state.plan.by_id[chosen])

    async def do_carry_on(self) -> None:
        """Take an ended workflow up again."""
        building = await self.pbc.start_building()
        await building.carry_on()

    async def do_leave(self) -> None:
        """Quit."""
        await self.pbc.action_quit()


_QUIET = frozenset(["session-resumed", "noted", "environment-prepared", "scope-broken"])


_USUAL = ("md", "json")
_ALL = ("md", "html", "json", "txt")
_FORMATS = (
    ("md", "Markdown", "suggested: read in the repository, by people"),
    ("html", "HTML", "one page with charts and a search, for a browser"),
    ("json", "JSON", "for programs, by a schema that is published"),
    ("txt", "plain text", "80 columns"),
    ("all", "all of them", ""),
)

_LABEL = 24
