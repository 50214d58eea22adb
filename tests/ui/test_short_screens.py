"""A screen of 24 lines has the tall layout: all questions together, the focus always in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.ui.widgets.field import Field
from pbc_tui.ui.widgets.questions import Questions
from tests.ui.states import STAGES
from tests.ui.walking import Walk, prepare, walking
from tests.variants import every, variants

SIZES = [(80, 24), (120, 26)]


def _in_sight(walk: Walk) -> bool:
    """Whether the first line of what has the focus is drawn."""
    focused = walk.app.focused
    if focused is None:
        return False
    field = next((node for node in focused.ancestors_with_self if isinstance(node, Field)), focused)
    region = field.region
    return walk.app.screen.find_widget(field).clip.contains(region.x, region.y)


@pytest.mark.parametrize("lines", [23, 24])
async def test_short_is_below_24_lines(tmp_path: Path, lines: int) -> None:
    async with walking(tmp_path / "p", begin="IntakeScreen", size=(80, lines)) as walk:
        assert walk.app.screen.has_class("-short") is (lines < 24)


@pytest.mark.parametrize("size", variants([*SIZES, (80, 40), (120, 40)], SIZES), ids=str)
async def test_the_eleven_questions_are_seen_together(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path, Gate.INTAKE, answered=False)
    async with walking(tmp_path, begin="IntakeScreen", size=size) as walk:
        questions = walk.app.screen.query_one(Questions)
        for _ in range(14):
            assert questions.max_scroll_y == 0, walk.text
            for field in questions.asked:
                assert field.question.title in walk.text
            assert _in_sight(walk)
            await walk.press("down")


@pytest.mark.parametrize("size", variants(SIZES, [(80, 24)]), ids=str)
@pytest.mark.parametrize("gate", every(2, STAGES), ids=lambda gate: gate.value)
async def test_every_stage_is_usable(tmp_path: Path, gate: Gate, size: tuple[int, int]) -> None:
    prepare(tmp_path, gate, answered=False)
    if gate in (Gate.STRUCTURE, Gate.CRITIC_1, Gate.CRITIC_2, Gate.PLAN):
        prepare(tmp_path / "q", gate)
    root = tmp_path / "q" if (tmp_path / "q").exists() else tmp_path
    async with walking(root, begin=STAGES[gate], size=size) as walk:
        for _ in range(12):
            await walk.press("down")
            assert _in_sight(walk), walk.text
        for _ in range(4):
            await walk.press("tab")
            assert _in_sight(walk), walk.text
