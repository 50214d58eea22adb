"""The garbage collector's full runs, in the pauses of the person's work.

A full run looks at every object of the application, which takes several frames. Left to itself it
begins in the middle of a key; the runs over young objects are short and stay as they are. What was
drawn of a page is most of its memory, and does not wait for them.
"""

from __future__ import annotations

import gc
from time import monotonic
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

PAUSE = 2.0
"""Seconds without a key after which a full run disturbs nobody."""
LONGEST = 300.0
"""Seconds of typing without a pause after which a full run is made all the same."""
_LOOK_EVERY = 1.0
_APART = 60.0
"""Seconds between two full runs."""
_ENOUGH = 20
"""Runs over the middle generation that make a full one worth while."""
_NEVER = 1_000_000


class Collecting:
    """Makes the full runs of the collector for an application, from its start to ``stop``."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._last_key = self._last_run = monotonic()

    def start(self, app: App[int]) -> None:
        """Take the full runs over."""
        self._usual = gc.get_threshold()
        gc.set_threshold(*self._usual[:2], _NEVER)
        app.set_interval(_LOOK_EVERY, self.look)

    def stop(self) -> None:
        """Give them back."""
        gc.set_threshold(*self._usual)

    def pressed(self) -> None:
        """Hear of a key."""
        self._last_key = monotonic()

    def look(self) -> None:
        """Make a full run if one is due and nobody types."""
        now = monotonic()
        since = now - self._last_run
        typing = now - self._last_key < PAUSE and since < LONGEST
        if gc.get_count()[2] < _ENOUGH or since < _APART or typing:
            return
        gc.collect()
        self._last_run = monotonic()


def release(screen: Screen[Any]) -> None:
    """Let go of all that was drawn of a screen that has been left."""
    # Textual keeps up to 1024 parts that are gone in a cache of colours, with their lines.
    for part in screen.walk_children(Widget, with_self=True):
        part.refresh()
