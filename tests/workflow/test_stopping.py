"""What was cancelled has ended, with all that it cleans up, when stage 4 has been stopped."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pbc_tui.design.verdict import Result
from pbc_tui.workflow import judging, turn
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.live import Phase
from tests.workflow.conditions import until
from tests.workflow.designs import WORDS
from tests.workflow.test_building import TARGET, begin, put
from tests.workflow.test_confirming import Fresh, fresh, reaching

__all__ = ["fresh"]
TIDYING = 0.3
"""Seconds; longer than anything else that stopping waits for here."""


class Untidy:
    """Stands in for what is cancelled and then tidies up; the first to begin takes its time."""

    def __init__(self) -> None:
        self.begun = 0
        self.ended = 0

    async def __call__(self, *_: Any, **__: Any) -> Any:
        self.begun += 1
        first = self.begun == 1
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            await asyncio.sleep(TIDYING if first else 0)
            self.ended += 1


@pytest.fixture
def untidy() -> Untidy:
    return Untidy()


async def _write_twice(building: Building, untidy: Untidy) -> None:
    """Have the target judged, and once more while that is under way."""
    for count in (1, 2):
        put(building.project, TARGET, f"{WORDS}# {count}\n")
        await reaching(lambda count=count: untidy.begun == count)  # type: ignore[misc]


async def test_checks_that_a_newer_write_has_cancelled(
    building: Building, untidy: Untidy, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(building)
    monkeypatch.setattr(judging, "check_file", untidy)
    await _write_twice(building, untidy)
    await building.stop()
    assert untidy.ended == 2


async def test_a_confirmation(
    building: Building, fresh: Fresh, untidy: Untidy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "repeat_tests", untidy)
    await building.recheck()
    await reaching(lambda: untidy.begun == 1)
    assert building.live.confirming
    assert fresh.broken_off
    await building.stop()
    assert untidy.ended == 1


async def test_the_judging_of_a_file_that_was_accepted(
    building: Building, fresh: Fresh, untidy: Untidy, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.end(Result.PASS)
    await building.accept()
    monkeypatch.setattr(judging, "check_file", untidy)
    await _write_twice(building, untidy)
    await building.stop()
    assert untidy.ended == 2


async def test_an_agents_turn(
    building: Building, untidy: Untidy, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(building)
    monkeypatch.setattr(turn, "take_turn", untidy)
    monkeypatch.setattr("pbc_tui.workflow.loop.writes_itself", lambda *_: True)
    for _ in range(2):
        await building.regenerate()
        await until(building, lambda: building.live.phase is Phase.WRITING)
        await asyncio.sleep(0)
    assert untidy.begun == 2
    await building.stop()
    assert untidy.ended == 2
