"""From 160 columns on: three columns, so that nothing has to be fetched by a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from pbc_tui.design.gates import Gate
from tests.ui.states import STAGES
from tests.ui.walking import Walk, prepare, prepare_one_file, walking

FULL = (180, 50)


def _columns(walk: Walk, *selectors: str) -> list[int]:
    """Where the parts begin, from left to right; each must be as high as the screen allows."""
    parts = [walk.app.screen.query_one(selector, Widget) for selector in selectors]
    assert all(part.region.height > FULL[1] - 15 for part in parts), [
        (part.id, part.region) for part in parts
    ]
    return [part.region.x for part in parts]


@pytest.mark.parametrize(
    ("gate", "parts"),
    [
        (Gate.ARCHITECTURE, ("#decisions", "#option", "#critic")),
        (Gate.CRITIC_2, ("#table", "#concerns-pane", "#explained")),
        (Gate.STRUCTURE, ("#tree-pane", "#critic", "#hints")),
        (Gate.FEATURES, ("#gates", "#option", "#critic")),
        (Gate.PLAN, ("#tasks-pane", "#task-pane", "#obstacles")),
    ],
    ids=lambda value: value.value if isinstance(value, Gate) else "",
)
async def test_a_stage_has_three(tmp_path: Path, gate: Gate, parts: tuple[str, ...]) -> None:
    prepare(tmp_path, gate)
    async with walking(tmp_path, size=FULL, begin=STAGES[gate]) as walk:
        places = _columns(walk, *parts)
        assert places == sorted(set(places))


async def test_the_concern_at_the_cursor_is_explained(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_2)
    async with walking(tmp_path, size=FULL, begin="SecondCheckpoint") as walk:
        await walk.until(lambda: "Why it matters" in walk.text, "the explanation")


async def test_findings_and_a_page_are_seen_together(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, size=FULL, begin="BuildScreen") as walk:
        await walk.until(lambda: "OBJECTIVE" in walk.text, "the prompt beside the findings")
        assert "Waiting for" in walk.text
        places = _columns(walk, "#tasks", "#findings", "#prompt")
        assert places == sorted(set(places))
        await walk.press("5")
        await walk.until(lambda: "attempts" in walk.text, "what the agent does")
        assert "Waiting for" in walk.text
        assert walk.app.focused is walk.app.screen.query_one("#agent")
        await walk.press("2")
        assert "attempts" in walk.text
        await walk.press("tab")
        assert walk.app.focused is walk.app.screen.query_one("#agent")


async def test_with_less_room_the_tab_with_the_focus_stays(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, size=FULL, begin="BuildScreen") as walk:
        await walk.press("3")
        await walk.until(lambda: "OBJECTIVE" in walk.text, "the prompt")
        await walk.pilot.resize_terminal(100, 30)
        await walk.until(lambda: "Waiting for" not in walk.text, "one tab alone")
        assert "OBJECTIVE" in walk.text
        assert walk.app.focused is walk.app.screen.query_one("#prompt")
        await walk.press("2")
        await walk.until(lambda: "OBJECTIVE" not in walk.text, "the findings alone")
        await walk.pilot.resize_terminal(*FULL)
        await walk.until(lambda: "OBJECTIVE" in walk.text, "both again")
