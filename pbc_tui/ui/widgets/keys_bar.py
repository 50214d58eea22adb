"""The footer: which key does what, here and now, from the declared commands."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from pbc_tui.ui.commands import COMMANDS, Command
from pbc_tui.ui.commands.movement import MOVEMENTS
from pbc_tui.ui.keymap import keys_of
from pbc_tui.ui.place import comes_next, is_in_footer, is_offered, label_of, reason_of
from pbc_tui.ui.text import key_name

_RANKS = {"entry": 0, "filter": 0, "stage": 2, "app": 3}
_ORDER = {identifier: place for place, identifier in enumerate(COMMANDS)}


def commands_here(screen: Screen[Any]) -> list[tuple[Command, str, Any]]:
    """The commands that apply on a screen now, each with its key and the node that runs it.

    What is being typed comes first, then the place around it, then every stage, and the
    application last.
    """
    found: dict[str, tuple[Command, str, Any]] = {}
    for active in screen.active_bindings.values():
        identifier, key = active.binding.id, active.binding.key
        if identifier not in COMMANDS or not is_offered(active.node, COMMANDS[identifier]):
            continue
        if identifier not in found or key == keys_of(screen.app, identifier)[0]:
            found[identifier] = (COMMANDS[identifier], key, active.node)
    return sorted(found.values(), key=lambda entry: _rank(entry[0]))


def movements_here(screen: Screen[Any]) -> list[Command]:
    """The movements that apply on a screen now."""
    here = {active.binding.id for active in screen.active_bindings.values()}
    return [movement for identifier, movement in MOVEMENTS.items() if identifier in here]


def _for_the_footer(screen: Screen[Any]) -> list[tuple[Command, str, Any]]:
    """What comes next before all others."""
    here = commands_here(screen)
    following = [entry for entry in here if comes_next(entry[2], entry[0])]
    seen = [entry for entry in here if is_in_footer(entry[2], entry[0])]
    return following + [entry for entry in seen if entry not in following]


def _rank(command: Command) -> tuple[int, int]:
    return _RANKS.get(command.place, 1), _ORDER[command.id]


class KeysBar(Widget):
    """One line of keys; a click on one presses it."""

    DEFAULT_CSS = """
    KeysBar { height: 1; dock: bottom; padding: 0 1; background: $panel; color: $foreground 75%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []
        self._keys = Content()
        self._will_look = False

    def on_mount(self) -> None:
        """Draw anew when the focus or the keys change."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

        self.show_keys()

    def on_resize(self) -> None:
        """Other keys fit now; the first time, all that stands on the screen is there."""
        self.show_keys()

    def _changed(self, _: Screen[Any]) -> None:
        """Look once, and behind the painting of what a key has changed."""
        if not self._will_look:
            self._will_look = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._will_look = False
        self.show_keys()

    def show_keys(self) -> None:
        """Look which keys apply now, and draw them if they are others."""
        if not self.size:
            return
        keys = self._that_fit()
        if not keys.is_same(self._keys):
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """The keys that were found last."""
        return self._keys

    def _that_fit(self) -> Content:
        """As many keys as fit; the help key is always among them."""
        width = self.content_size.width
        entries = _for_the_footer(self.screen)
        last = [entry for entry in entries if entry[0].id == "app.help"]
        parts: list[Content] = []
        self._places = []
        used = 0
        room = width - sum(self._entry(*entry).cell_length + 2 for entry in last)
        for command, key, node in entries:
            if command.id == "app.help":
                continue
            entry = self._entry(command, key, node)
            if used + entry.cell_length > room:
                break
            self._places.append((used, used + entry.cell_length, key))
            used += entry.cell_length + 2
            parts.append(entry)
        for command, key, node in last:
            entry = self._entry(command, key, node)
            self._places.append((used, used + entry.cell_length, key))
            parts.append(entry)
        return Content("  ").join(parts)

    def _entry(self, command: Command, key: str, node: Any) -> Content:
        name = key_name(self._help_key(command) if command.id == "app.help" else key)
        label = label_of(node, command)
        if reason_of(node, command):
            return Content.styled(f"{name} {label}", "$faint")
        return Content.assemble((name, "bold $accent"), f" {label}")

    def _help_key(self, command: Command) -> str:
        """The last of its keys that would not be written into what has the focus."""
        keys, focused = keys_of(self.app, command.id), self.screen.focused
        if focused is None:
            return keys[-1]
        free = [key for key in keys if not focused.check_consume_key(key, _character(key))]
        return free[-1] if free else keys[-1]

    def on_click(self, event: events.Click) -> None:
        """Press the key that stands there."""
        for start, end, key in self._places:
            if start <= event.x - 1 < end:
                self.app.simulate_key(key)


def _character(key: str) -> str | None:
    """What a key would write."""
    name = key_name(key)
    return name if len(name) == 1 and key not in ("up", "down", "left", "right") else None
