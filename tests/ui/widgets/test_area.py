"""A text area has the colours of the application's theme, though it does not watch it."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from pbc_tui.ui.widgets.area import Area
from pbc_tui.ui.widgets.stub_area import StubArea


class _Edited(App[None]):
    def __init__(self, area: Area, theme: str) -> None:
        super().__init__()
        self.theme = theme
        self.area = area

    def compose(self) -> ComposeResult:
        yield self.area


def _drawn(pilot: Pilot[Any]) -> list[Any]:
    area = pilot.app.query_one(Area)
    return [segment for line in area.render_lines(area.size.region) for segment in line]


@pytest.mark.parametrize("kind", [Area, StubArea])
async def test_another_theme_shows_at_once(kind: type[Area]) -> None:
    async with _Edited(kind("one\ntwo"), "textual-light").run_test() as pilot:
        light = _drawn(pilot)
    async with _Edited(kind("one\ntwo"), "textual-dark").run_test() as pilot:
        assert _drawn(pilot) != light
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert _drawn(pilot) == light
