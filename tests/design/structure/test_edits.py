"""Each edit: what it does, and the one clear line with which it is refused (SPEC 4.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from pbc_tui.design.structure import (
    Add,
    Delete,
    Direction,
    Duplicate,
    Edit,
    EditError,
    Move,
    Node,
    Paste,
    Rename,
    Replace,
    SetPurpose,
    Tree,
    apply,
    print_tree,
    read_tree,
    shift,
    with_roles_of,
)
from tests.design.structure.trees import trees

TREE = Tree.of(
    [
        ("src/app/__init__.py", "Names.", "package"),
        ("src/app/core.py", "The engine.", "core"),
        ("docs/", "", ""),
        ("README.md", "What it is.", "readme"),
    ]
)


def paths(tree: Tree) -> list[str]:
    return [path for path, _ in tree.walk()]


def own(*names: str) -> Tree:
    return Tree.of((name, "", "") for name in names)


def test_add_makes_missing_parents() -> None:
    after = apply(TREE, Add(path="src/app/rules/deep/base.py", purpose=" A\nrule. ", role="core"))

    assert after.get("src/app/rules/deep").is_directory
    assert after.get("src/app/rules/deep/base.py") == Node(
        "base.py", purpose="A rule.", role="core"
    )


def test_add_at_a_place() -> None:
    assert paths(apply(own("a", "b"), Add(path="x", index=1))) == ["a", "x", "b"]
    assert paths(apply(own("a", "b"), Add(path="x", index=99))) == ["a", "b", "x"]


@pytest.mark.parametrize("edit", [Add(path="x/"), Add(path="x", directory=True)])
def test_add_a_directory(edit: Add) -> None:
    assert apply(TREE, edit).get("x").is_directory


def test_rename_keeps_place_purpose_and_role() -> None:
    after = apply(TREE, Rename(path="src/app/core.py", name="engine.py"))

    assert after.get("src/app/engine.py") == Node("engine.py", purpose="The engine.", role="core")
    assert "src/app/core.py" not in after
    assert "readme.md" in apply(after, Rename(path="README.md", name="readme.md"))


def test_delete_several_and_what_is_in_them() -> None:
    after = apply(TREE, Delete(paths=("src/app", "src/app/core.py", "README.md")))

    assert paths(after) == ["src", "docs"]


def test_move_into_a_directory_keeps_the_order_of_the_tree() -> None:
    tree = own("a", "b", "c", "d/x")

    assert paths(apply(tree, Move(paths=("c", "a"), directory="d"))) == [
        *("b", "d", "d/x", "d/a", "d/c"),
    ]
    assert paths(apply(tree, Move(paths=("c", "a"), directory="d", index=0)))[2:] == [
        *("d/a", "d/c", "d/x"),
    ]
    assert paths(apply(tree, Move(paths=("d/x",), after="a"))) == ["a", "x", "b", "c", "d"]
    assert paths(apply(tree, Move(paths=("c",), before="a"))) == ["c", "a", "b", "d", "d/x"]


def test_duplicate_is_the_persons_own_and_finds_a_free_name() -> None:
    after = apply(TREE, Duplicate(path="src/app/core.py"))
    again = apply(after, Duplicate(path="src/app/core.py"))

    assert after.get("src/app/core_copy.py") == Node("core_copy.py", purpose="The engine.")
    assert [node.name for node in again.children("src/app")] == [
        *("__init__.py", "core.py", "core_copy2.py", "core_copy.py"),
    ]
    assert apply(TREE, Duplicate(path="docs", name="notes")).directories() == (
        *("src", "src/app", "docs", "notes"),
    )


def test_set_purpose_keeps_one_clean_line() -> None:
    after = apply(TREE, SetPurpose(path="docs", purpose="\x1b[31mTexts\n for people. "))

    assert after.get("docs").purpose == "Texts for people."


def test_paste_lets_directories_take_in_what_is_new() -> None:
    new = own("app/extra.py", "tools/run.py")
    after = apply(TREE, Paste(entries=new, directory="src"))

    assert after.files()[:3] == (*("src/app/__init__.py", "src/app/core.py", "src/app/extra.py"),)
    assert "src/tools/run.py" in after
    assert after.get("src/app/core.py").role == "core"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Add(path=""), ": a path is needed"),
        (Add(path="/etc/x"), "/etc/x: an absolute path is not allowed"),
        (Add(path="../x"), "../x: '..' leaves the repository"),
        (Add(path="a//b"), "a//b: a name is needed"),
        (Add(path="a\\b"), "a\\b: '\\\\' is not allowed"),
        (Add(path="README.md/x"), "README.md/x: README.md is a file"),
        (Add(path="README.md"), "README.md: 'README.md' is there already"),
        (Add(path="readme.MD"), "readme.MD: 'readme.MD' differs from 'README.md' only by case"),
        (Add(path="SRC/x.py"), "SRC/x.py: 'SRC' differs from 'src' only by case"),
        (Add(path="src/app/my-mod.py"), "src/app/my-mod.py: 'my-mod' cannot be imported"),
        (Add(path="src/json/x.py"), "src/json: 'json' would shadow the standard library's"),
        (Add(path=".pbc/x"), ".pbc: '.pbc' belongs to pbc-tui"),
        (Add(path="/".join("d" * 70)), "d/d/d"),
        (Rename(path="nope", name="x"), "nope: is not there"),
        (Rename(path="docs", name="README.md"), "docs: 'README.md' is there already"),
        (Rename(path="docs", name="a/b"), "a/b: a name holds no slash"),
        (Rename(path="src/app/core.py", name="1.py"), "src/app/1.py: '1' cannot be imported"),
        (Delete(paths=("docs", "nope")), "nope: is not there"),
        (Delete(paths=("README.md/x",)), "README.md/x: is not there"),
        (Move(paths=("src",), directory="src/app"), "src: a directory cannot be moved into itself"),
        (Move(paths=("src",), directory="src"), "src: a directory cannot be moved into itself"),
        (Move(paths=("docs",), directory="README.md"), "README.md: is a file, not a directory"),
        (Move(paths=("docs",), directory="x/y"), "x/y: is not there"),
        (Move(paths=("docs",), before="zz"), "'zz' is not in the repository"),
        (Move(paths=("docs",), before="docs"), "'docs' is not in the repository"),
        (Move(paths=("docs",), index=0, after="src"), "a move has one of index, before and after"),
        (Duplicate(path="docs", name="SRC"), "docs: 'SRC' differs from 'src' only by case"),
        (SetPurpose(path="x/y", purpose="p"), "x/y: is not there"),
        (Paste(entries=Tree()), "there is nothing to paste"),
        (Paste(entries=own("README.md")), "README.md: is there already"),
        (Paste(entries=own("docs/x"), directory="README.md"), "README.md: is a file"),
        (Paste(entries=own("DOCS")), "DOCS: 'DOCS' differs from 'docs' only by case"),
        (Replace(tree=own("a", "b:c")), "b:c: ':' is not allowed"),
        (Replace(tree=own("a", "A")), "A: differs from 'a' only by case"),
        (Replace(tree=Tree((Node("a"), Node("a")))), "a: is there twice"),
        (Replace(tree=Tree((Node("a", children=(Node("b"),)),))), "a: a file holds no entries"),
    ],
)
def test_refusals(edit: Edit, message: str) -> None:
    with pytest.raises(EditError) as caught:
        apply(TREE, edit)

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_name_that_is_taken_where_entries_move_to() -> None:
    tree = own("a/x.py", "b/X.py", "x.py")

    with pytest.raises(EditError, match=r"b/x.py: b has 'X.py' already"):
        apply(tree, Move(paths=("a/x.py",), directory="b"))
    with pytest.raises(EditError, match=r"docs/X.py: docs has 'x.py' already"):
        apply(own("a/x.py", "b/X.py", "docs/"), Move(paths=("a/x.py", "b/X.py"), directory="docs"))
    with pytest.raises(EditError, match=r"a/x.py: a has 'x.py' already"):
        apply(tree, Move(paths=("x.py",), directory="a"))


def test_a_move_may_not_make_the_tree_too_deep() -> None:
    deep = own("/".join(f"d{n}" for n in range(60)) + "/x", "e/" + "/".join("abcdefgh") + "/y")

    with pytest.raises(EditError, match="at most 64 levels"):
        apply(deep, Move(paths=("e",), directory="/".join(f"d{n}" for n in range(60))))


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("out", "README.md: is at the top already"),
        ("down", "README.md: is the last in its directory"),
    ],
)
def test_a_shift_beyond_the_edge_is_refused(direction: Direction, words: str) -> None:
    with pytest.raises(EditError, match=words):
        shift(own("src/a.py", "README.md"), ("README.md",), direction)


def test_a_tree_read_from_text_keeps_the_roles_of_the_same_paths() -> None:
    text = print_tree(TREE).replace("README.md", "readme.md")
    again = with_roles_of(read_tree(text), TREE)

    assert again.get("src/app/core.py") == TREE.get("src/app/core.py")
    assert again.get("readme.md").role == ""


EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


@given(trees)
def test_a_whole_tree_goes_through_the_journal(tree: Tree) -> None:
    edit = EDIT.validate_json(EDIT.dump_json(Replace(tree=tree)))

    assert apply(TREE, edit) == tree


def test_roles_go_through_the_journal() -> None:
    edit = EDIT.validate_json(EDIT.dump_json(Replace.of(TREE)))

    assert apply(Tree(), edit) == TREE
