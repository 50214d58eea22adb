"""The collector's full runs wait for a pause."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pbc_tui.ui import collecting
from pbc_tui.ui.collecting import Collecting
from tests.ui.walking import walking


@contextmanager
def _full_runs() -> Iterator[list[int]]:
    runs: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            runs.append(info["collected"])

    gc.callbacks.append(note)
    try:
        yield runs
    finally:
        gc.callbacks.remove(note)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(collecting, "monotonic", lambda: now[0])
    return now


def _due(monkeypatch: pytest.MonkeyPatch, runs: int = 1000) -> None:
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, runs))


def test_a_full_run_waits_for_a_pause(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    _due(monkeypatch)
    collector = Collecting()
    with _full_runs() as runs:
        clock[0] += 90
        collector.pressed()
        collector.look()
        assert runs == []
        clock[0] += collecting.PAUSE
        collector.look()
        assert len(runs) == 1


def test_who_never_pauses_has_a_run_all_the_same(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _due(monkeypatch)
    collector = Collecting()
    with _full_runs() as runs:
        clock[0] += collecting.LONGEST
        collector.pressed()
        collector.look()
        assert len(runs) == 1


def test_who_does_nothing_causes_none(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    _due(monkeypatch, runs=0)
    collector = Collecting()
    with _full_runs() as runs:
        clock[0] += 1000
        collector.look()
        assert runs == []


async def test_the_application_gives_back_what_it_took(tmp_path: Path) -> None:
    usual = gc.get_threshold()
    async with walking(tmp_path):
        assert gc.get_threshold()[:2] == usual[:2]
        assert gc.get_threshold()[2] > usual[2]
    assert gc.get_threshold() == usual
