"""What happened, newest first: the journal as a person reads it, and the programs that were run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from pbc_tui.report.narration import sentence
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import fit, hanging, lines, span

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workspace.commands_run import CommandRun

MOST = 500
"""The most events that are shown."""
_NARROW, _WIDE = 60, 90
"""Cells below which the words stand under their head, and from which a head has its full width."""


async def show_log(app: PbcApp) -> None:
    """Show the journal."""
    if not app.has_project:
        app.say("no project is open yet")
        return
    log = app.project.state.log
    latest = log[: -MOST - 1 : -1]

    def page(width: int) -> Sequence[Content]:
        return [_row(event, width) for event in latest]

    await app.push_screen_wait(Reading("What happened", page, subtitle=f"{len(log)} events"))


def _row(event: Any, width: int) -> Content:
    kind = 18 if width < _WIDE else 24
    lead = Content.assemble(
        (event.at.astimezone().strftime("%H:%M:%S  "), "$dim"), (event.kind.ljust(kind), "bold")
    )
    if width < _NARROW:
        return lines([lead, hanging("  ", sentence(event), width)])
    return hanging(lead, sentence(event), width)


async def show_commands_run(app: PbcApp) -> None:
    """Show every program that was run, as its argument list."""
    from pbc_tui.workspace.commands_run import LATEST

    latest = list(reversed(LATEST))

    def page(width: int) -> Sequence[Content]:
        rows = [_command_row(each, width) for each in latest]
        return rows or [Content("No program was run yet.")]

    await app.push_screen_wait(
        Reading("Commands run", page, subtitle=f"{len(latest)}, newest first; {reading_keys(app)}")
    )


def _command_row(ran: CommandRun, width: int) -> Content:
    good = ran.outcome in ("exit 0", "runs")
    took = "" if ran.seconds is None else f"{ran.seconds:.2f} s"
    lead = Content.assemble(
        (ran.at.astimezone().strftime("%H:%M:%S "), "$dim"),
        (f"{took:>9}  ", "$dim"),
        (f"{ran.way.value:<8}", "$dim"),
        fit(
            span(ran.outcome, "$success" if good else "$warning"), max(9, min(len(ran.outcome), 40))
        ),
        "  ",
    )
    if width < _NARROW:
        return lines([lead, hanging("  ", ran.line, width)])
    return hanging(lead, ran.line, width)
