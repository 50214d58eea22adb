"""What is printed reads back to the same, in every notation."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pbc_tui.design.structure import Node, Notation, Tree, print_tree, read_tree
from tests.design.structure.trees import TREACHEROUS, trees

NOTATIONS: tuple[Notation, ...] = ("box", "ascii", "indent")

TREE = Tree.of(
    [
        ("src/app/__init__.py", "Names the package's public interface.", ""),
        ("src/app/core.py", "", ""),
        ("tests/", "Tests of the package.", ""),
        ("README.md", "What it is.", ""),
    ]
)


@given(tree=trees, notation=st.sampled_from(NOTATIONS), root=st.sampled_from(["", "schema-guard"]))
@example(tree=Tree((Node("pkg", True, children=(Node("a.py"),)),)), notation="indent", root="")
@example(tree=Tree((Node("pkg", True, children=(Node("a.py"),)),)), notation="box", root="pkg")
@example(tree=Tree(), notation="indent", root="schema-guard")
def test_what_is_printed_reads_back(tree: Tree, notation: Notation, root: str) -> None:
    assert read_tree(print_tree(tree, notation, root), root) == tree


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("name", [name for name in TREACHEROUS if not name.endswith(".")])
def test_names_that_look_like_drawings_read_back(name: str, notation: Notation) -> None:
    tree = Tree((Node(name), Node("d", True, children=(Node(name), Node("z", True)))))

    assert read_tree(print_tree(tree, notation)) == tree


def test_box_notation() -> None:
    assert print_tree(TREE, "box", "app") == (
        "app/\n"
        "├── src/\n"
        "│   └── app/\n"
        "│       ├── __init__.py  # Names the package's public interface.\n"
        "│       └── core.py\n"
        "├── tests/               # Tests of the package.\n"
        "└── README.md            # What it is.\n"
    )


def test_ascii_notation_without_purposes() -> None:
    assert print_tree(TREE, "ascii", purposes=False) == (
        "|-- src/\n"
        "|   `-- app/\n"
        "|       |-- __init__.py\n"
        "|       `-- core.py\n"
        "|-- tests/\n"
        "`-- README.md\n"
    )


def test_indented_notation() -> None:
    assert print_tree(TREE, "indent", purposes=False) == (
        "src/\n    app/\n        __init__.py\n        core.py\ntests/\nREADME.md\n"
    )


def test_purposes_are_not_pushed_out_of_sight_by_one_long_name() -> None:
    tree = Tree((Node("x" * 200, purpose="long"), Node("y", purpose="short")))

    assert print_tree(tree).splitlines()[1] == "└── y".ljust(60) + "  # short"
