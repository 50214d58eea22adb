"""The command palette: every command that applies here, by name; a closed one says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from pbc_tui.ui.commands import Command
from pbc_tui.ui.place import reason_of, words_of
from pbc_tui.ui.text import key_name
from pbc_tui.ui.widgets.keys_bar import commands_here


class CommandsHere(Provider):
    """The declared commands of the screen below the palette."""

    def _entries(self) -> list[tuple[Command, str, Callable[[], Any]]]:
        found: list[tuple[Command, str, Callable[[], Any]]] = []
        for command, key, node in commands_here(self.screen):
            if command.id == "app.palette":
                continue
            reason = reason_of(node, command)
            help_text = f"{key_name(key)}   {words_of(node, command)}"
            if reason:
                help_text += f"   (not now: {reason})"
            found.append((command, help_text, partial(node.action_command, command.id)))
        return found

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command, help_text, run in self._entries():
            yield DiscoveryHit(command.label, run, command.label, help_text)

    async def search(self, query: str) -> Hits:
        """Those whose label or explanation matches."""
        matcher = self.matcher(query)
        for command, help_text, run in self._entries():
            text = f"{command.label}: {command.help}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), run, text, help_text)
