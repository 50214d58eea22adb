"""A pane is drawn in three lines, and looks as if all of them had been drawn."""

from __future__ import annotations

import pytest
from textual.actions import SkipAction
from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from pbc_tui.ui.widgets.pane import Page, Pane

_TEXT = "\n".join(f"line {number}" for number in range(30))


class _Both(App[None]):
    """Panes beside containers of Textual's own that have the same rules."""

    CSS = """
    .pane { border: round red; padding: 0 1; width: 20; border-title-color: green; }
    .bare { width: 20; background: blue; }
    .low { height: 2; }
    .three { height: 3; }
    .high { height: 9; }
    Screen { layout: grid; grid-size: 2; grid-rows: auto; }
    Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Each of ours beside the one that it stands for."""
        for look in ("pane low", "pane three", "pane high", "bare high"):
            for kinds in ((Pane, Vertical), (Page, VerticalScroll)):
                for kind in kinds:
                    part = kind(Static(_TEXT), classes=look)
                    part.border_title, part.border_subtitle = "A title", "below"
                    yield part


def _pairs(app: App[None]) -> list[tuple[Widget, Widget]]:
    parts = list(app.screen.query(".low, .three, .high").results(Widget))
    return list(zip(parts[::2], parts[1::2], strict=True))


async def test_a_page_is_scrolled_by_a_line_at_once() -> None:
    app = _Both()
    async with app.run_test(size=(80, 60)) as pilot:
        page = app.screen.query(Page).last()
        await pilot.pause()
        for step, place in ((1, 1), (1, 2), (-1, 1), (-1, 0), (-1, 0)):
            page.action_line(0, step)
            assert page.scroll_offset.y == place
        with pytest.raises(SkipAction):
            page.action_line(1, 0)
        page.focus()
        await pilot.press("end")
        await pilot.pause(0.5)
        last = page.scroll_offset.y
        page.styles.height = 12
        await pilot.pause()
        assert page.max_scroll_y < last
        page.action_line(0, -1)
        assert page.scroll_offset.y == page.max_scroll_y - 1


@pytest.mark.parametrize("top", [0, 1, 4])
async def test_it_looks_as_if_every_line_was_drawn(top: int) -> None:
    app = _Both()
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        pairs = _pairs(app)
        assert len(pairs) == 8
        for ours, textuals in pairs:
            size = ours.outer_size
            assert size == textuals.outer_size
            for crop in (size.region, Region(2, min(top, size.height - 1), 7, 1)):
                drawn: list[Strip] = ours.render_lines(crop)
                assert drawn == textuals.render_lines(crop), (ours, crop)
        for ours, textuals in pairs:
            # What changes is drawn, on every line.
            for part in (ours, textuals):
                part.styles.border = ("heavy", "yellow")
            await pilot.pause()
            whole = ours.outer_size.region
            assert ours.render_lines(whole) == textuals.render_lines(whole)
