"""The validation pane: read without touching it; first failure first (SCREENS, "Build")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from pbc_tui.design.plan.task import Task
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Verdict
from pbc_tui.session.progress import Progress, Status
from pbc_tui.ui.drawing import Recurring, redraw
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.place import Place
from pbc_tui.ui.text import clean, fit, flowing, lines, span
from pbc_tui.ui.verdict_text import FindingRow, finding_rows, marks_line, words_of_findings
from pbc_tui.ui.widgets.filtered_listing import FilteredListing
from pbc_tui.ui.widgets.listing import NOTE, Listing
from pbc_tui.ui.widgets.narrowed import FilterEntry
from pbc_tui.ui.widgets.pane import Page, Pane, Switcher
from pbc_tui.workflow.agents import OWN, is_driven
from pbc_tui.workflow.live import Live, Phase

TABS = ("findings", "prompt", "diff", "agent")
FINDINGS, *PAGES = TABS


class VerdictPane(Place, Pane):
    """Verdict and marks above; below them one of four tabs, or findings and a page side by side."""

    _LEFT = ("prompt", "diff")
    """The tabs that make room for the findings of a file that fails; an agent's turn may ask."""

    class TabShown(Message):
        """Another tab is shown, so its text is needed."""

    DEFAULT_CSS = """
    VerdictPane { height: 1fr; width: 1fr; }
    VerdictPane #overall { height: 1; }
    VerdictPane #marks { height: 1; }
    VerdictPane #tabs { height: 1; margin-top: 1; }
    VerdictPane #pages { height: 1fr; }
    VerdictPane #findings { width: 1fr; height: 1fr; }
    VerdictPane ContentSwitcher { width: 1fr; height: 1fr; }
    VerdictPane .page { height: 1fr; scrollbar-gutter: stable; }
    VerdictPane .page Static { height: auto; }
    VerdictPane #choices { height: auto; max-height: 2; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="verdict", classes="pane main")
        self.rows: dict[str, FindingRow] = {}
        self.tab = FINDINGS
        self._shown: Verdict | None = None

    def compose(self) -> ComposeResult:
        """Head, tabs, pages, choices."""
        yield Static(id="overall")
        yield Static(id="marks")
        yield Recurring(id="tabs")
        with Horizontal(id="pages"):
            yield FilteredListing(id=FINDINGS)
            with Switcher(initial=PAGES[0]):
                for name in PAGES:
                    with Page(classes="page", id=name):
                        yield Static()
        yield Static(id="choices")

    @property
    def page(self) -> str:
        """The page that is shown, beside the findings or in their place; "" when none is."""
        if self.tab == FINDINGS and not self._side_by_side:
            return ""
        return self.query_one(Switcher).current or PAGES[0]

    def show_tab(self, name: str) -> None:
        """Show a tab and put the focus into it."""
        self._go_to(name)
        # It fills its pane, so there is nothing to scroll it into.
        self.query_one(f"#{name}").focus(scroll_visible=False)

    def _go_to(self, name: str) -> None:
        self.tab = name
        if name != FINDINGS:
            self.query_one(Switcher).current = name
        self._arrange()
        self.draw_tabs()
        self.post_message(self.TabShown())

    def on_mount(self) -> None:
        """Begin with what there is room for."""
        self._arrange()
        self.watch(self.screen, "focused", self._offer)

    def on_resize(self) -> None:
        """Findings and a page may have room beside each other now, or no longer."""
        self._arrange()

    def _arrange(self) -> None:
        """Show the findings, a page, or both; rules of style for it would style every page anew."""
        both = self._side_by_side
        findings = self.query_one(f"#{FINDINGS}", FilteredListing)
        findings.display = both or self.tab == FINDINGS
        self.query_one(Switcher).display = both or self.tab != FINDINGS
        if findings.entry is not None:
            findings.entry.display = findings.display

    @property
    def _side_by_side(self) -> bool:
        return self.screen.has_class("-full")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Where findings and a page stand side by side, the focus says which tab it is."""
        name = event.widget.id or ""
        if name in TABS and name != self.tab:
            self._go_to(name)

    def step_tab(self, by: int) -> None:
        """The next or the previous tab."""
        self.show_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def draw_tabs(self) -> None:
        """The line of tabs."""
        parts = []
        for place, name in enumerate(TABS):
            style = "$foreground" if name == self.page else "$dim"
            part = Content.assemble(
                (f"{key_of(self.app, f'stage.panel-{place + 2}')} ", "$faint"),
                (name, "bold $accent underline" if name == self.tab else style),
            )
            parts.append(part.stylize(Style.from_meta({"@click": f"app.build_tab('{name}')"})))
        redraw(self.query_one("#tabs", Static), Content("    ").join(parts), resizes=False)

    def show_page(self, name: str, content: Content) -> None:
        """What a tab other than the findings shows; its end stays in sight where it was."""
        page = self.query_one(f"#{name}", Page)
        at_end = name == "agent" and page.scroll_offset.y >= page.max_scroll_y
        redraw(page.query_one(Static), content)
        if at_end:
            page.scroll_end(animate=False)

    def on_show(self) -> None:
        """What was drawn while another part was shown in its place had no width."""
        self.post_message(Listing.Widened())

    def show_task(self, task: Task | None, progress: Progress, live: Live, source: str) -> None:
        """The verdict on a task: the live one while it is open, else the recorded one."""
        if task is None:
            self.border_title = "No task is open"
            self.border_subtitle = ""
            for name in ("overall", "marks"):
                self.query_one(f"#{name}", Static).update("")
            self._set_rows([FindingRow(f"{NOTE}idle", self._idle(live))])
            return
        is_live = live.task == task.id and progress.status is Status.OPEN
        results, running = _results(progress.verdict, live if is_live else None)
        self.border_title = clean(f"{task.id}  {task.path}")
        self.border_subtitle = f"attempt {progress.attempts}" if progress.attempts else ""
        short = self.size.width < 70
        overall = _overall(progress, live if is_live else None, short=short)
        redraw(self.query_one("#overall", Static), fit(overall, self.content_size.width))
        redraw(self.query_one("#marks", Static), marks_line(results, running, short=short))
        ordered = [results[name] for name in CheckName if name in results]
        findings = self.query_one(f"#{FINDINGS}", Listing)
        width = max(findings.room or self.content_size.width - 2, 30)
        reasons = dict(progress.dismissed)
        rows = list(finding_rows(ordered, source, progress.verdict, width, reasons))
        if not ordered:
            said = self._waiting(task, progress, live if is_live else None)
            rows = [FindingRow(f"{NOTE}waiting", said)]
        elif not rows and len(ordered) == len(CheckName):
            rows = [FindingRow(f"{NOTE}clean", Content.styled("Nothing was found.", "$success"))]
        self._set_rows(rows)
        self._lead_to_findings(progress)

    def _lead_to_findings(self, progress: Progress) -> None:
        """Show why a file fails as soon as it does, in the place of its prompt or its diff.

        What was looked for in the findings on another text of the file hides none of these.
        """
        verdict = progress.verdict
        if progress.status is not Status.OPEN or verdict is None or verdict is self._shown:
            return
        self._shown = verdict
        self.query_one(f"#{FINDINGS}", FilteredListing).give_up()
        if (
            self._side_by_side
            or self.tab not in self._LEFT
            or verdict.overall is Overall.ACCEPTABLE
        ):
            return
        if self.query_one(f"#{self.tab}").has_focus:
            self.show_tab(FINDINGS)
        else:
            self._go_to(FINDINGS)

    def _waiting(self, task: Task, progress: Progress, live: Live | None) -> Content:
        rows = [self._what_for(task, progress, live)]
        if progress.status is Status.OPEN:
            rows += self._what_the_agent_does()
        return lines(rows)

    def _what_the_agent_does(self) -> Iterator[Content]:
        """Which key has the agent that is chosen write the file, or ends its turn."""
        agent, building = self.pbc.project.state.agent, self.pbc.building
        named = span(agent, "bold", 60)
        if building is not None and building.turn_under_way:
            yield Content.assemble(self._key("build.stop-agent"), " ends the turn of ", named)
        elif is_driven(agent):
            yield Content.assemble(self._key("build.run-agent"), " runs ", named)
        elif agent in OWN:
            yield Content.assemble(self._key("build.regenerate"), " has ", named, " write it")

    def _key(self, command: str) -> tuple[str, str]:
        return key_of(self.app, command), "bold $accent"

    def _what_for(self, task: Task, progress: Progress, live: Live | None) -> Content:
        rows = [span(task.purpose, "$foreground 85%", 500), Content("")]
        if progress.status is not Status.OPEN:
            rows.append(Content.assemble(self._key("build.begin"), " in the task list begins it"))
            return lines(rows)
        if live is not None and live.activity:
            rows.append(span(live.activity, "$accent"))
        rows += [
            Content.assemble("Waiting for ", (task.path, "bold"), " to be written."),
            Content.assemble(
                "The prompt is in ",
                (".pbc/current.md", "bold"),
                f" and .pbc/prompts/{task.id}.md; ",
                self._key("build.copy-prompt"),
                " copies it.",
            ),
        ]
        return lines(rows)

    def _idle(self, live: Live) -> Content:
        if live.activity:
            return span(live.activity, "$accent")
        if live.phase is Phase.FINISHED:
            return Content.assemble(
                "Nothing is left to begin. ", self._key("build.report"), " goes to the report."
            )
        return Content.assemble(
            self._key("build.begin"), " begins the task at the cursor of the list"
        )

    def show_choices(self, parts: Iterable[Content]) -> None:
        """The choices at the bottom, on as many lines as they need."""
        width = self.content_size.width
        redraw(self.query_one("#choices", Static), flowing(parts, width))

    def _offer(self, focused: Widget | None) -> None:
        """No letter is a choice while a filter is typed, here or in the list of tasks."""
        self.query_one("#choices").visible = not isinstance(focused, FilterEntry)

    def _set_rows(self, rows: list[FindingRow]) -> None:
        self.rows = {row.id: row for row in rows}
        listing = self.query_one(f"#{FINDINGS}", FilteredListing)
        listing.set_rows([(row.id, row.content) for row in rows], words_of_findings(rows))

    @property
    def row(self) -> FindingRow | None:
        """The finding at the cursor."""
        return self.rows.get(self.query_one("#findings", Listing).current)


def _results(
    verdict: Verdict | None, live: Live | None
) -> tuple[dict[CheckName, CheckResult], frozenset[CheckName]]:
    if live is not None and live.phase in (Phase.CHECKING, Phase.WRITING, Phase.STARTED):
        return dict(live.results), live.running
    if verdict is None:
        return {}, frozenset()
    return {check.name: check for check in verdict.checks}, frozenset()


def _overall(progress: Progress, live: Live | None, *, short: bool) -> Content:
    verdict = progress.verdict
    if live is not None and live.phase is Phase.CHECKING:
        return Content.styled("checking …", "bold $accent")
    if live is not None and live.phase is Phase.WRITING:
        return Content.styled("is being written …", "bold $accent")
    if live is not None and live.phase is Phase.STARTED:
        return Content.styled("started: only comments so far, not judged yet", "bold $accent")
    if verdict is None:
        words = {
            Status.ACCEPTED: "accepted",
            Status.DEFERRED: "deferred",
            Status.STALE: "stale: its specification changed, to be generated again",
            Status.OPEN: "waiting for the file",
        }.get(progress.status, "not begun")
        return Content.styled(words, "bold $foreground 70%")
    good = verdict.overall is Overall.ACCEPTABLE
    when = ""
    if live is not None and live.settled_at is not None:
        when = f"{' ' if short else '   read '}{live.settled_at.astimezone():%H:%M:%S}"
    seconds = live.seconds if live is not None and live.seconds else progress.seconds
    checked = f", {'' if short else 'checked in '}{seconds:.2f} s" if seconds else ""
    accepted = "   accepted" if progress.status is Status.ACCEPTED else ""
    confirming = live is not None and live.confirming
    return Content.assemble(
        (f" {verdict.overall.value} ", "bold reverse $success" if good else "bold reverse $error"),
        (f"{when}{checked}{accepted}", "$dim"),
        (
            "   confirming the tests" + ("" if short else " in a fresh sandbox")
            if confirming
            else "",
            "$accent",
        ),
    )
