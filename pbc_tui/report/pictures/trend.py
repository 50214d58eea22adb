"""The critic's total over the reviews of a session, against its thresholds (SPEC 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.report import model as m
from pbc_tui.report.pictures.svg import Drawing, Element, element, titled

_FULL = 25
_LEFT, _TOP, _HIGH, _STEP = 40.0, 14.0, 200.0, 76.0
_LIMITS = ((20, "excellent from 20"), (15, "good from 15"), (10, "must be revised under 10"))


def trend(reviews: Sequence[m.Reviewed]) -> Drawing:
    """A line through the totals, in the order of time; the checkpoint stands under each."""
    width = _LEFT + _STEP * max(len(reviews), 4) + 180
    drawn = [*_limits(width), *_line(reviews)]
    told = ", ".join(f"{each.total} at checkpoint {each.checkpoint}" for each in reviews)
    return Drawing(width, _TOP + _HIGH + 46, tuple(drawn), f"Totals of {_FULL}: {told}")


def _limits(width: float) -> Iterator[Element]:
    for total in (0, _FULL):
        yield element("text", "figure end", str(total), x=_LEFT - 8, y=_height(total) + 4)
        yield element("path", "axis", d=f"M{_LEFT} {_height(total):.1f}H{width - 180:.1f}")
    for total, words in _LIMITS:
        yield element("path", "limit", d=f"M{_LEFT} {_height(total):.1f}H{width - 180:.1f}")
        yield element("text", "figure end", str(total), x=_LEFT - 8, y=_height(total) + 4)
        yield element("text", "dim", words, x=width - 174, y=_height(total) + 4)


def _line(reviews: Sequence[m.Reviewed]) -> Iterator[Element]:
    places = [
        (_LEFT + _STEP * (place + 0.5), _height(each.total)) for place, each in enumerate(reviews)
    ]
    yield element("polyline", "curve", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places))
    for each, (x, y) in zip(reviews, places, strict=True):
        words = f"{each.total}/25 at checkpoint {each.checkpoint}: {each.choice}"
        yield titled(element("circle", "dot", cx=x, cy=y, r=4.5), words)
        yield element("text", "figure middle", str(each.total), x=x, y=y - 10)
        foot = _TOP + _HIGH
        yield element("text", "dim middle", f"C{each.checkpoint}", x=x, y=foot + 20)
        yield element("text", "dim middle", each.choice, x=x, y=foot + 36)


def _height(total: float) -> float:
    return _TOP + _HIGH * (1 - total / _FULL)
