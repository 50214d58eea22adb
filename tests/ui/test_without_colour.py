"""Where no colour is wanted, or the terminal has its own, the cursor is still seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from pbc_tui.configuration.settings import Settings
from pbc_tui.design.gates import Gate
from pbc_tui.ui.screens.dialog import AskLines, AskText
from pbc_tui.ui.widgets.choice_field import ChoiceField
from tests.ui.walking import Walk, prepare, walking


def _marked(walk: Walk, within: str) -> list[str]:
    """The text in rows of a widget that is reversed, or bold and underlined; no scrollbar."""
    region = walk.app.screen.query(within).first().content_region
    rows = walk.app.screen._compositor.render_strips()[region.y : region.bottom]
    cut = [row.crop(region.x, region.right - 1) for row in rows]
    return [
        "".join(part.text for part in row if part.style and _stands_out(part.style)) for row in cut
    ]


def _stands_out(style: Style) -> bool:
    return bool(style.reverse or (style.bold and style.underline))


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "pbc-dark", "pbc-light"])
@pytest.mark.parametrize(
    ("gate", "screen", "within"),
    [
        (Gate.STRUCTURE, "StructureScreen", "TreeView"),
        (Gate.PLAN, "PlanScreen", "#tasks"),
        (Gate.FEATURES, "FeaturesScreen", "ChoiceField"),
    ],
    ids=["tree", "list", "options"],
)
async def test_the_cursor_is_marked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
    gate: Gate,
    screen: str,
    within: str,
) -> None:
    if theme.startswith("pbc"):
        monkeypatch.setenv("NO_COLOR", "1")
    prepare(tmp_path, gate)
    async with walking(tmp_path, begin=screen, settings=Settings(theme=theme)) as walk:
        walk.app.screen.query(within).first().focus()
        await walk.press("down")
        await walk.until(lambda: sum(len(row) > 20 for row in _marked(walk, within)) == 1)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_an_option_at_the_cursor_stands_on_no_colour_of_its_own(
    tmp_path: Path, theme: str
) -> None:
    # What the terminal writes with by itself may be the very colour that would lie below it.
    prepare(tmp_path, Gate.FEATURES)
    async with walking(tmp_path, begin="FeaturesScreen", settings=Settings(theme=theme)) as walk:
        region = walk.app.screen.query(ChoiceField).first().content_region
        rows = walk.app.screen._compositor.render_strips()[region.y : region.bottom]
        grounds = {
            part.style.bgcolor.name
            for row in rows
            for part in row.crop(region.x, region.right)
            if part.style and part.style.bgcolor
        }
        assert grounds == {"default"}


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_an_entry_without_a_mark_has_not_the_colour_of_one(
    tmp_path: Path, theme: str
) -> None:
    # The cursor is reversed here, so that the colour of what is not written would be seen.
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen", settings=Settings(theme=theme)) as walk:
        region = walk.app.screen.query_one("TreeView").content_region

        def before_the_entry() -> set[str]:
            row = walk.app.screen._compositor.render_strips()[region.y]
            cells = list(row.crop(region.x, region.x + 2))
            return {part.style.color.name for part in cells if part.style and part.style.color}

        assert before_the_entry() == {"default"}
        await walk.press("space")
        await walk.until(lambda: before_the_entry() != {"default"}, "the colour of a mark")


@pytest.mark.parametrize("dialog", [AskText, AskLines], ids=["a line", "several lines"])
async def test_an_entry_of_a_dialog_has_a_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialog: type[AskText | AskLines]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        walk.app.push_screen(dialog("Words", "Some.", value="what is said"))
        await walk.until(lambda: "what is said" in walk.text)
        assert walk.app.focused is not None
        region = walk.app.focused.region
        drawn = [line[region.x : region.right] for line in walk.text.splitlines()]
        frame = drawn[region.y : region.bottom]
        width = region.width - 2
        assert (frame[0], frame[-1]) == (f"┏{'━' * width}┓", f"┗{'━' * width}┛")
        assert {line[0] + line[-1] for line in frame[1:-1]} == {"┃┃"}
