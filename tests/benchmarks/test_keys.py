"""From a key to what is drawn for it, on every stage's screen, beside a bare Textual list.

Textual's pilot waits of its own after each key, so the time is taken inside: from the moment at
which the key is given to the application to the end of the painting that it brings about. The aim
is 16 ms for 99 of 100 keys, which is one frame of 60 in a second; what is asserted is the ratio to
a bare list in the same run, since a busy machine slows both.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Footer, OptionList

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from tests.ui.walking import prepare, prepare_one_file, walking

pytestmark = pytest.mark.benchmark
PRESSES, ROUNDS = 60, 3
FRAME = 0.016
LIMIT = 4.0
"""How many times as long as in a bare list the slowest of 100 keys may take."""
SCREENS = {
    "IntakeScreen": Gate.INTAKE,
    "ArchitectureScreen": Gate.ARCHITECTURE,
    "FirstCheckpoint": Gate.CRITIC_1,
    "StructureScreen": Gate.STRUCTURE,
    "FeaturesScreen": Gate.FEATURES,
    "PlanScreen": Gate.PLAN,
    "BuildScreen": None,
}


class Bare(App[None]):
    """A list of as many rows as our screens have."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(*(f"row {n} of a list that does nothing" for n in range(60)))
        yield Footer()


async def _painted(app: App[Any], key: str) -> float:
    """Seconds from a key until everything that it brings about is drawn."""
    taken, painted = asyncio.Event(), asyncio.Event()
    begun = perf_counter()
    app.post_message(events.Key(key, None))
    app.call_next(taken.set)
    async with asyncio.timeout(30):
        await taken.wait()
        while isinstance(app, PbcApp) and app.has_keys:  # noqa: ASYNC110 - few turns
            await asyncio.sleep(0)
        app.screen.call_after_refresh(painted.set)
        await painted.wait()
    return perf_counter() - begun


async def _presses(app: App[Any]) -> list[float]:
    for _ in range(3):
        await _painted(app, "down")
    return [await _painted(app, "up" if n % 8 > 3 else "down") for n in range(PRESSES)]


@asynccontextmanager
async def _screen(root: Path, name: str) -> AsyncIterator[App[Any]]:
    gate = SCREENS[name]
    if gate is None:
        prepare_one_file(root)
    else:
        prepare(root, gate)
    async with walking(root, begin=name) as walk:
        await walk.pilot.pause(0.3)
        yield walk.app


def _late(times: list[float]) -> float:
    """What 99 of 100 do not exceed."""
    return sorted(times)[int(len(times) * 0.99)]


async def test_a_key_is_drawn_within_a_frame(tmp_path: Path) -> None:
    took: dict[str, list[float]] = {"a bare list": []}
    for turn in range(ROUNDS):
        async with Bare().run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.3)
            took["a bare list"] += await _presses(pilot.app)
        for name in SCREENS:
            root = tmp_path / f"{name}-{turn}"
            root.mkdir()
            async with _screen(root, name) as app:
                took.setdefault(name, []).extend(await _presses(app))
    bare = _late(took["a bare list"])
    print(
        f"\n{'from key to paint':22}{'median':>11}{'99 of 100':>12}{'in a frame':>12}{'x bare':>8}"
    )
    for name, times in took.items():
        middle, late = statistics.median(times) * 1000, _late(times) * 1000
        share = sum(seconds <= FRAME for seconds in times) / len(times)
        print(f"{name:22}{middle:>8.1f} ms{late:>9.1f} ms{share:>11.0%}{late / bare / 1000:>9.1f}")
    for name, times in took.items():
        assert _late(times) <= LIMIT * bare, name
