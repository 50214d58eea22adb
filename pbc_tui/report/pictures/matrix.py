"""The six checks of every file: a sign a check, so that colour only underlines it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.report import model as m
from pbc_tui.report.pictures.svg import Drawing, Element, element, label, label_width, titled

_ROW, _CELL, _TOP = 24.0, 68.0, 26.0
_SIGNS: dict[str, tuple[str, str]] = {
    Result.PASS: ("✓", "good"),
    Result.FAIL: ("✗", "bad"),
    Result.PARTIAL: ("◐", "warn"),
    Result.SKIPPED: ("–", "quiet"),
    Result.NOT_CHECKED: ("?", "warn"),
    Result.ERROR: ("!", "bad"),
}
_UNJUDGED = ("·", "quiet")


def matrix(entries: Sequence[m.TaskEntry]) -> Drawing:
    """One row a file, one column a check, and below them what each sign means."""
    left = label_width(task.path for task in entries) + 16
    drawn = [
        element("text", "dim middle", name.value, x=left + _CELL * (column + 0.5), y=15)
        for column, name in enumerate(CheckName)
    ]
    for row, task in enumerate(entries):
        drawn += _row(task, left, _TOP + row * _ROW)
    foot = _TOP + len(entries) * _ROW + 22
    drawn += _legend(foot)
    width = max(left + _CELL * len(CheckName), 560)
    return Drawing(width, foot + 12, tuple(drawn), _told(entries))


def _row(task: m.TaskEntry, left: float, top: float) -> Iterator[Element]:
    results = {check.name: check for check in task.checks}
    yield element("text", "name", label(task.path), x=0, y=top + 16)
    for column, name in enumerate(CheckName):
        check = results.get(name)
        sign, look = _SIGNS.get(check.result, _UNJUDGED) if check else _UNJUDGED
        x = left + _CELL * column
        words = f"{task.path}, {name.value}: " + (
            f"{check.result} {check.reason}" if check else "not judged yet"
        )
        cell = element(
            "rect", f"cell {look}", x=x + 2, y=top + 2, width=_CELL - 4, height=_ROW - 4, rx=3
        )
        yield titled(cell, words)
        yield element("text", "sign middle", sign, x=x + _CELL / 2, y=top + 17)


def _legend(top: float) -> Iterator[Element]:
    x = 0.0
    for result, (sign, _) in (*_SIGNS.items(), ("not judged", _UNJUDGED)):
        words = f"{sign} {str(result).lower()}"
        yield element("text", "dim", words, x=x, y=top)
        x += 8 * len(words) + 14


def _told(entries: Sequence[m.TaskEntry]) -> str:
    counts = Counter(check.result for task in entries for check in task.checks)
    said = ", ".join(f"{number} {result}" for result, number in counts.items())
    return f"Of {len(entries)} files with six checks each: {said or 'nothing judged yet'}"
