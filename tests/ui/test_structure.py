from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Tree
from pbc_tui.ui.widgets.tree_editor import TreeEditor
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import Walk, prepare, walking

SMALL = Tree.of(
    [
        ("src/schema_guard/__init__.py", "package entry", ""),
        ("src/schema_guard/core.py", "", ""),
        ("tests/test_core.py", "", ""),
        ("README.md", "", ""),
    ]
)


def at_structure(root: Path, tree: Tree | None = SMALL) -> None:
    prepare(root, Gate.STRUCTURE, answered=False)
    project = Project.open(root)
    if tree is not None:
        design_desk.answer(project, "structure.way", "own")
        design_desk.adopt(project, tree)
    project.close()


def go(walk: Walk, path: str) -> None:
    assert walk.app.screen.query_one(TreeEditor).view.go_to(path)


async def test_the_way_in_is_asked_first_and_a_template_is_only_a_proposal(tmp_path: Path) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("c")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: bool(walk.state.tree))
        assert "core.py" in walk.text
        await walk.press("z")
        await walk.until(lambda: not walk.state.tree)


async def test_a_typed_path_makes_its_directories(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        await walk.press("a")
        await walk.type("rules/base.py\n")
        await walk.until(lambda: "src/schema_guard/rules/base.py" in walk.state.tree)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("core.py", "is there already"),
        ("Core.py", "only by case"),
        ("a:b.py", "not allowed"),
        ("con.py", "reserved"),
        ("/etc/x", "absolute path"),
        ("../x.py", "'..' is not a name"),
        ("my-mod.py", "cannot be imported"),
        ("class.py", "keyword"),
    ],
)
async def test_names_are_judged_while_typed(tmp_path: Path, typed: str, said: str) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        before = walk.state.tree
        await walk.press("a")
        await walk.type(typed)
        await walk.until(lambda: said in walk.text, said)
        await walk.press("enter")
        assert walk.state.tree == before
        await walk.press("escape")


async def test_rename_purpose_duplicate_delete_undo_redo(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "src/schema_guard/core.py")
        await walk.press("r", "ctrl+u")
        await walk.type("engine")
        await walk.press("enter")
        await walk.until(lambda: "src/schema_guard/engine.py" in walk.state.tree)
        await walk.press("p")
        await walk.type("checks records\n")
        await walk.until(
            lambda: walk.state.tree.get("src/schema_guard/engine.py").purpose == "checks records"
        )
        await walk.press("D")
        await walk.until(lambda: len(walk.state.tree.files()) == 5)
        await walk.press("escape")
        await walk.press("d")
        await walk.until(lambda: len(walk.state.tree.files()) == 4)
        await walk.press("z")
        await walk.until(lambda: len(walk.state.tree.files()) == 5)
        await walk.press("Z")
        await walk.until(lambda: len(walk.state.tree.files()) == 4)


async def test_moving_by_keys_and_by_cut_and_paste(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "README.md")
        await walk.press("K")
        await walk.until(lambda: [n.name for n in walk.state.tree.entries][1] == "README.md")
        await walk.press("J")
        await walk.until(lambda: [n.name for n in walk.state.tree.entries][2] == "README.md")
        await walk.press("L")
        await walk.until(lambda: "tests/README.md" in walk.state.tree)
        await walk.press("H")
        await walk.until(lambda: "README.md" in walk.state.tree)
        await walk.press("x")
        go(walk, "src/schema_guard")
        await walk.press("v")
        await walk.until(lambda: "src/schema_guard/README.md" in walk.state.tree)


async def test_marks_act_on_several(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        go(walk, "tests")
        await walk.press("space", "down", "space", "d")
        await walk.until(lambda: walk.state.tree.files() == SMALL.files()[:2])


async def test_the_filter_keeps_the_directories_above(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("slash")
        await walk.type("test_core")
        view = walk.app.screen.query_one(TreeEditor).view
        await walk.until(lambda: [row.path for row in view.rows] == ["tests", "tests/test_core.py"])
        await walk.press("escape")
        await walk.until(lambda: len(view.rows) == len(SMALL))


async def test_a_tree_is_replaced_by_text_and_faults_are_named(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("t")
        await walk.arrive("TreeTextScreen")
        await walk.press("ctrl+a")
        area = walk.app.screen.query_one("TextArea")
        area.text = "a/\n  b.py\n  ../c.py\n"  # type: ignore[attr-defined]
        await walk.until(lambda: "line 3" in walk.text)
        await walk.press("ctrl+s")
        assert walk.state.tree.files() == SMALL.files()
        area.text = "a/\n  b.py  # does it\n"  # type: ignore[attr-defined]
        await walk.until(lambda: "1 file, no directory" in walk.text)
        await walk.press("ctrl+s")
        await walk.until(lambda: walk.state.tree.files()[-1].endswith("b.py"))


async def test_a_hint_is_accepted_by_its_key(tmp_path: Path) -> None:
    tree = Tree.of([("src/schema_guard/rules/base.py", "the base", "")])
    at_structure(tmp_path, tree)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.until(lambda: "__init__.py" in walk.text)
        await walk.press("i")
        await walk.until(lambda: len(walk.state.tree.files()) > 1)


async def test_approval_is_explicit(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("ctrl+s")
        await walk.arrive("ApprovalScreen")
        assert "governs all generation" in walk.text
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        assert Gate.STRUCTURE not in walk.state.confirmed
        await walk.press("ctrl+s")
        await walk.arrive("ApprovalScreen")
        await walk.press("y")
        await walk.arrive("FeaturesScreen")


async def test_disabled_keys_say_why(tmp_path: Path) -> None:
    at_structure(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("v")
        await walk.until(lambda: "nothing was cut" in walk.said)
        await walk.press("Z")
        await walk.until(lambda: "nothing to redo" in walk.said)


async def test_a_structure_is_kept_as_a_template_and_begun_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    root = tmp_path / "root"
    prepare(root, Gate.STRUCTURE)
    async with walking(root, begin="StructureScreen") as walk:
        tree = walk.state.tree
        for again in (False, True):
            await walk.press("S")
            await walk.arrive("AskText")
            await walk.type("../mine\n")
            await walk.until(lambda: "letters, digits" in walk.text)
            await walk.press(*["backspace"] * 7)
            await walk.type("mine\n")
            if again:
                await walk.arrive("AskYesNo")
                await walk.press("y")
            await walk.arrive("StructureScreen")
            await walk.until(lambda: "kept as" in walk.said)
        await walk.press("w")
        await walk.arrive("AskChoice")
        assert "My templates" in walk.text
        await walk.press("m")
        await walk.until(lambda: "They lie in" in walk.text)
        await walk.press("1")
        await walk.arrive("StructureScreen")
        await walk.until(lambda: "change them freely" in walk.said)
        assert walk.state.tree.files() == tree.files()
        way = walk.state.answers.structure.way
        assert way is not None
        assert way.value == "own"


async def test_a_directory_is_added_and_an_empty_tree_says_what_can_be_done(
    tmp_path: Path,
) -> None:
    at_structure(tmp_path, None)
    async with walking(tmp_path) as walk:
        await walk.press("enter")
        await walk.arrive("AskChoice")
        await walk.press("escape")
        await walk.arrive("StructureScreen")
        for key in ("r", "p", "D", "x", "d"):
            before = walk.said.count("the tree is empty: a adds a file")
            await walk.press(key)
            assert walk.said.count("the tree is empty: a adds a file") == before + 1, key
        await walk.press("z")
        assert "there is nothing to undo" in walk.said
        await walk.press("A")
        await walk.type("src/app\n")
        await walk.until(lambda: "src/app" in walk.state.tree)
        assert walk.state.tree.get("src/app").is_directory
