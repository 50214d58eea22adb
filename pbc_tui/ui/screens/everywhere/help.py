"""The keys that apply where one is, with what they do; a key that cannot act now says why."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.content import Content
from textual.screen import Screen

from pbc_tui.design.plain_text import single_line
from pbc_tui.ui.keymap import key_of, keys_of
from pbc_tui.ui.parts import part_with_focus
from pbc_tui.ui.place import reason_of, words_of
from pbc_tui.ui.screens.reading import Reading
from pbc_tui.ui.text import hanging, key_name, lines, span
from pbc_tui.ui.widgets.keys_bar import commands_here, movements_here

_TITLES = {
    "app": "Everywhere",
    "stage": "This screen",
    "questions": "Questions",
    "tree": "The tree",
    "critic": "Critic",
    "listing": "Rows",
}


class HelpScreen(Reading):
    """Made from the declared commands alone."""

    def __init__(self, screen: Screen[Any]) -> None:
        closes = f"{key_of(screen.app, 'dialog.leave')} closes"
        super().__init__("Keys that apply here", partial(_page, screen), subtitle=closes)

    def do_help(self) -> None:
        """The key that opened this closes it."""
        self.do_leave()


_MOST_LINES = 30
"""How many lines one thing may take in a narrow terminal."""


def _sandbox(screen: Screen[Any], width: int) -> list[Content]:
    """What confines the tests, once that is known."""
    app = getattr(screen, "pbc", None)
    if app is None or app.sandbox is None or not app.has_project:
        return []
    from pbc_tui.workflow.confinement import explanation

    told = explanation(app.sandbox, app.project.state)
    title = Content.styled(f"Sandbox: {app.sandbox.level}", "bold $accent")
    return [Content(""), title, *(hanging("  ", words, width) for words in told)]


def _focused(screen: Screen[Any], width: int) -> list[Content]:
    """What the part with the focus is, and what it has to say."""
    told = part_with_focus(screen)
    if told is None:
        return []
    rows = [Content(""), span(f"Here: {told.title}", "bold $accent")]
    if told.words:
        rows.append(hanging("  ", told.words, width, "$foreground"))
    for lead, words in told.rows:
        named = Content.styled(f"  {single_line(lead, 12):<12}", "bold")
        rows.append(hanging(named, words, width, "$foreground 85%", most=_MOST_LINES))
    return rows


def _page(screen: Screen[Any], width: int) -> list[Content]:
    rows = _focused(screen, width)
    place = ""
    for command, key, node in commands_here(screen):
        if command.place != place:
            place = command.place
            title = _TITLES.get(place, place.capitalize())
            rows += [Content(""), Content.styled(title, "bold $accent")]
        reason = reason_of(node, command)
        style = "$dim" if reason else "$foreground"
        keys = [key, *keys_of(screen.app, command.id)]
        row = _row(keys, words_of(node, command), width, style)
        if reason:
            lead = Content.assemble(" " * 14, ("not now: ", "$warning"))
            row = lines([row, hanging(lead, reason, width, style)])
        rows.append(row)
    rows += [Content(""), Content.styled("Moving", "bold $accent")]
    for movement in movements_here(screen):
        rows.append(_row(keys_of(screen.app, movement.id), movement.help, width, "$foreground"))
    rows.append(Content.styled("  The mouse works too.", "$dim"))
    return rows + _sandbox(screen, width)


def _row(keys: Iterable[str], words: str, width: int, style: str) -> Content:
    named = " ".join(dict.fromkeys(map(key_name, keys)))
    return hanging(Content.styled(f"  {named:<12}", "bold"), words, width, style)
