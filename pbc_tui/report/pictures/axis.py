"""An axis of time on which work keeps its length and long pauses shrink."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from pbc_tui.report.words import span_text

PAUSE = timedelta(minutes=10)
"""From this span without anything on, time is cut out."""
_SHORT = 24.0
_WIDTH = 520.0
_APART = 120.0


@dataclass(frozen=True)
class Axis:
    """Moments in their order, the place of each in pixels from the left, and the pauses."""

    moments: tuple[datetime, ...]
    places: tuple[float, ...]
    width: float

    @classmethod
    def through(cls, moments: Iterable[datetime]) -> Axis:
        """The axis that holds these moments."""
        known = sorted(set(moments))
        steps = [later - earlier for earlier, later in pairwise(known)]
        worked = sum((step for step in steps if step < PAUSE), timedelta()).total_seconds()
        room = max(_WIDTH - _SHORT * sum(step >= PAUSE for step in steps), _WIDTH / 2)
        places = [0.0]
        for step in steps:
            share = step.total_seconds() / worked if worked else 0.0
            places.append(places[-1] + (_SHORT if step >= PAUSE else room * share))
        return cls(tuple(known), tuple(places[: len(known)]), max(places[-1], 60.0))

    def place(self, moment: datetime) -> float:
        """Where a moment stands; one that is not on the axis, at the one before it."""
        at = bisect_right(self.moments, moment) - 1
        return self.places[max(at, 0)] if self.places else 0.0

    def marks(self) -> Iterator[tuple[float, str]]:
        """Moments with the time of day, far enough from each other to be read."""
        last = -_APART
        day = None
        for at, moment in zip(self.places, self.moments, strict=True):
            if at - last < _APART:
                continue
            words = moment.strftime("%H:%M:%S" if day == moment.date() else "%Y-%m-%d %H:%M")
            last, day = at, moment.date()
            yield at, words

    def pauses(self) -> Iterator[tuple[float, str]]:
        """The middle of each pause, with how long it was."""
        for place, (earlier, later) in enumerate(pairwise(self.moments)):
            if later - earlier >= PAUSE:
                words = span_text((later - earlier).total_seconds())
                yield (self.places[place] + self.places[place + 1]) / 2, words
