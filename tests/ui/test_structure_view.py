"""The tree on the screen: folds, the mouse, pasted text, the tree as text in its notations."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from pbc_tui.design.structure import print_tree, read_tree
from pbc_tui.ui.widgets.questions import Questions
from pbc_tui.ui.widgets.tree_editor import TreeEditor
from pbc_tui.ui.widgets.tree_view import TreeView
from pbc_tui.workflow import design_desk
from tests.ui.test_structure import SMALL, at_structure, go
from tests.ui.walking import Walk, walking
from tests.variants import variants

GUIDED = {
    "guided.exposure": "A",
    "guided.extra_dirs": [],
    "guided.examples": "A",
    "guided.tests": "A",
    "guided.docs": "A",
}


def _view(walk: Walk) -> TreeView:
    return walk.app.screen.query_one(TreeEditor).view


def _shown(walk: Walk) -> list[str]:
    return [row.path for row in _view(walk).rows]


async def _guided(walk: Walk) -> None:
    """Choose the guided way as the first thing."""
    await walk.press("enter")
    await walk.arrive("AskChoice")
    await walk.press("b")
    await walk.arrive("GuidedScreen")


async def test_directories_are_folded_and_unfolded_one_and_all(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        everything = _shown(walk)
        go(walk, "src/schema_guard")
        await walk.press("enter")
        await walk.until(lambda: "src/schema_guard/core.py" not in _shown(walk))
        assert "2 inside" in walk.text
        await walk.press("enter")
        await walk.until(lambda: _shown(walk) == everything)
        await walk.press("minus")
        await walk.until(lambda: _shown(walk) == ["src", "tests", "README.md"])
        await walk.press("plus")
        await walk.until(lambda: _shown(walk) == everything)
        assert walk.state.tree == SMALL


async def test_a_click_puts_the_cursor_there(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        place = _shown(walk).index("tests/test_core.py")
        await walk.pilot.click(TreeView, offset=(12, place))
        await walk.press("p")
        await walk.type("tries the core\n")
        await walk.until(
            lambda: walk.state.tree.get("tests/test_core.py").purpose == "tries the core"
        )


@pytest.mark.parametrize("presses", [0, 1, 2])
async def test_the_text_of_every_notation_is_copied_and_read_back(
    tmp_path: Path, presses: int
) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("t")
        await walk.arrive("TreeTextScreen")
        await walk.press(*["ctrl+t"] * presses)
        await walk.press("ctrl+o")
        notation = ("box", "ascii", "indent")[presses]
        copied = print_tree(SMALL, notation=notation, root_name="schema-guard")  # type: ignore[arg-type]
        await walk.until(lambda: walk.app.clipboard == copied)
        assert read_tree(copied, "schema-guard") == SMALL
        await walk.press("ctrl+s")
        await walk.arrive("StructureScreen")
        assert walk.state.tree == SMALL


async def test_a_large_tree_is_pasted_and_every_fault_is_named(tmp_path: Path) -> None:
    at_structure(tmp_path)
    rows = [f"src/pkg_{number % 7}/module_{number}.py  # does {number}" for number in range(300)]
    spoiled = [*rows]
    spoiled[120] = "src/pkg_1/../out.py"
    spoiled[250] = "src/pkg_1/module_1.py"
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("t")
        await walk.arrive("TreeTextScreen")
        await walk.press("ctrl+a")
        await walk.type("\n".join(spoiled))
        await walk.until(lambda: "line 121" in walk.text and "line 251" in walk.text, "both faults")
        await walk.press("ctrl+s")
        assert walk.state.tree == SMALL
        await walk.press("ctrl+a")
        await walk.type("\n".join(rows))
        await walk.until(lambda: "300 files" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("StructureScreen")
        assert len(walk.state.tree.files()) == 300
        assert all(row.split()[0] in walk.state.tree for row in rows)
        await walk.press("z")
        await walk.until(lambda: walk.state.tree == SMALL)


async def test_text_that_is_pasted_onto_the_tree_goes_into_the_directory_at_the_cursor(
    tmp_path: Path,
) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        await walk.type("rules/\n├── base.py  # the base\n└── strict.py")
        await walk.until(lambda: "src/schema_guard/rules/strict.py" in walk.state.tree)
        assert walk.state.tree.get("src/schema_guard/rules/base.py").purpose == "the base"
        assert "2 files pasted into src/schema_guard" in walk.said
        await walk.press("z")
        await walk.until(lambda: walk.state.tree == SMALL)


WHOLE = "schema-guard/\n├── src/\n│   └── schema_guard/\n│       └── all.py\n└── pyproject.toml"


async def test_a_whole_repository_that_is_pasted_replaces_the_tree_or_goes_below(
    tmp_path: Path,
) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        for key in ("escape", "r", "b"):
            await walk.type(WHOLE)
            await walk.arrive("AskChoice")
            assert "2 files, 2 directories" in walk.text
            await walk.press(key)
            await walk.arrive("StructureScreen")
            if key == "r":
                await walk.until(lambda: len(walk.state.tree.files()) == 2)
                assert "src/schema_guard/all.py" in walk.state.tree
                assert "4 files replaced; z takes it back" in walk.said
                await walk.press("z")
                await walk.until(lambda: walk.state.tree == SMALL)
                go(walk, "src/schema_guard/core.py")
            if key == "escape":
                assert walk.state.tree == SMALL
        below = "src/schema_guard/schema-guard/pyproject.toml"
        await walk.until(lambda: below in walk.state.tree)


async def test_a_whole_repository_begins_an_empty_structure(tmp_path: Path) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        await walk.type(WHOLE)
        await walk.until(lambda: "src/schema_guard/all.py" in walk.state.tree)


async def test_a_refused_paste_is_shown_with_all_its_faults_to_be_mended(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        await walk.type("new.py\n../up.py\na:b.py")
        await walk.arrive("TreeTextScreen")
        await walk.until(lambda: "2 lines at fault" in walk.text)
        assert "line 2" in walk.text
        assert "line 3" in walk.text
        area = walk.app.screen.query_one(TextArea)
        area.text = "new.py\ncore.py\n__init__.py"
        await walk.until(lambda: "line 2: src/schema_guard/core.py: is there already" in walk.text)
        assert "line 3: src/schema_guard/__init__.py: is there already" in walk.text
        before = len(walk.said)
        await walk.press("ctrl+s", "down", "enter")
        await walk.until(lambda: walk.app.focused is area)
        assert area.cursor_location == (2, 0)
        assert len(walk.said) == before
        assert walk.state.tree == SMALL
        area.text = "new.py\nother.py  # else"
        await walk.until(lambda: "✓ 2 files" in walk.text)
        await walk.press("ctrl+s")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: "src/schema_guard/other.py" in walk.state.tree)
        assert set(SMALL.files()) < set(walk.state.tree.files())


async def test_every_fault_of_a_text_can_be_read_and_gone_to(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, size=(80, 24), begin="StructureScreen") as walk:
        await walk.press("t")
        await walk.arrive("TreeTextScreen")
        await walk.press("ctrl+a")
        await walk.type("\n".join(f"bad:{number}.py" for number in range(40)))
        await walk.until(lambda: "40 lines at fault" in walk.text)
        await walk.press("tab", "end")
        await walk.until(lambda: "line 40" in walk.text, "the last fault")
        await walk.press("enter")
        area = walk.app.screen.query_one(TextArea)
        await walk.until(lambda: walk.app.focused is area)
        assert area.cursor_location == (39, 0)


async def test_the_guided_questions_draw_their_tree_beside_them(tmp_path: Path) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await _guided(walk)
        await walk.type("ledger\nprices")
        await walk.press("ctrl+s")
        await walk.until(lambda: "this question is open" in walk.said)
        assert walk.at == "GuidedScreen"
        for key, value in GUIDED.items():
            design_desk.answer(walk.app.project, key, value)
        await walk.until(lambda: "ledger.py" in walk.text, "the component in the preview")
        await walk.press("ctrl+s")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: any("ledger" in path for path in walk.state.tree.files()))


@pytest.mark.parametrize("size", variants([(120, 40), (80, 24), (50, 20)], [(50, 20)]), ids=str)
async def test_every_guided_question_can_be_read_to_its_end(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path, size=size) as walk:
        await _guided(walk)
        questions = walk.app.screen.query_one(Questions)
        for field in questions.asked:
            questions.go_to(field.question.key)
            words = field.question.text.split()
            await walk.until(lambda: words == _said_in(walk, words), " ".join(words))  # noqa: B023


def _said_in(walk: Walk, words: list[str]) -> list[str]:
    """As many of these words as the questions' pane shows one after the other."""
    pane = walk.app.screen.query_one(".main")
    left, right = pane.region.x + 1, pane.region.right - 1
    shown = " ".join(" ".join(row[left:right] for row in walk.text.splitlines()).split())
    found = [count for count in range(len(words) + 1) if " ".join(words[:count]) in shown]
    return words[: max(found)]


async def test_a_narrow_screen_shows_the_guided_tree_by_a_key(tmp_path: Path) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path, size=(50, 20)) as walk:
        await _guided(walk)
        for key, value in GUIDED.items():
            design_desk.answer(walk.app.project, key, value)
        left = walk.app.focused
        await walk.press("ctrl+t")
        await walk.until(lambda: "src/" in walk.text, "the tree")
        assert "six questions" not in walk.text
        await walk.press("ctrl+t")
        await walk.until(lambda: "six questions" in walk.text)
        assert walk.app.focused is left


async def test_what_is_marked_moves_together_and_the_edge_is_said(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/__init__.py")
        await walk.press("space", "space")
        await walk.press("H")
        await walk.until(lambda: {"src/core.py", "src/__init__.py"} <= set(walk.state.tree.files()))
        assert _view(walk).marked == {"src/core.py", "src/__init__.py"}
        await walk.press("J")
        await walk.until(lambda: "is the last in its directory" in walk.said)
        await walk.press("L")
        await walk.until(lambda: "src/schema_guard/core.py" in walk.state.tree)
        await walk.press("escape")
        go(walk, "src")
        await walk.press("K")
        await walk.until(lambda: "is the first in its directory" in walk.said)
