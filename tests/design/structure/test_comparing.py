"""What differs between two trees: each alone can be had back from the comparison."""

from __future__ import annotations

from hypothesis import given

from pbc_tui.design.structure import Add, Delete, Rename, SetPurpose, Tree, apply, read_tree
from pbc_tui.design.structure.comparing import compare
from tests.design.structure.trees import trees


def _entries(tree: Tree) -> list[tuple[str, bool, str]]:
    return [(path, node.is_directory, node.purpose) for path, node in tree.walk()]


@given(trees, trees)
def test_both_trees_are_in_the_comparison_whole(first: Tree, second: Tree) -> None:
    rows = compare(first, second)

    was = [(row.path, row.is_directory, row.earlier) for row in rows if row.change != "added"]
    now = [(row.path, row.is_directory, row.purpose) for row in rows if row.change != "removed"]
    assert sorted(was) == sorted(_entries(first))
    assert now == _entries(second)


@given(trees)
def test_a_tree_is_the_same_as_itself(tree: Tree) -> None:
    assert all(row.change == "same" for row in compare(tree, tree))


def test_each_kind_of_change_is_named() -> None:
    first = read_tree("src/\n    a.py  # one\n    b.py\n    c.py\n")
    second = first
    for edit in (
        Delete(paths=("src/b.py",)),
        Add(path="src/d.py"),
        SetPurpose(path="src/a.py", purpose="two"),
        Rename(path="src/c.py", name="e.py"),
    ):
        second = apply(second, edit)

    assert [(row.path, row.change) for row in compare(first, second)] == [
        ("src", "same"),
        ("src/a.py", "purpose"),
        ("src/b.py", "removed"),
        ("src/c.py", "removed"),
        ("src/e.py", "added"),
        ("src/d.py", "added"),
    ]
