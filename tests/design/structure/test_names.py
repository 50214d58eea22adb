"""Names while they are typed (SPEC 4.2)."""

from __future__ import annotations

import pytest

from pbc_tui.design.structure import Tree, name_problem, name_warning

TREE = Tree.of([("src/app/core.py", "", ""), ("README.md", "", ""), ("docs/", "", "")])


@pytest.mark.parametrize(
    ("parent", "name", "directory", "problem"),
    [
        ("", "", False, "a name is needed"),
        ("", "..", True, "'..' is not a name"),
        ("", "a/b", False, "a name holds no slash"),
        ("", "a:b", False, "':' is not allowed in a file name on every system"),
        ("", "aux.py", False, "'aux.py' is reserved on Windows"),
        ("", "README.md", False, "'README.md' is there already"),
        ("", "Readme.md", False, "'Readme.md' differs from 'README.md' only by case"),
        ("docs", "README.md", False, ""),
        ("", ".git", True, "'.git' belongs to git"),
        ("docs", ".PBC", True, "'.PBC' belongs to pbc-tui"),
        ("src/app", "my-mod.py", False, "'my-mod' cannot be imported: letters, digits and "),
        ("src/app", "class.py", False, "'class' is a Python keyword"),
        ("src/app", "match.py", False, ""),
        ("src/app", "logging.py", False, ""),
        ("src/app", "my-data", True, ""),
        ("src/app", "my-data.txt", False, ""),
        ("src", "logging", True, "'logging' would shadow the standard library's module"),
        ("src", "my-app", True, "'my-app' cannot be imported"),
        ("src", "json.py", False, "'json' would shadow the standard library's module"),
        ("", "json.py", False, "'json' would shadow the standard library's module"),
        ("", "json", True, ""),
        ("scripts", "run-me.py", False, ""),
        ("not/there/yet", "a.py", False, ""),
    ],
)
def test_problems(parent: str, name: str, directory: bool, problem: str) -> None:
    found = name_problem(TREE, parent, name, directory=directory)

    assert found.startswith(problem)
    assert bool(found) is bool(problem)


def test_an_entry_may_keep_its_name_or_change_its_case() -> None:
    assert not name_problem(TREE, "", "README.md", instead_of="README.md")
    assert not name_problem(TREE, "", "readme.md", instead_of="README.md")


@pytest.mark.parametrize(
    ("parent", "name", "directory", "warns"),
    [
        ("src/app", "logging.py", False, True),
        ("src/app", "logging", True, True),
        ("src/app", "my-data", True, True),
        ("src/app", "core.py", False, False),
        ("tests", "logging.py", False, False),
        ("src/app", "logging.md", False, False),
    ],
)
def test_warnings(parent: str, name: str, directory: bool, warns: bool) -> None:
    assert bool(name_warning(parent, name, directory=directory)) is warns


def test_names_composed_differently_are_the_same_file() -> None:
    composed, decomposed = "caf\u00e9.md", "cafe\u0301.md"
    tree = Tree.of([(composed, "", "")])

    assert "only by case" in name_problem(tree, "", decomposed)
