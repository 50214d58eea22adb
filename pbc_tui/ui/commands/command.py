"""What a command is: one declaration of its key, footer and palette entry, help and keymap id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do by a key, by the footer, by the palette.

    ``unless`` and ``when_next`` name methods of the place: why it cannot be run now, and whether it
    is what comes next, so that the footer begins with it.
    """

    id: str
    keys: str
    label: str
    help: str
    footer: bool = True
    unless: str = ""
    priority: bool = False
    when_next: str = ""

    @property
    def place(self) -> str:
        """The screen or widget that it belongs to."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The method of the place that carries it out."""
        return "do_" + self.id.partition(".")[2].replace("-", "_")
