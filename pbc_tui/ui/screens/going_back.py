"""Going back: the impact of reopening a gate is shown first, and nothing happens without a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.dialog import AskChoice, AskYesNo
from pbc_tui.ui.text import lines, span

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp


async def go_back(app: PbcApp) -> None:
    """Ask which gate to reopen, show the impact, ask again."""
    state = app.project.state
    confirmed = [gate for gate in Gate if gate in state.confirmed]
    choices = [
        (str(place), gate.words, _reopens(app, gate)) for place, gate in enumerate(confirmed)
    ]
    if state.reopenings:
        last = state.reopenings[-1].gate.words
        choices.append(("u", "take the last reopening back", f"{last} is confirmed as before"))
    chosen = await app.push_screen_wait(
        AskChoice("Go back", "Which decision do you want to reopen?", choices)
    )
    if chosen == "u":
        await undo(app)
    elif chosen is not None:
        await reopen(app, confirmed[int(chosen)].value)


async def reopen(app: PbcApp, gate_name: str) -> bool:
    """Show what reopening a gate touches; True when the person wanted it."""
    from pbc_tui.workflow import design_desk

    gate = Gate(gate_name)
    agreed = await app.push_screen_wait(
        AskYesNo(
            f"Reopen {gate.words}?",
            lines(_impact(app, gate)),
            yes="reopen it",
            no="leave everything as it is",
            note="Nothing on disk is deleted.",
        )
    )
    if agreed:
        keep = getattr(app.screen, "keep", None)
        if callable(keep):
            keep()
        design_desk.reopen(app.project, gate)
    return bool(agreed)


async def undo(app: PbcApp) -> None:
    """Take the last reopening back; what was changed since is named first."""
    from pbc_tui.workflow import design_desk

    changed = design_desk.changed_since_reopening(app.project)
    if changed:
        rows = [span("These decisions go back to what they were:"), Content("")]
        rows += [span(f"  {name}") for name in changed]
        if not await app.push_screen_wait(
            AskYesNo("Take the reopening back?", lines(rows), yes="take it back", no="keep them")
        ):
            return
    gate = design_desk.undo_reopening(app.project)
    words = f"{gate.words} is confirmed as it was before"
    state = app.project.state
    if state.building and (task := state.interrupted_task) is not None:
        words += f"; {task.id} {task.path} waits: enter begins it again"
    app.say(words)


def _reopens(app: PbcApp, gate: Gate) -> str:
    after = [other.words for other in gate.after if other in app.project.state.confirmed]
    return "reopens also " + ", ".join(after) if after else ""


def _impact(app: PbcApp, gate: Gate) -> list[Content]:
    """What reopening touches, in sentences."""
    from pbc_tui.workflow import design_desk

    rows = [_row(*entry) for entry in design_desk.impact_of_reopening(app.project, gate)]
    opened = app.project.state.open_task
    if opened is not None:
        rows.append(_row("Open task", f"{opened.id} closes and waits; {opened.path} stays"))
    return rows


def _row(title: str, words: str) -> Content:
    return Content.assemble((f"{title}: ", "bold"), span(words, "", 1000))
