"""The tree as a value: looking up, counting, staying fast when large."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from pbc_tui.design.structure import Add, Delete, Move, Node, Tree, apply, hints, print_tree
from pbc_tui.design.structure.stored import restore, store
from tests.design.structure.trees import trees


def test_looking_up() -> None:
    tree = Tree.of([("src/app/a.py", "A.", "core"), ("b.py", "", ""), ("docs/", "Texts.", "")])

    assert tree.files() == ("src/app/a.py", "b.py")
    assert tree.directories() == ("src", "src/app", "docs")
    assert tree.get("src/app/a.py") == Node("a.py", purpose="A.", role="core")
    assert tree.get("docs").purpose == "Texts."
    assert [node.name for node in tree.children()] == ["src", "b.py", "docs"]
    assert [node.name for node in tree.children("src/app")] == ["a.py"]
    assert "src/app" in tree
    assert "app" not in tree
    assert len(tree) == 5
    assert tree
    assert not Tree()
    for path in ("x", "src/app/a.py/b", ""):
        with pytest.raises(KeyError):
            tree.get(path)
    with pytest.raises(KeyError):
        tree.children("b.py")


@given(trees)
def test_a_walk_gives_every_entry_under_its_path(tree: Tree) -> None:
    for path, node in tree.walk():
        assert tree.get(path) is node
        assert path.rpartition("/")[2] == node.name
    assert set(tree.files()) | set(tree.directories()) == {path for path, _ in tree.walk()}


@given(trees)
def test_a_tree_is_stored_and_restored(tree: Tree) -> None:
    assert restore(store(tree)) == tree


NO_LISTS: tuple[object, ...] = (None, "x", {})
NO_OBJECTS: tuple[list[object], ...] = ([1], [{}], [{"name": 1}])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((value, "entries of a tree are a list") for value in NO_LISTS),
        *((value, "is an object with a name") for value in NO_OBJECTS),
        ([{"name": "x", "purpose": 1}], "x: purpose and role are text"),
        ([{"name": "x", "children": 3}], "entries of a tree are a list"),
    ],
)
def test_what_is_no_stored_tree_is_refused(value: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        restore(value)


def test_a_stored_tree_too_deep_is_refused() -> None:
    value: list[object] = []
    for _ in range(100):
        value = [{"name": "d", "children": value}]

    with pytest.raises(ValueError, match="at most 64 levels"):
        restore(value)


def test_ten_thousand_entries_are_edited_without_delay() -> None:
    tree = Tree.of((f"d{n // 100}/e{n % 100 // 10}/f{n}.py", "", "") for n in range(10_000))
    begin = time.perf_counter()
    for number in range(50):
        tree = apply(tree, Add(path=f"d{number}/e1/new.py"))
    tree = apply(tree, Move(paths=("d1/e1/new.py",), directory="d0"))
    tree = apply(tree, Delete(paths=("d5", "d6/e1")))
    per_edit = (time.perf_counter() - begin) / 52
    begin = time.perf_counter()
    assert len(tree.files()) == 10_000 + 50 - 101 - 11
    print_tree(tree)
    reading = time.perf_counter() - begin

    # A generous multiple of what it takes; scanning the whole tree per entry would take minutes.
    assert per_edit < 0.05
    assert reading < 5


def test_edits_share_what_they_leave_alone() -> None:
    tree = Tree.of((f"d{n}/f.py", "", "") for n in range(10))
    after = apply(tree, Add(path="d3/g.py"))

    shared = [a is b for a, b in zip(tree.entries, after.entries, strict=True)]
    assert shared == [n != 3 for n in range(10)]


def test_hints_of_a_large_tree_come_at_once() -> None:
    from pbc_tui.design.answers import Answers

    tree = Tree.of((f"src/p{n // 20}/f{n}.py", "", "") for n in range(10_000))
    begin = time.perf_counter()

    assert len(hints(tree, Answers())) == 10_000 + 500
    assert time.perf_counter() - begin < 5
