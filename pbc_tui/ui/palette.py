"""The command palette: every command that applies here, by name; a closed one says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from pbc_tui.ui.place import label_of, reason_of, words_of
from pbc_tui.ui.text import key_name
from pbc_tui.ui.widgets.keys_bar import commands_here


class CommandsHere(Provider):
    """The declared commands of the screen below the palette."""

    def _entries(self) -> list[tuple[str, str, str, Callable[[], Any]]]:
        """Label, explanation, key with what it does here, and what carries it out."""
        found: list[tuple[str, str, str, Callable[[], Any]]] = []
        for command, key, node in commands_here(self.screen):
            if command.id == "app.palette":
                continue
            reason = reason_of(node, command)
            help_text = f"{key_name(key)}   {words_of(node, command)}"
            if reason:
                help_text += f"   (not now: {reason})"
            run = partial(node.action_command, command.id)
            found.append((label_of(node, command), command.help, help_text, run))
        return found

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for label, _, help_text, run in self._entries():
            yield DiscoveryHit(label, run, label, help_text)

    async def search(self, query: str) -> Hits:
        """Those whose label or explanation matches."""
        matcher = self.matcher(query)
        for label, words, help_text, run in self._entries():
            text = f"{label}: {words}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), run, text, help_text)
