"""The session over time: when each stage was confirmed, each file begun, judged and decided on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pbc_tui.report import model as m
from pbc_tui.report.pictures.axis import Axis
from pbc_tui.report.pictures.svg import Drawing, Element, element, label, label_width, titled

_ROW, _TOP = 24.0, 26.0


def timeline(report: m.Report) -> Drawing:
    """One row for the stages and one for each task that was begun; pauses are cut out."""
    begun = [task for task in report.tasks if task.opened_at]
    stages = _stages(report)
    axis = Axis.through(_moments(begun, stages))
    left = label_width([task.path for task in begun] or ["stages confirmed"]) + 16
    drawn = [*_scale(axis, left, _TOP + _ROW * (len(begun) + 1)), *_gates(stages, axis, left)]
    for row, task in enumerate(begun, 1):
        drawn += _task(task, axis, left, _TOP + row * _ROW)
    foot = _TOP + (len(begun) + 1) * _ROW + 22
    words = "◆ confirmed   ✓ acceptable   ✗ needs revision   ┊ a pause was cut out here"
    drawn.append(element("text", "dim", words, x=0, y=foot))
    return Drawing(left + axis.width + 110, foot + 12, tuple(drawn), _told(begun, stages))


def _stages(report: m.Report) -> list[tuple[str, datetime]]:
    confirmed = [(each.title, each.confirmed_at) for each in report.decisions.stages]
    confirmed += [
        (f"C{each.checkpoint}", each.confirmed_at) for each in report.decisions.checkpoints
    ]
    found = [(title, at) for title, at in confirmed if at is not None]
    return sorted(found, key=lambda entry: entry[1])


def _moments(
    tasks: Sequence[m.TaskEntry], stages: Sequence[tuple[str, datetime]]
) -> Iterator[datetime]:
    yield from (at for _, at in stages)
    for task in tasks:
        yield from (at for at in (task.opened_at, task.decided_at) if at is not None)
        yield from (each.at for each in task.judgements)


def _scale(axis: Axis, left: float, bottom: float) -> Iterator[Element]:
    for x, words in axis.marks():
        yield element("path", "axis", d=f"M{left + x:.1f} {_TOP - 6}V{bottom:.1f}")
        yield element("text", "dim", words, x=left + x + 3, y=12)
    for x, words in axis.pauses():
        yield titled(
            element("path", "pause", d=f"M{left + x:.1f} {_TOP - 6}V{bottom:.1f}"),
            f"a pause of {words} was cut out",
        )


def _gates(stages: Sequence[tuple[str, datetime]], axis: Axis, left: float) -> Iterator[Element]:
    yield element("text", "name", "stages confirmed", x=0, y=_TOP + 16)
    for title, at in stages:
        mark = element("text", "sign middle part", "◆", x=left + axis.place(at), y=_TOP + 17)
        yield titled(mark, f"{title} confirmed at {at:%H:%M:%S}")


def _task(task: m.TaskEntry, axis: Axis, left: float, top: float) -> Iterator[Element]:
    yield element("text", "name", label(task.path), x=0, y=top + 16)
    assert task.opened_at is not None
    ends = [task.decided_at, *(each.at for each in task.judgements), task.opened_at]
    end = max(at for at in ends if at is not None)
    start = axis.place(task.opened_at)
    wide = max(axis.place(end) - start, 3)
    bar = element("rect", "whole", x=left + start, y=top + 5, width=wide, height=14, rx=3)
    yield titled(bar, f"{task.path}: {task.status}")
    for each in task.judgements:
        sign, look = ("✓", "good") if each.acceptable else ("✗", "bad")
        mark = element(
            "text", f"sign middle {look}", sign, x=left + axis.place(each.at), y=top + 17
        )
        failing = f" ({', '.join(each.failing)})" if each.failing else ""
        yield titled(
            mark,
            f"{each.at:%H:%M:%S} {'acceptable' if each.acceptable else 'needs revision'}{failing}",
        )


def _told(tasks: Sequence[m.TaskEntry], stages: Sequence[tuple[str, datetime]]) -> str:
    judged = sum(len(task.judgements) for task in tasks)
    return f"{len(stages)} stages confirmed, {len(tasks)} tasks begun, {judged} verdicts"
