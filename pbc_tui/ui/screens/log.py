"""Everything that happened, newest first: the journal as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp

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
    fields = event.model_dump(
        mode="json", exclude={"at", "kind", "review", "verdict", "edit", "diff"}
    )
    words = "  ".join(
        f"{name}={value}" for name, value in fields.items() if value not in (None, "", [], {})
    )
    return Content.assemble(
        (event.at.astimezone().strftime("%H:%M:%S  "), "$foreground 45%"),
        (event.kind.ljust(24), "bold"),
        span(words, "$foreground 75%", 220),
    )
