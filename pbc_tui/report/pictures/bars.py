"""Bars: values beside each other, each with its figure, and a mark where it stood before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_tui.report.pictures.svg import Drawing, Element, element, label, label_width, titled

_ROW, _LONG, _GAP = 26.0, 300.0, 12.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, what a whole bar stands for, the figure in words, and the value before this one."""

    name: str
    value: float
    whole: float
    said: str
    before: float | None = None


def bars(entries: Sequence[Bar]) -> Drawing:
    """One row a bar; what it lacks to a whole one is an outline, so that nothing looks full."""
    left = label_width(entry.name for entry in entries) + _GAP
    drawn = [part for place, entry in enumerate(entries) for part in _row(entry, place, left)]
    told = "; ".join(f"{entry.name}: {entry.said}{_moved(entry)}" for entry in entries)
    return Drawing(left + _LONG + 110, _ROW * len(entries) + 4, tuple(drawn), told)


def share(value: float, whole: float) -> float:
    """How long a bar is, in per cent of a whole one, never beyond its ends."""
    return round(min(max(100 * value / whole, 0.0), 100.0), 2) if whole > 0 else 0.0


def _row(entry: Bar, place: int, left: float) -> Iterator[Element]:
    top = place * _ROW
    wide = share(entry.value, entry.whole) * _LONG / 100
    yield element("text", "name", label(entry.name), x=0, y=top + 17)
    yield element("rect", "track", x=left, y=top + 5, width=_LONG, height=16, rx=3)
    yield element("rect", "part", x=left, y=top + 5, width=wide, height=16, rx=3)
    if entry.before is not None:
        at = left + share(entry.before, entry.whole) * _LONG / 100
        mark = element("path", "before", d=f"M{at:.1f} {top + 2:.1f}v22")
        yield titled(mark, f"before: {entry.before:g}")
    yield element("text", "figure", entry.said + _moved(entry), x=left + _LONG + _GAP, y=top + 17)


def _moved(entry: Bar) -> str:
    if entry.before is None:
        return ""
    change = entry.value - entry.before
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    return f" {sign} {change:+g}" if change else f" {sign} as before"
