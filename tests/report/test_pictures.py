"""The pictures of the report show what the model holds, in signs and words as well as in colour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pbc_tui.report import model as m
from pbc_tui.report.pictures.axis import PAUSE, Axis
from pbc_tui.report.pictures.bars import Bar, bars
from pbc_tui.report.pictures.graph import graph
from pbc_tui.report.pictures.matrix import matrix
from pbc_tui.report.pictures.svg import Drawing, label
from pbc_tui.report.pictures.timeline import timeline
from pbc_tui.report.pictures.trend import trend
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _words(drawing: Drawing, look: str = "") -> list[str]:
    return [
        each.text or ""
        for each in drawing.elements
        if each.tag == "text" and look in (each.get("class") or "")
    ]


def test_a_bar_is_as_long_as_its_share_and_says_what_moved() -> None:
    drawing = bars([Bar("clarity", 4, 5, "4", 3), Bar("<b>&", 9, 5, "9")])
    long = [float(each.get("width", 0)) for each in drawing.elements if each.get("class") == "part"]
    assert long == [240.0, 300.0]
    assert "4 ▲ +1" in _words(drawing)
    assert "&lt;b&gt;&amp;" in drawing.markup()


def test_every_result_has_a_sign_of_its_own(project: Project) -> None:
    drawing = matrix(report_of(project).tasks)
    signs = _words(drawing, "sign")
    assert signs.count("✓") == 12
    assert signs.count("·") == 6
    assert "12 PASS" in drawing.told


def test_the_graph_joins_each_task_with_what_it_waits_for(project: Project) -> None:
    tasks = report_of(project).tasks
    drawing = graph(tasks)
    dots = [each for each in drawing.elements if each.tag == "circle"]
    hints = [title.text or "" for dot in dots for title in dot]
    assert len(dots) == len(tasks)
    for task, hint in zip(tasks, hints, strict=True):
        assert all(need in hint for need in task.depends)
    strong = [each.get("class") == "dot" for each in dots]
    assert strong == [task.on_critical_path for task in tasks]
    assert any(strong)
    assert any(each.get("class") == "lane" for each in drawing.elements)


def test_the_timeline_marks_each_verdict(project: Project) -> None:
    signs = _words(timeline(report_of(project)), "sign")
    assert (signs.count("✓"), signs.count("✗")) == (2, 1)
    assert signs.count("◆") == 6


def test_long_pauses_take_little_room() -> None:
    moments = [NOON, NOON + timedelta(minutes=2), NOON + timedelta(hours=9)]
    axis = Axis.through([*moments, moments[-1] + timedelta(minutes=2)])
    steps = [later - earlier for earlier, later in zip(axis.places, axis.places[1:], strict=False)]
    assert steps[0] == steps[2] > 5 * steps[1]
    assert [words for _, words in axis.pauses()] == ["8 h 58 min"]
    assert Axis.through([]).place(NOON) == 0.0
    assert not list(Axis.through([NOON, NOON + PAUSE / 2]).pauses())


def test_the_trend_holds_every_total() -> None:
    totals = (9, 14, 22)
    reviews = [m.Reviewed(at=NOON, checkpoint=1, total=total, choice="proceed") for total in totals]
    drawing = trend(reviews)
    heights = [float(each.get("cy", 0)) for each in drawing.elements if each.tag == "circle"]
    assert heights == sorted(heights, reverse=True)
    assert set(map(str, totals)) <= set(_words(drawing, "figure"))


def test_a_long_label_keeps_its_end() -> None:
    assert label(f"{'a/' * 60}validator.py").endswith("validator.py")
    assert len(label("x" * 500)) == 44
    assert label("\x1b[2Ja\nb") == "a b"
