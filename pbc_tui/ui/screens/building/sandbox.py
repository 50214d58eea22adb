"""What confines the tests: shown on demand, and asked about once where nothing does (SPEC 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import LiveChanged
from pbc_tui.ui.screens.dialog import AskYesNo
from pbc_tui.ui.screens.reading import Reading, reading_keys
from pbc_tui.ui.text import clean, lines
from pbc_tui.workflow import confinement

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workspace.sandbox.sandbox import Sandbox


async def ask_once(app: PbcApp) -> None:
    """Find the sandbox; where there is none, ask whether tests may run all the same."""
    app.sandbox = sandbox = await confinement.sandbox_here()
    app.screen.post_message(LiveChanged())
    if confinement.must_be_asked(app.project.state, sandbox):
        await _ask(app, sandbox)


async def show_sandbox(app: PbcApp) -> None:
    """Show the level and its reasons; unconfined, the person's word can be given anew."""
    sandbox = app.sandbox or await confinement.sandbox_here()
    if sandbox.level == "unconfined":
        await _ask(app, sandbox)
        return
    page = _page(confinement.explanation(sandbox))
    await app.push_screen_wait(
        Reading(f"sandbox: {sandbox.level}", page, subtitle=reading_keys(app))
    )


async def _ask(app: PbcApp, sandbox: Sandbox) -> None:
    allowed = await app.push_screen_wait(
        AskYesNo(
            "No sandbox is to be had here",
            _page(confinement.explanation(sandbox, app.project.state)),
            yes="run the tests all the same",
            no="skip them",
            note=f"{key_of(app, 'build.sandbox')} asks again; "
            "without tests a file is not ACCEPTABLE",
        )
    )
    # Leaving without a word runs nothing, and is asked again.
    if allowed is not None:
        confinement.decide(app.project, sandbox, allowed=allowed)


def _page(paragraphs: tuple[str, ...]) -> Content:
    rows = [row for paragraph in paragraphs for row in (clean(paragraph), Content(""))]
    return lines(rows[:-1])
