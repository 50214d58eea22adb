"""What happened, newest first: the journal as a person reads it, and the programs that were run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from pbc_tui.report.narration import sentence
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import fit, lines, span

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workspace.commands_run import CommandRun

MOST = 500
"""The most events that are shown."""


async def show_log(app: PbcApp) -> None:
    """Show the journal."""
    if not app.has_project:
        app.say("no project is open yet")
        return
    log = app.project.state.log
    rows = [_row(event) for event in reversed(log[-MOST:])]
    await app.push_screen_wait(Reading("What happened", lines(rows), subtitle=f"{len(log)} events"))


def _row(event: Any) -> Content:
    return Content.assemble(
        (event.at.astimezone().strftime("%H:%M:%S  "), "$dim"),
        (event.kind.ljust(24), "bold"),
        span(sentence(event), "", 300),
    )


async def show_commands_run(app: PbcApp) -> None:
    """Show every program that was run, as its argument list."""
    from pbc_tui.workspace.commands_run import LATEST

    rows = [_command_row(each) for each in reversed(LATEST)]
    shown = lines(rows) if rows else Content("No program was run yet.")
    await app.push_screen_wait(
        Reading("Commands run", shown, subtitle=f"{len(rows)}, newest first; {reading_keys(app)}")
    )


def _command_row(ran: CommandRun) -> Content:
    good = ran.outcome in ("exit 0", "runs")
    took = "" if ran.seconds is None else f"{ran.seconds:.2f} s"
    return Content.assemble(
        (ran.at.astimezone().strftime("%H:%M:%S "), "$dim"),
        (f"{took:>9}  ", "$dim"),
        (f"{ran.way.value:<8}", "$dim"),
        fit(
            span(ran.outcome, "$success" if good else "$warning"), max(9, min(len(ran.outcome), 40))
        ),
        "  ",
        span(ran.line, "$foreground", 1000),
    )
