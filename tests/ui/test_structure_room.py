"""What the structure says where there is little room: notes, purposes, what a filter hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from pbc_tui.design.structure import Tree
from pbc_tui.ui.widgets.inline_entry import InlineEntry
from pbc_tui.ui.widgets.tree_editor import TreeEditor
from tests.ui.test_structure import SMALL, at_structure, go
from tests.ui.walking import Walk, walking
from tests.variants import variants

PURPOSE = "Turns texts into records and counts, by the way, all words that stand in them."


def _words(walk: Walk) -> str:
    """What the screen shows, without what divides its lines."""
    return " ".join(walk.text.replace("│", " ").split())


@pytest.mark.parametrize("size", variants([(120, 40), (80, 24), (50, 20)], [(50, 20)]), ids=str)
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("r", "another name; enter takes it, esc leaves"),
        ("p", "what it is for, in one sentence; empty takes it away"),
        ("a", "a name, or a path such as rules/base.py, in src/a/b/c/"),
    ],
)
async def test_a_note_is_read_whole(
    tmp_path: Path, size: tuple[int, int], key: str, said: str
) -> None:
    rows = [(f"src/a/b/c/module_{number}.py", "", "") for number in range(40)]
    at_structure(tmp_path, Tree.of(rows))
    async with walking(tmp_path, size=size, begin="StructureScreen") as walk:
        for path in ("src/a/b/c/module_1.py", "src/a/b/c/module_39.py"):
            go(walk, path)
            await walk.press(key)
            entry = walk.app.screen.query_one(InlineEntry)
            await walk.until(lambda entry=entry: entry.display)  # type: ignore[misc]
            note = " ".join(str(entry.query_one("Static").visual).split())  # type: ignore[attr-defined]
            assert note == said
            await walk.until(lambda: said.split()[-1] in _words(walk), "the end of the note")
            assert entry.region.bottom <= walk.app.screen.query_one(TreeEditor).region.bottom
            assert entry.query_one(Input).region.height == 1
            await walk.press("escape")


async def test_a_duplicate_is_named_by_what_is_typed(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        await walk.press("D")
        await walk.until(lambda: isinstance(walk.app.focused, Input))
        await walk.press(*"engine", "enter")
        await walk.until(lambda: "src/schema_guard/engine.py" in walk.state.tree)
        assert "src/schema_guard/core.py" in walk.state.tree


async def test_the_filter_leads_to_the_first_match(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("slash")
        await walk.type("test_core")
        view = walk.app.screen.query_one(TreeEditor).view
        await walk.until(lambda: view.path == "tests/test_core.py")


async def test_what_the_filter_hides_is_not_deleted_unasked(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("slash")
        await walk.type("core\n")
        go(walk, "src/schema_guard")
        await walk.press("d")
        await walk.arrive("AskYesNo")
        assert "src/schema_guard 1 entry goes that the filter hides" in _words(walk)
        await walk.press("n")
        await walk.arrive("StructureScreen")
        assert walk.state.tree == SMALL
        await walk.press("d")
        await walk.arrive("AskYesNo")
        await walk.press("y")
        await walk.until(lambda: "src/schema_guard" not in walk.state.tree)
        await walk.press("z")
        await walk.until(lambda: walk.state.tree == SMALL)
        go(walk, "src/schema_guard")
        await walk.press("D")
        await walk.until(lambda: "1 entry that the filter hides" in walk.said)


@pytest.mark.parametrize("size", [(80, 24), (50, 20)], ids=str)
async def test_the_purpose_at_the_cursor_is_read_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at_structure(tmp_path, Tree.of([("src/schema_guard/core.py", PURPOSE, ""), ("a.md", "", "")]))
    async with walking(tmp_path, size=size, begin="StructureScreen") as walk:
        go(walk, "a.md")
        await walk.until(lambda: "a.md has no purpose yet" in walk.text)
        go(walk, "src")
        await walk.until(lambda: "src/ holds 1 file" in walk.text)
        go(walk, "src/schema_guard/core.py")
        detail = walk.app.screen.query_one("#purpose-in-full")
        await walk.until(lambda: " ".join(str(detail.visual).split()) == PURPOSE)  # type: ignore[attr-defined]
        assert detail.region.height == 2
        assert "○" in walk.text
        assert "contract ○" not in walk.text
