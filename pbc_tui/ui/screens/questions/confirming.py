"""Confirming a stage of questions: what is open is named, then the summary, then the word."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from pbc_tui.design import catalog
from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.questions.summary import CONFIRMED, SummaryScreen
from pbc_tui.ui.screens.stage import StageScreen
from pbc_tui.ui.widgets.questions import Questions


async def confirm_questions(
    screen: StageScreen,
    questions: Questions,
    gate: Gate,
    *,
    title: str,
    rows: Sequence[tuple[str, str, str]] | None = None,
    notes: Sequence[Content] = (),
) -> None:
    """Go to the first open question, or show the summary and confirm the gate on a yes."""
    from pbc_tui.workflow import design_desk

    questions.keep()
    app = screen.pbc
    if key := questions.first_open():
        questions.go_to(key)
        left = [field.question.title for field in questions.asked if field.fault or field.waits]
        app.say(f"{len(left)} open: {', '.join(left)}", "warning")
        return
    answers = app.project.state.answers
    table = rows or [
        (entry.key, entry.title, catalog.display(entry.key, answers.get(entry.key)))
        for entry in catalog.questions_of(gate, answers)
    ]
    outcome = await app.push_screen_wait(SummaryScreen(title, table, notes=notes))
    if outcome == CONFIRMED:
        design_desk.confirm(app.project, gate)
    elif outcome:
        questions.go_to(outcome)
