"""A dependency graph as a drawing in lines of text: one row a task, one lane what others wait for.

``●`` is a task that others need: its lane goes down to the last of them. ``○`` is one that nobody
needs. A lane joins a task by ``├``, ``┼`` (it goes on) or ``╰``, ``┴`` (it ends there), or by
running straight into its sign; a lane that is crossed stays ``│``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NEEDED, LAST = "●", "○"


def reduced(order: Sequence[str], needs: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The needs that do not already follow from others (the transitive reduction).

    ``order`` is topological: each name comes after what it needs.
    """
    place = {name: 1 << bit for bit, name in enumerate(order)}
    reach: dict[str, int] = {}
    kept: dict[str, frozenset[str]] = {}
    for name in order:
        direct = [need for need in needs[name] if need in place]
        beyond = 0
        for need in direct:
            beyond |= reach[need]
        kept[name] = frozenset(need for need in direct if not beyond & place[need])
        reach[name] = beyond
        for need in direct:
            reach[name] |= place[need]
    return kept


def draw(order: Sequence[str], needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """One row for each name, all of the same width; what follows from other needs is left out."""
    wanted = reduced(order, needs)
    users = dict.fromkeys(order, 0)
    for name in order:
        for need in wanted[name]:
            users[need] += 1
    lanes: list[str] = []
    rows: list[str] = []
    for name in order:
        joining = [lane for lane, source in enumerate(lanes) if source in wanted[name]]
        for lane in joining:
            users[lanes[lane]] -= 1
        ending = {lane for lane in joining if not users[lanes[lane]]}
        sign = _place(lanes, joining, ending)
        lanes += [""] * (sign + 1 - len(lanes))
        rows.append(_row(lanes, joining, ending, sign, NEEDED if users[name] else LAST))
        for lane in ending:
            lanes[lane] = ""
        lanes[sign] = name if users[name] else ""
        while lanes and not lanes[-1]:
            lanes.pop()
    width = max(map(len, rows), default=0)
    return tuple(row.ljust(width) for row in rows)


def _place(lanes: list[str], joining: list[int], ending: set[int]) -> int:
    """The lane of a task: straight below what ends in it, else the first free one to the right."""
    first = joining[-1] if joining else -1
    if first in ending:
        return first
    free = (lane for lane in range(first + 1, len(lanes)) if not lanes[lane])
    return next(free, len(lanes))


def _row(lanes: list[str], joining: list[int], ending: set[int], sign: int, mark: str) -> str:
    first = joining[0] if joining else sign
    drawn = []
    for lane, source in enumerate(lanes):
        if lane == sign:
            drawn.append(mark)
        elif lane in joining:
            pair = ("╰", "├") if lane == first else ("┴", "┼")
            drawn.append(pair[lane not in ending])
        elif source:
            drawn.append("│")
        else:
            drawn.append("─" if first < lane < sign else " ")
        drawn.append("─" if first <= lane < sign else " ")
    return "".join(drawn).rstrip() + " "
