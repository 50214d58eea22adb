"""What became of one task so far, and what the tools said of its file, in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.report.narration import sentence
from pbc_tui.session import events as e
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.verdict_text import MARKS, marks_line

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.session.state import State
    from pbc_tui.ui.app import PbcApp

_REQUESTS = (e.ModificationRequested, e.RegenerationRequested, e.TaskReopened)
"""What asks for another attempt; the handing over that follows belongs to it."""


async def show_attempts(app: PbcApp, task: Task) -> None:
    """Show everything that happened to a task, the first attempt first."""
    rows = list(attempt_rows(app.project.state, task)) or [Content("Nothing happened to it yet.")]
    title = f"{task.id} {task.path}: its attempts"
    await app.push_screen_wait(Reading(title, lines(rows), subtitle=reading_keys(app)))


def attempt_rows(state: State, task: Task) -> Iterator[Content]:
    """One row for each event of a task; below a verdict its marks and what failed."""
    attempt, requested = 0, False
    for event in state.log:
        if getattr(event, "task", None) != task.id:
            continue
        asks, opens = isinstance(event, _REQUESTS), isinstance(event, e.TaskOpened)
        if (asks or opens) and not requested:
            attempt += 1
            yield Content("")
            yield Content.styled(f"Attempt {attempt}", "bold $accent")
        requested = asks or (requested and not opens)
        yield Content.assemble(
            (event.at.astimezone().strftime("%H:%M:%S  "), "$dim"), span(sentence(event))
        )
        if isinstance(event, e.Judged):
            checks = {check.name: check for check in event.verdict.checks}
            yield Content.assemble(" " * 10, marks_line(checks, frozenset()))
            for check in event.verdict.failures:
                sign, colour = MARKS[check.result]
                yield Content.assemble(
                    " " * 10, (f"{sign} {check.name} ", colour), span(check.reason, "", 300)
                )


async def show_output(app: PbcApp, task: Task) -> None:
    """Show what the tools said of a task's file, as they said it."""
    verdict = app.project.state.progress_of(task.id).verdict
    said = [(check, check.output) for check in verdict.checks if check.output] if verdict else []
    rows: list[Content] = []
    for check, output in said:
        sign, colour = MARKS[check.result]
        rows += [
            Content.assemble((f"{sign} {check.name} {check.result}  ", colour), span(check.reason)),
            clean(output),
            Content(""),
        ]
    shown = lines(rows) if rows else Content("The tools printed nothing about this file.")
    title = f"{task.path}: what the tools said"
    await app.push_screen_wait(Reading(title, shown, subtitle=reading_keys(app)))
