"""The palette may be left, and the application with it, while it still searches."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.command import Hits
from textual.pilot import Pilot
from textual.widgets import Input

from pbc_tui.configuration.settings import USUAL
from pbc_tui.ui.app import PbcApp
from pbc_tui.ui.palette import CommandsHere
from tests.ui.walking import Walk, walking

TURNS = (0, 6, 12)
"""Turns of the loop: at each of them the search found a screen without its list."""


@pytest.fixture(params=TURNS)
def slow_search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that finds its first command some turns of the loop after it was asked."""
    found = CommandsHere.search

    async def search(self: CommandsHere, query: str) -> Hits:
        for _ in range(request.param):
            await asyncio.sleep(0)
        async for hit in found(self, query):
            yield hit

    async def discover(self: CommandsHere) -> Hits:
        async for hit in search(self, "nothing is called so"):
            yield hit

    monkeypatch.setattr(CommandsHere, "search", search)
    monkeypatch.setattr(CommandsHere, "discover", discover)


async def open_palette(walk: Walk) -> None:
    await walk.arrive("WelcomeScreen")
    await walk.press("ctrl+p")
    await walk.arrive("CommandPalette")


def search_for_quit(walk: Walk) -> None:
    walk.app.screen.query_one(Input).value = "quit"


@pytest.mark.usefixtures("slow_search")
async def test_a_walk_ends_while_the_palette_searches(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await open_palette(walk)
        search_for_quit(walk)
        await asyncio.sleep(0)


@pytest.mark.usefixtures("slow_search")
async def test_the_application_ends_while_the_palette_searches(tmp_path: Path) -> None:
    app = PbcApp(tmp_path, settings=USUAL)

    async def search_and_leave(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await open_palette(walk)
        search_for_quit(walk)
        await app.action_quit()

    await app.run_async(headless=True, size=(120, 40), auto_pilot=search_and_leave)
    assert app.return_code == 0
