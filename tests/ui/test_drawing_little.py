"""A key draws little, and what it leaves as it was would not look different if drawn anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, none, text
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from pbc_tui.design.gates import Gate
from pbc_tui.ui.drawing import Drawn, Rows, repeated
from pbc_tui.ui.widgets import listing, pane, tree_view
from pbc_tui.ui.widgets.choice_field import ChoiceField
from pbc_tui.ui.widgets.keys_bar import KeysBar
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.ui.widgets.tree_view import TreeView
from pbc_tui.ui.widgets.verdict_pane import VerdictPane
from tests.ui.walking import Walk, prepare, prepare_one_file, walking
from tests.variants import every


def _look(walk: Walk) -> list[list[Segment]]:
    """Every cell of the screen, with its style."""
    strips = walk.app.screen._compositor.render_strips()
    return [list(strip.simplify()) for strip in strips]


async def _holds(walk: Walk) -> None:
    """What is on the screen is what it shows when every part is styled and drawn anew."""
    kept = _look(walk)
    with ExitStack() as whole:
        for module in (pane, listing, tree_view):
            whole.enter_context(patch.object(module, "repeated", lambda draw, crop, _: draw(crop)))
        walk.app.stylesheet.update(walk.app.screen)
        for widget in walk.app.screen.walk_children(Widget, with_self=True):
            widget.notify_style_update()
            widget.refresh()
        await walk.pilot.pause()
        anew = _look(walk)
    for widget in walk.app.screen.walk_children(Widget, with_self=True):
        widget.refresh()
    for number, (before, after) in enumerate(zip(kept, anew, strict=True)):
        assert before == after, f"line {number}"


@contextmanager
def _drawn(walk: Walk) -> Iterator[set[Region]]:
    """The parts of the screen that are drawn meanwhile."""
    drawn: set[Region] = set()
    compositor: Any = walk.app.screen._compositor
    update = compositor.update_widgets

    def watched(widgets: set[Widget]) -> None:
        update(widgets)
        drawn.update(compositor._dirty_regions)

    with patch.object(compositor, "update_widgets", watched):
        yield drawn


@contextmanager
def _laid_out() -> Iterator[list[None]]:
    """How often a screen is laid out meanwhile."""
    times: list[None] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[Any], *given: Any, **more: Any) -> None:
        times.append(None)
        lay_out(screen, *given, **more)

    with patch.object(Screen, "_refresh_layout", counted):
        yield times


KEYS = {
    "IntakeScreen": (Gate.INTAKE, ["down"] * 6 + ["up"] * 3 + ["tab", "shift+tab"]),
    "ArchitectureScreen": (Gate.ARCHITECTURE, ["down"] * 9 + ["up"] * 4 + ["tab", "shift+tab"]),
    "StructureScreen": (Gate.STRUCTURE, ["down", *"ax", "escape", "up", "left", "end", "tab"]),
    "FirstCheckpoint": (Gate.CRITIC_1, ["tab", "tab", "shift+tab"]),
    "FeaturesScreen": (Gate.FEATURES, ["down"] * 5 + ["tab"]),
    "PlanScreen": (Gate.PLAN, ["down", "down", "up", "end", "up", "home", "tab", "shift+tab"]),
    "BuildScreen": (None, ["right_square_bracket"] * 6 + ["left_square_bracket", "tab", "1"]),
}


_USUAL, *_OTHERS = (120, 40), (80, 24), (170, 45)


@pytest.mark.parametrize(
    "size", [_USUAL, *(pytest.param(size, marks=pytest.mark.long) for size in _OTHERS)]
)
@pytest.mark.parametrize("name", every(2, KEYS))
async def test_what_is_kept_is_what_would_be_drawn(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    gate, keys = KEYS[name]
    if gate is None:
        prepare_one_file(tmp_path)
    else:
        prepare(tmp_path, gate)
    async with walking(tmp_path, size=size, begin=name) as walk:
        # A cursor that blinks between two looks is no difference.
        for entry in walk.app.screen.query("Input, TextArea"):
            entry.cursor_blink = False  # type: ignore[attr-defined]
        for key in keys:
            await walk.press(key)
            await _holds(walk)


async def test_a_move_of_the_focus_draws_borders_and_the_cursor(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        for key in ("tab", "shift+tab"):
            with _drawn(walk) as drawn:
                await walk.press(key)
            assert drawn
            assert {min(region.width, region.height) for region in drawn} == {1}, drawn


async def test_a_move_of_the_cursor_draws_two_rows_of_the_list(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        listing = walk.app.screen.query_one("#tasks", Widget)
        for key in ("down", "up"):
            with _drawn(walk) as drawn:
                await walk.press(key)
            rows = [region for region in drawn if listing.region.contains_region(region)]
            assert {region.height for region in rows} == {1}
            assert len(rows) == 2


async def test_a_move_of_the_cursor_draws_two_rows_of_the_tree(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        tree = walk.app.screen.query_one(TreeView)
        for key in ("down", "down", "up", "left", "up", "tab", "shift+tab"):
            drawn: list[int] = []
            draw, folded, before = tree.render_line, tree.folded, tree.cursor

            def watched(y: int, draw: Any = draw, drawn: list[int] = drawn) -> Strip:
                drawn.append(y)
                strip: Strip = draw(y)
                return strip

            with patch.object(tree, "render_line", watched):
                await walk.press(key)
            if tree.folded == folded:
                assert sorted(drawn) == sorted({before, tree.cursor}), key


async def test_lines_without_a_row_are_drawn_once(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        parts = list(walk.app.screen.query("#findings, #tasks").results(Listing))
        assert len(parts) == 2
        for part in parts:
            drawn: list[int] = []
            rows = len(part._lines)

            def watched(y: int, part: Listing = part, drawn: list[int] = drawn) -> Strip:
                drawn.append(y)
                return type(part).render_line(part, y)

            part.refresh()
            with patch.object(part, "render_line", watched):
                part.render_lines(part.outer_size.region)
            assert part.content_size.height > rows + 3
            assert sorted(drawn) == list(range(rows + 1))


async def test_a_task_is_told_by_one_layout(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.PLAN)
    async with walking(tmp_path, begin="PlanScreen") as walk:
        told = walk.app.screen.query_one("#task", Widget)
        for key in ("end", "up", "home"):
            height = told.size.height
            with _laid_out() as times:
                await walk.press(key)
            assert len(times) == 1, (key, height, told.size.height)


async def test_the_focus_comes_to_a_list_without_a_look_at_the_rules(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        listing = walk.app.screen.query_one(Listing)
        styled: list[Widget] = []
        with patch.object(Listing, "update_node_styles", lambda self: styled.append(self)):
            await walk.press("tab")
            gone = listing.has_focus
            await walk.press("shift+tab")
        assert gone != listing.has_focus
        assert not styled


async def test_the_option_at_the_cursor_is_explained_without_a_layout(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        option = walk.app.screen.query_one("#option", Widget)
        title = option.border_title
        with _laid_out() as times:
            await walk.press("up")
        assert option.border_title != title
        assert not times


async def test_a_question_that_opens_brings_one_layout(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.ARCHITECTURE)
    async with walking(tmp_path, begin="ArchitectureScreen") as walk:
        questions = walk.app.screen.query("ChoiceField").results(Widget)
        first, second = next(questions), next(questions)
        heights = first.size.height, second.size.height
        second.focus()
        await walk.until(lambda: second.size.height > heights[1], "the second question open")
        with _laid_out() as times:
            first.focus()
            await walk.until(lambda: first.size.height == heights[0], "the first question open")
        assert second.size.height == heights[1]
        assert len(times) == 1


async def test_the_footer_is_looked_up_behind_the_painting(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.CRITIC_1)
    async with walking(tmp_path, begin="FirstCheckpoint") as walk:
        bar, draw = walk.app.screen.query_one(KeysBar), walk.app._display
        order: list[str] = []

        def show_keys() -> None:
            order.append("footer")

        def display(*given: Any) -> None:
            order.append("painting")
            draw(*given)

        with patch.object(bar, "show_keys", show_keys), patch.object(walk.app, "_display", display):
            await walk.press("tab")
            await walk.until(lambda: "footer" in order, "the footer")
        assert order[0] == "painting"


async def test_findings_and_a_page_stand_side_by_side_where_there_is_room(tmp_path: Path) -> None:
    prepare_one_file(tmp_path)
    async with walking(tmp_path, begin="BuildScreen") as walk:
        pane = walk.app.screen.query_one(VerdictPane)
        findings = pane.query_one("#findings", Widget)
        pages = pane.query_one(ContentSwitcher)

        def shown() -> tuple[bool, bool]:
            return findings.display, pages.display

        assert shown() == (True, False)
        await walk.press("3")
        assert shown() == (False, True)
        await walk.pilot.resize_terminal(170, 45)
        await walk.until(lambda: shown() == (True, True), "both")
        await walk.pilot.resize_terminal(120, 40)
        await walk.until(lambda: shown() == (False, True), "the page")
        await walk.press("2")
        assert shown() == (True, False)


async def test_of_a_question_only_the_row_is_drawn_that_looks_new(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        field = walk.app.screen.query_one("#intake-users", ChoiceField)
        field.focus()
        await walk.pilot.pause()
        field.cursor = 0
        await walk.pilot.pause()
        drawn: list[str] = []
        draw = Content.render_strips

        def watched(self: Content, *given: Any) -> list[Strip]:
            drawn.append(self.plain)
            return draw(self, *given)

        with patch.object(Content, "render_strips", watched):
            await walk.press("down")
            await walk.until(lambda: bool(drawn), "the rows")
            titles = [row.title for row in field.rows]
            # The row that the cursor leaves was drawn without it before.
            assert [title for title in titles if title in "".join(drawn)] == titles[1:2]
            drawn.clear()
            await walk.press("up")
            await walk.pilot.pause()
            assert not [title for title in titles if title in "".join(drawn)]
        await _holds(walk)
        for theme in ("pbc-light", "ansi-dark", "ansi-light"):
            walk.app.theme = theme
            await walk.pilot.pause()
            await _holds(walk)


async def test_rows_that_are_kept_are_those_of_the_theme(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        field = walk.app.screen.query_one("#intake-users", ChoiceField)
        # All colours but one the same, so the style of the field itself stays as it was.
        usual = walk.app.current_theme
        walk.app.register_theme(replace(usual, name="other", accent="#ff0000"))

        def is_red() -> bool:
            field.refresh()
            styles = (
                each.style for strip in field.render_lines(field.size.region) for each in strip
            )
            colours = (style.color.triplet for style in styles if style and style.color)
            return any(each is not None and each.red > 250 and each.green == 0 for each in colours)

        assert not is_red()
        walk.app.theme = "other"
        await walk.until(is_red, "the colour of the other theme")
        walk.app.theme = usual.name
        await walk.until(lambda: not is_red(), "the colour as before")


@pytest.mark.parametrize("entry", ["#intake-description Input", "#intake-non_goals TextArea"])
async def test_an_entry_looks_as_the_rules_of_style_say_soon_after_the_key(
    tmp_path: Path, entry: str
) -> None:
    prepare(tmp_path, Gate.INTAKE)
    async with walking(tmp_path, begin="IntakeScreen") as walk:
        part = walk.app.screen.query_one(entry, Widget)

        def look() -> tuple[Color, Color]:
            return part.styles.background, part.styles.background_tint

        usual = look()
        part.focus()
        await walk.until(lambda: look() != usual, "the look with the focus")
        await _holds(walk)
        walk.app.screen.query_one("#intake-users").focus()
        await walk.until(lambda: look() == usual, "the look without it")
        await _holds(walk)


@pytest.mark.parametrize("alike", [range(a, b) for a in range(7) for b in range(9)])
def test_lines_that_are_alike_are_drawn_once_and_stand_where_they_belong(alike: range) -> None:
    drawn: list[int] = []

    def draw(crop: Region) -> list[Strip]:
        drawn.extend(crop.line_range)
        return [_line("alike" if y in alike else f"{y}", crop) for y in crop.line_range]

    for top, bottom in combinations_with_replacement(range(8), 2):
        crop = Region(3, top, 4, bottom - top)
        drawn.clear()
        lines = repeated(draw, crop, alike)
        expected = ["alike" if y in alike else f"{y}" for y in crop.line_range]
        assert lines == [_line(words, crop) for words in expected]
        assert sum(y in alike for y in drawn) <= 1 or len(alike) < 2
        assert set(drawn) <= {*crop.line_range, alike.start}


def _line(words: str, crop: Region) -> Strip:
    return Strip([Segment(f"{words} {crop.x} {crop.width}")])


@given(
    rows=lists(text(alphabet="ab ÿ漢\t", max_size=12), max_size=6),
    width=integers(1, 20),
    height=none() | integers(0, 8),
)
def test_rows_look_as_one_text_does(rows: list[str], width: int, height: int | None) -> None:
    contents = [Content.styled(row, "bold") for row in rows]
    kept = Drawn(64)
    usual = RenderOptions(lambda _: Style(bold=True), {})
    whole = Content("\n").join(contents)
    for _ in range(2):
        ours = Rows(contents, kept)
        assert ours.get_height({}, width) == (whole.get_height({}, width) if rows else 0)
        drawn = ours.render_strips(width, height, Style(), usual)
        expected = whole.render_strips(width, height, Style(), usual) if rows else []
        assert [strip.text for strip in drawn] == [strip.text for strip in expected]
        assert drawn == expected
