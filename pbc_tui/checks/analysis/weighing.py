"""What the own security rules found, weighed by the table and cut to what somebody reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.kinds import is_test
from pbc_tui.checks.security_levels import IN_TESTS, OWN, Level

MOST_SPOTS = 400
"""So many spots are told; a hostile file has hundreds of thousands."""


def weighed(spots: Iterable[Spot], path: str, *, unreadable: str = "") -> dict[str, Any]:
    """The answer of the worker: the spots that matter most, and how many more would block."""
    ignored = IN_TESTS if is_test(path) else frozenset()
    known = [
        replace(spot, critical=OWN[spot.code] is Level.CRITICAL)
        for spot in dict.fromkeys(spots)
        if spot.code not in ignored
    ]
    return told(known, unreadable=unreadable)


def told(spots: Iterable[Spot], *, unreadable: str = "") -> dict[str, Any]:
    """The answer for spots whose weight is known."""
    ordered = sorted(spots, key=lambda spot: (not spot.critical, spot.line, spot.column, spot.code))
    rest = sum(spot.critical for spot in ordered[MOST_SPOTS:])
    return {
        "unreadable": unreadable,
        "unlisted": rest,
        "spots": [spot.public() for spot in ordered[:MOST_SPOTS]],
    }
