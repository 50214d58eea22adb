"""Snapshots of what depends on more than the gate: the build in each state, dialogs, small pages.

Dark, at one or two sizes; drawings of all of them, at every size and in light, are for
``test_drawings_of_states``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pbc_tui.design.gates import Gate
from pbc_tui.ui.app import PbcApp
from tests.ui.states import (
    PAGES,
    Size,
    Steps,
    bare_machine,
    building,
    open_page,
    to_building,
    to_stage,
)
from tests.ui.still import LIVES
from tests.ui.walking import Walk, prepare

Compare = Callable[..., bool]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory on a machine that has nothing and where it is always noon."""
    return bare_machine(tmp_path, monkeypatch)


def _compared(
    compare: Compare, app: PbcApp, steps: Steps, size: Size, theme: str = "pbc-dark"
) -> bool:
    app.theme = theme

    async def run(pilot: Pilot[Any]) -> None:
        walk = Walk(app, pilot)
        await walk.arrive("WelcomeScreen")
        await steps(walk)
        for entry in [*app.screen.query(Input), *app.screen.query(TextArea)]:
            entry.cursor_blink = False
        await pilot.pause()

    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("state", LIVES)
def test_build(snap_compare: Compare, root: Path, state: str) -> None:
    assert _compared(snap_compare, building(root, state), to_building(state), (120, 40))


@pytest.mark.parametrize(
    ("size", "theme"),
    [((50, 20), "pbc-dark"), ((250, 70), "pbc-dark"), ((80, 24), "pbc-light")],
    ids=["50x20", "250x70", "80x24-light"],
)
def test_build_that_needs_revision(
    snap_compare: Compare, root: Path, size: Size, theme: str
) -> None:
    state = "revision"
    assert _compared(snap_compare, building(root, state), to_building(state), size, theme)


@pytest.mark.parametrize("page", PAGES)
def test_page(
    snap_compare: Compare, root: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = open_page(root, page, monkeypatch)
    assert _compared(snap_compare, app, PAGES[page], (80, 24))


@pytest.mark.parametrize("gate", [Gate.INTAKE, Gate.PLAN], ids=lambda gate: gate.value)
def test_a_stage_in_light_and_wide(snap_compare: Compare, root: Path, gate: Gate) -> None:
    prepare(root, gate)
    assert _compared(snap_compare, PbcApp(root), to_stage(gate), (250, 70), "pbc-light")
