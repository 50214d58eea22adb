"""The ways into a structure: what is recorded when one is left, taken, or gone around."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from pbc_tui.design.answers_file import read_answers_file
from pbc_tui.design.gates import Gate
from pbc_tui.design.options import StructureWay
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.refused import Refused
from tests.ui.test_structure import SMALL, at_structure
from tests.ui.walking import Walk, prepare, walking
from tests.variants import variants


def _way(walk: Walk) -> StructureWay | None:
    return walk.state.answers.structure.way


async def _asked_which_directory(walk: Walk) -> None:
    await walk.press("w")
    await walk.arrive("AskChoice")
    await walk.press("a")
    await walk.until(lambda: "Read a directory" in walk.text)
    await walk.press("r")
    await walk.arrive("AskText")


async def test_begin_empty_takes_the_tree_away_and_z_brings_it_back(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("w")
        await walk.arrive("AskChoice")
        await walk.press("a")
        await walk.until(lambda: "Begin empty" in walk.text)
        await walk.press("e")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: not walk.state.tree)
        await walk.until(lambda: "4 files replaced; z takes it back" in walk.said)
        await walk.press("z")
        await walk.until(lambda: walk.state.tree == SMALL)


async def test_an_empty_beginning_leaves_nothing_to_undo(tmp_path: Path) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("a")
        await walk.until(lambda: "Begin empty" in walk.text)
        await walk.press("e")
        await walk.until(lambda: _way(walk) is StructureWay.OWN)
        assert not walk.state.done


@pytest.mark.parametrize("keys", variants(["b", "a", "at", "ar"], ["ar"]))
async def test_a_way_in_that_is_left_is_not_recorded(tmp_path: Path, keys: str) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        tree = walk.state.tree
        await walk.press("w")
        await walk.arrive("AskChoice")
        if keys[0] == "a":
            await walk.press("a")
            await walk.until(lambda: "Begin empty" in walk.text)
        await walk.press(*keys.removeprefix("a"))
        last = {"b": "GuidedScreen", "a": "AskChoice", "at": "TreeTextScreen", "ar": "AskText"}
        await walk.arrive(last[keys])
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        assert _way(walk) is StructureWay.TEMPLATE
        assert walk.state.tree == tree


async def test_a_directory_that_is_refused_is_no_way_in(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await _asked_which_directory(walk)
        await walk.type("/nowhere\n")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: "nowhere" in walk.said)
        assert _way(walk) is StructureWay.TEMPLATE


async def test_a_directory_is_read_whose_path_is_typed_over_the_one_proposed(
    tmp_path: Path,
) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (other / "engine.py").touch()
    prepare(root, Gate.STRUCTURE)
    async with walking(root, begin="StructureScreen") as walk:
        await _asked_which_directory(walk)
        assert walk.app.screen.query_one(Input).value == str(root)
        for character in str(other):
            await walk.press(character)
        await walk.press("enter")
        await walk.until(lambda: list(walk.state.tree.files()) == ["engine.py"])
        assert _way(walk) is StructureWay.OWN


@pytest.mark.parametrize("by", variants(["key", "text", "paste"], ["paste"]))
async def test_a_tree_made_by_hand_is_ones_own(tmp_path: Path, by: str) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        assert _way(walk) is None
        if by == "text":
            await walk.press("t")
            await walk.arrive("TreeTextScreen")
            await walk.press("ctrl+a")
        elif by == "key":
            await walk.press("a")
        await walk.type("core.py")
        await walk.press(*{"key": ["enter"], "text": ["ctrl+s"], "paste": []}[by])
        await walk.until(lambda: "core.py" in walk.state.tree)
        assert _way(walk) is StructureWay.OWN
        await walk.arrive("StructureScreen")
        await walk.press("ctrl+s")
        await walk.arrive("ApprovalScreen")


def test_the_way_is_recorded_with_the_tree_or_not_at_all(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.FEATURES)
    project = Project.open(tmp_path)
    with pytest.raises(Refused):
        design_desk.adopt(project, SMALL, StructureWay.OWN)
    assert project.state.answers.structure.way is StructureWay.TEMPLATE
    project.close()


@pytest.mark.parametrize(("named", "taken"), [("core.py", True), ("gone.py", False)])
async def test_an_answers_file_is_a_way_in_only_with_its_tree(
    tmp_path: Path, named: str, taken: bool
) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        before = walk.state.tree
        walk.app.answers_file = read_answers_file(
            f'[structure]\nway = "own"\ntree = "core.py"\n\n'
            f'[structure.purposes]\n"{named}" = "Counts words."\n'
        )
        await walk.press("w")
        await walk.arrive("AskChoice")
        await walk.press("f")
        await walk.arrive("StructureScreen")
        if taken:
            await walk.until(lambda: walk.state.tree.files() == ("core.py",))
            await walk.until(lambda: "21 files replaced; z takes it back" in walk.said)
        else:
            await walk.until(lambda: "gone.py" in walk.said)
            assert walk.state.tree == before
        assert _way(walk) is (StructureWay.OWN if taken else StructureWay.TEMPLATE)
