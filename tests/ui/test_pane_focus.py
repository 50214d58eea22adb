"""The pane that holds the focus looks so, and a move of the focus draws little."""

from __future__ import annotations

from pathlib import Path

from textual.color import Color
from textual.widget import Widget

from pbc_tui.design.gates import Gate
from tests.ui.walking import Walk, prepare, prepare_one_file, walking


def _active(walk: Walk) -> list[str]:
    """The panes that are marked, by their identifiers."""
    return [str(pane.id) for pane in walk.app.screen.query(".pane.-active")]


def _edge(pane: Widget) -> tuple[str, Color]:
    edges = {pane.styles.border_top, pane.styles.border_bottom, pane.styles.border_left}
    assert len(edges) == 1
    return edges.pop()


async def test_the_mark_goes_where_the_focus_goes(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        before = _active(walk)
        panes = list(walk.app.screen.query(".pane").results(Widget))
        usual = {_edge(pane) for pane in panes if str(pane.id) not in before}
        await walk.press("tab")
        assert len(before) == len(_active(walk)) == 1
        assert before != _active(walk)
        assert {_edge(pane) for pane in panes if str(pane.id) not in _active(walk)} == usual
        for pane in panes:
            marked = str(pane.id) in _active(walk)
            accent = Color.parse(walk.app.theme_variables["accent"])
            assert (pane.styles.border_title_color == accent) is marked


async def test_the_mark_has_the_colours_of_another_theme(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        pane = walk.app.screen.query_one(".pane.-active", Widget)
        for theme in walk.app.available_themes:
            walk.app.theme = theme

            def coloured() -> bool:
                return _edge(pane) == ("round", Color.parse(walk.app.theme_variables["border"]))

            await walk.until(coloured, theme)


async def test_a_warning_keeps_the_colour_of_its_title(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        pane = walk.app.screen.query_one("#scope-pane", Widget)
        title = pane.styles.border_title_color
        pane.display = True
        await walk.pilot.pause()
        pane.query_one("#scope", Widget).focus()
        await walk.until(lambda: "scope-pane" in _active(walk), "the warning has the focus")
        assert pane.styles.border_title_color == title
