"""What an agent says that is run for no task: as it streams, with the key that ends it (SPEC 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from pbc_tui.ui.commands import bindings
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.messages import LiveChanged
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.text import clean, lines, span
from pbc_tui.ui.transcript_text import transcript_rows
from pbc_tui.ui.widgets.filtered_page import FilteredPage
from pbc_tui.ui.widgets.keys_bar import KeysBar

if TYPE_CHECKING:
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workflow.aside import Aside


class AgentTurnScreen(Reading):
    """Follows the last turn; leaving it ends nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("turn")

    def __init__(self, aside: Aside) -> None:
        from pbc_tui.workflow.agents import words_for

        self._aside = aside
        super().__init__(f"{words_for(aside.agent)}: {aside.about}", _page(aside))

    def on_mount(self) -> None:
        """Say which keys there are."""
        self.on_live_changed(LiveChanged())

    def on_live_changed(self, _: LiveChanged) -> None:
        """Draw what came; its end stays in sight where it was."""
        page = self.query_one(FilteredPage)
        at_end = page.scroll_offset.y >= page.max_scroll_y
        page.set_text(_page(self._aside))
        if at_end:
            page.scroll_end(animate=False)
        leave = key_of(self.pbc, "dialog.leave")
        words = f"{leave} leaves"
        if self._aside.under_way:
            words = f"{key_of(self.pbc, 'turn.stop')} ends it, {leave} leaves it at work"
        self.query_one(".page").border_subtitle = clean(words)
        self.query_one(KeysBar).refresh()

    def why_not_stop(self) -> str:
        """Why there is nothing to end."""
        return "" if self._aside.under_way else "the agent is not at it any more"

    async def do_stop(self) -> None:
        """End the agent, with everything that it started."""
        await self._aside.stop()


def turn_rows(app: PbcApp, about: str = "") -> list[Content]:
    """What goes on in the last turn, or came of it; nothing where none was for ``about``."""
    if app.why_no_turn() or (about and app.aside.about != about):
        return []
    aside = app.aside
    words = "the agent is at it" if aside.under_way else aside.outcome
    key = (f"{key_of(app, 'app.turn')}  ", "bold $accent")
    return [Content.assemble(key, span(f"{aside.about}: {words}", "$dim", 400))]


def _page(aside: Aside) -> Content:
    entries = aside.transcript.entries
    rows = [*transcript_rows(aside.transcript), Content("")]
    if aside.under_way:
        rows.append(span("the agent is at it …", "$dim"))
    elif aside.outcome and not (entries and entries[-1].text == aside.outcome):
        rows.append(span(aside.outcome, "bold", 600))
    return lines(rows)
