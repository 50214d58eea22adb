"""The dependency graph of the plan: one row a task, a line to what it waits for.

The lanes are those of the plan screen (``design/plan/drawing.py``); each of their signs becomes a
line from the middle of its cell to the sides that it touches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.design.plan.drawing import LAST, NEEDED, draw
from pbc_tui.report import model as m
from pbc_tui.report.pictures.svg import Drawing, Element, element, label, label_width, titled

_WIDE, _HIGH, _TOP = 11.0, 24.0, 4.0
_UP, _DOWN, _LEFT, _RIGHT = range(4)
_SIDES: dict[str, frozenset[int]] = {
    "│": frozenset([_UP, _DOWN]),
    "─": frozenset([_LEFT, _RIGHT]),
    "├": frozenset([_UP, _DOWN, _RIGHT]),
    "┼": frozenset([_UP, _DOWN, _LEFT, _RIGHT]),
    "╰": frozenset([_UP, _RIGHT]),
    "┴": frozenset([_UP, _LEFT, _RIGHT]),
}
_TASKS = (NEEDED, LAST)
_STANDING = {
    "accepted": ("✓", "good"),
    "deferred": ("↷", "warn"),
    "stale": ("⟳", "warn"),
    "open": ("▶", "warn"),
}


def graph(entries: Sequence[m.TaskEntry]) -> Drawing:
    """All tasks in their order; the critical path is drawn with full signs and strong names."""
    known = {task.id for task in entries}
    order = [task.id for task in entries]
    rows = draw(order, {task.id: frozenset(task.depends) & known for task in entries})
    lanes = _WIDE * max(map(len, rows), default=0) + 8
    drawn: list[Element] = []
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else ""
        drawn += _lines(row, above, _TOP + number * _HIGH)
    for number, (task, row) in enumerate(zip(entries, rows, strict=True)):
        drawn += _task(task, row, lanes, _TOP + number * _HIGH)
    foot = _TOP + len(rows) * _HIGH + 20
    words = "● on the critical path   ○ beside it   ✓ accepted   ↷ deferred   ⟳ stale   ▶ open"
    drawn.append(element("text", "dim", words, x=0, y=foot))
    width = max(lanes + 96 + label_width(task.path for task in entries), 560)
    return Drawing(width, foot + 10, tuple(drawn), _told(entries))


def _lines(row: str, above: str, top: float) -> Iterator[Element]:
    middle = top + _HIGH / 2
    for column in range(len(row)):
        x = (column + 0.5) * _WIDE
        ends = {
            _UP: f"V{top:.1f}",
            _DOWN: f"V{top + _HIGH:.1f}",
            _LEFT: f"H{x - _WIDE / 2:.1f}",
            _RIGHT: f"H{x + _WIDE / 2:.1f}",
        }
        drawn = "".join(f"M{x:.1f} {middle:.1f}{ends[side]}" for side in _sides(row, above, column))
        if drawn:
            yield element("path", "lane", d=drawn)


def _sides(row: str, above: str, column: int) -> list[int]:
    sign = row[column]
    if sign not in _TASKS:
        return sorted(_SIDES.get(sign, ()))
    sides = [_DOWN] if sign == NEEDED else []
    over = above[column : column + 1]
    if over == NEEDED or _DOWN in _SIDES.get(over, ()):
        sides.append(_UP)
    if column and _RIGHT in _SIDES.get(row[column - 1], ()):
        sides.append(_LEFT)
    return sides


def _task(task: m.TaskEntry, row: str, left: float, top: float) -> Iterator[Element]:
    column = next(place for place, sign in enumerate(row) if sign in _TASKS)
    strong = " strong" if task.on_critical_path else ""
    look = "dot" if task.on_critical_path else "dot hollow"
    dot = element("circle", look, cx=(column + 0.5) * _WIDE, cy=top + _HIGH / 2, r=5)
    needs = f", after {', '.join(task.depends)}" if task.depends else ""
    yield titled(dot, f"{task.id} {task.path} is {task.status}{needs}")
    sign, tone = _STANDING.get(task.status, ("", ""))
    yield element("text", f"sign {tone}".strip(), sign, x=left, y=top + 16)
    number = task.id.removeprefix("TASK-")
    yield element("text", "name dim", number, x=left + 20, y=top + 16)
    yield element("text", f"name{strong}", label(task.path), x=left + 52, y=top + 16)


def _told(entries: Sequence[m.TaskEntry]) -> str:
    chain = ", ".join(task.path for task in entries if task.on_critical_path)
    return f"{len(entries)} tasks in their order; the longest chain is {chain or 'empty'}"
