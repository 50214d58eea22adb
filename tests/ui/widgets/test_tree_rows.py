"""The rows of a tree are those of a plain walk, whatever was folded, filtered and edited before."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.structure import Add, Delete, Edit, EditError, Node, Tree, apply
from pbc_tui.ui.widgets.tree_rows import TreeRow, TreeRows, matching
from tests.design.structure.trees import names, trees


def walked(
    nodes: tuple[Node, ...], folded: frozenset[str], above: str = "", indent: str = ""
) -> Iterator[TreeRow]:
    for place, node in enumerate(nodes):
        path, last = above + node.name, place == len(nodes) - 1
        yield TreeRow(
            path, node, indent + ("└─ " if last else "├─ "), node.is_directory and path in folded
        )
        if path not in folded:
            below = indent + ("   " if last else "│  ")
            yield from walked(node.children, folded, f"{path}/", below)


def check(rows: TreeRows, tree: Tree, folded: frozenset[str]) -> None:
    expected = list(walked(tree.entries, folded))
    assert list(rows) == expected
    assert len(rows) == len(expected)
    assert rows.width == max((len(row.guides) + len(row.node.name) for row in expected), default=0)
    places = {row.path: place for place, row in enumerate(expected)}
    for path, _ in tree.walk():
        assert rows.place(path) == places.get(path)


@given(st.data())
def test_rows_after_any_folds_and_edits(data: st.DataObject) -> None:
    tree = data.draw(trees)
    rows = TreeRows()
    for _ in range(4):
        directories = tree.directories()
        folded = frozenset(data.draw(st.sets(st.sampled_from(directories)))) if directories else ()
        rows.show(tree, frozenset(folded))
        check(rows, tree, frozenset(folded))
        paths = [path for path, _ in tree.walk()]
        parent = data.draw(st.sampled_from(["", *directories]))
        name = data.draw(names)
        edits: list[Edit] = [Add(path=f"{parent}/{name}" if parent else name)]
        if paths:
            edits.append(Delete(paths=(data.draw(st.sampled_from(paths)),)))
        try:
            tree = apply(tree, data.draw(st.sampled_from(edits)))
        except EditError:
            continue
        rows.show(tree, frozenset(folded))
        check(rows, tree, frozenset(folded))


@given(trees, st.sampled_from(["", "a", "PY", "src", "·"]))
def test_a_filter_shows_what_matches_and_the_way_to_it(tree: Tree, words: str) -> None:
    rows = TreeRows()
    rows.show(tree, frozenset(tree.directories()), words)
    if not words:
        check(rows, tree, frozenset(tree.directories()))
        return
    found = {
        path
        for path, node in tree.walk()
        if words.lower() in path.lower() or words.lower() in node.purpose.lower()
    }
    shown = [path for path, _ in tree.walk() if any(f"{p}/".startswith(f"{path}/") for p in found)]
    assert [row.path for row in rows] == shown
    check(rows, matching(tree, words), frozenset())
    rows.show(tree, frozenset())
    check(rows, tree, frozenset())


def test_rows_of_a_large_tree_are_all_there() -> None:
    tree = Tree.of((f"d{n // 100}/e{n // 10}/f{n}.py", "", "") for n in range(10_000))
    rows = TreeRows()
    rows.show(tree, frozenset())
    assert [row.path for row in rows] == [path for path, _ in tree.walk()]
    rows.show(tree, frozenset(f"d{n}" for n in range(100)))
    assert len(rows) == 100
