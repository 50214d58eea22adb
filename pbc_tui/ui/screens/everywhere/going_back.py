"""Going back: what reopening touches is shown first, and nothing happens without a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.dialog import AskYesNo
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.design.gates import Gate
    from pbc_tui.ui.app import PbcApp


async def go_back(app: PbcApp) -> None:
    """Let the person find a decision, show what reopening it touches, ask again."""
    from pbc_tui.ui.screens.everywhere.decisions import UNDO, DecisionsScreen, meant

    found = await app.push_screen_wait(DecisionsScreen())
    if found == UNDO:
        await undo(app)
    elif found:
        gate, key = meant(found)
        await reopen(app, gate, key)


async def reopen(app: PbcApp, gate: Gate, key: str = "") -> bool:
    """Show what reopening a gate touches; True when the person wanted it.

    With the ``key`` of a decision the screen of its stage then begins there.
    """
    from pbc_tui.workflow import going_back

    rows = [
        Content.assemble((f"{title}: ", "bold"), span(words, "", 1000))
        for title, words in going_back.impact_of(app.project.state, gate, key)
    ]
    agreed = await app.push_screen_wait(
        AskYesNo(
            f"Reopen {gate.words}?",
            lines(rows),
            yes="reopen it",
            no="leave everything as it is",
            note="Nothing on disk is deleted.",
        )
    )
    if agreed:
        keep = getattr(app.screen, "keep", None)
        if callable(keep):
            keep()
        app.jump = key
        going_back.reopen(app.project, gate)
    return bool(agreed)


async def undo(app: PbcApp) -> None:
    """Take the last reopening back; what was changed since is named first."""
    from pbc_tui.workflow import going_back

    changed = going_back.changed_since_reopening(app.project)
    if changed:
        rows = [span("These decisions go back to what they were:"), Content("")]
        rows += [Content.assemble("  ", span(name)) for name in changed]
        if not await app.push_screen_wait(
            AskYesNo("Take the reopening back?", lines(rows), yes="take it back", no="keep them")
        ):
            return
    gate = going_back.undo_reopening(app.project)
    words = f"{gate.words} is confirmed as it was before"
    state = app.project.state
    if state.building and (task := state.interrupted_task) is not None:
        words += f"; {task.id} {task.path} waits: {key_of(app, 'build.begin')} begins it again"
    app.say(words)
