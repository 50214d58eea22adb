"""Trees as people paste them, and the lines that cannot be read (SPEC 4.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.paths import path_fault
from pbc_tui.design.structure import Tree, TreeFault, TreeSyntaxError, read_repository, read_tree

EXPECTED = ("src/app/__init__.py", "src/app/core.py", "tests/test_core.py", "README.md")

BOX = """\
schema-guard/
├── src/
│   └── app/
│       ├── __init__.py
│       └── core.py      # the engine
├── tests/
│   └── test_core.py
└── README.md
"""
ASCII = """\
schema-guard
|-- src
|   `-- app
|       |-- __init__.py
|       `-- core.py  # the engine
|-- tests
|   `-- test_core.py
`-- README.md

3 directories, 4 files
"""
PLUS = """\
.
+-- src/
|   +-- app/
|       +-- __init__.py
|       \\-- core.py   // the engine
+-- tests/
|   +-- test_core.py
+-- README.md
"""
INDENTED = """\
src/
  app/
    __init__.py
    core.py  # the engine
tests/
  test_core.py
README.md
"""
ONE_SPACE = """\
src
 app
  __init__.py
  core.py # the engine
tests
 test_core.py
README.md
"""
MARKDOWN = """\
```text
- src/
  - app/
    - __init__.py
    - core.py <- the engine
- tests/
  - test_core.py
- README.md
```
"""
PATHS = """\
./src/app/__init__.py
./src/app/core.py  # the engine
./tests/test_core.py
./README.md
"""
WINDOWS = """\
.
+---src
|   \\---app
|           __init__.py
|           core.py # the engine
|
+---tests
|       test_core.py
|
|   README.md
"""


@pytest.mark.parametrize(
    "text",
    [
        BOX,
        ASCII,
        PLUS,
        INDENTED,
        ONE_SPACE,
        MARKDOWN,
        PATHS,
        WINDOWS,
        INDENTED.replace("  ", "\t"),
        BOX.replace("\n", "\r\n"),
        BOX.replace("\n", "\r"),
        BOX.replace("    ", "\u00a0   ").replace("── ", "──\u00a0"),
        "\ufeff" + BOX,
        BOX.replace("\n", "\n\n\n"),
        BOX.replace("│   └── app/", "│   │\n│   └── app/"),
        BOX.replace("├── tests/", "├─── tests/"),
        "".join(f"    {line}\n" for line in BOX.splitlines()),
    ],
)
def test_the_same_tree_in_every_dress(text: str) -> None:
    tree = read_tree(text)

    assert tree.files() == EXPECTED
    assert tree.get("src/app/core.py").purpose == "the engine"
    assert tree.get("src").is_directory


def test_a_repository_name_given_beforehand_is_the_root() -> None:
    assert read_tree("guard\n  a.py\n  b.py\n", "guard").files() == ("a.py", "b.py")


def test_a_first_directory_that_holds_all_is_the_root() -> None:
    assert read_tree("guard/\n  a.py\n  lib/\n").files() == ("a.py",)


@pytest.mark.parametrize("text", ["src/\n  a.py\n", "src\n└── a.py\n"])
def test_a_directory_of_a_repository_is_no_root(text: str) -> None:
    assert read_tree(text).files() == ("src/a.py",)


def test_a_text_for_a_directory_keeps_its_first_line() -> None:
    assert read_tree("core/\n  a.py\n", rooted=False).files() == ("core/a.py",)


def test_a_directory_may_be_empty() -> None:
    assert [path for path, node in read_tree("docs/\nx.py").walk() if node.is_directory] == ["docs"]


def test_paths_go_on_below_the_last_directory_of_a_path() -> None:
    assert read_tree("src/app/\n  a.py\nsrc/b.py\nc.py").files() == (
        "src/app/a.py",
        "src/b.py",
        "c.py",
    )


@pytest.mark.parametrize("text", ["", "  \n\t\n", "# only a comment\n", ".\n"])
def test_a_blank_text_is_the_empty_tree(text: str) -> None:
    assert read_tree(text) == Tree()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.py\nb?.py", "line 2: '?' is not allowed in a file name on every system: b?.py"),
        ("a/\n  ../b", "line 2: '..' leaves the repository: ../b"),
        ("a.py\n/etc/passwd", "line 2: an absolute path is not allowed"),
        ("C:/x/y.py\n", "line 1: an absolute path is not allowed"),
        ("a.py\nA.py", "line 2: 'A.py' is there already, in line 1 as 'a.py': A.py"),
        ("a.py\na.py", "line 2: 'a.py' is there already, in line 1: a.py"),
        ("src/a.py\nSrc/b.py", "line 2: 'Src' stands in line 1 as 'src'"),
        (
            "a/\n    b/\n        c.py\n      d.py",
            "line 4: its indentation is that of no entry above",
        ),
        ("    a.py\n  b.py", "line 2: its indentation is that of no entry above"),
        ("├── a/\n│   ├──\n└── b", "line 2: there is no name"),
        ("├── a.py\n└── ...", "line 2: write all entries; nothing can be left out"),
        ("x.py\na.py\n  b.py", "line 2: 'a.py' cannot hold entries"),
        ("a.py\ncon.txt", "line 2: 'con.txt' is reserved on Windows"),
        ("a.py\n.git/", "line 2: '.git' belongs to git"),
        ("a.py\nx\x1b[31my.py", "line 2: control and invisible characters are not allowed: xy.py"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, message: str) -> None:
    with pytest.raises(TreeSyntaxError) as caught:
        read_tree(text)

    assert str(caught.value).startswith(message)


def test_all_faults_are_collected() -> None:
    with pytest.raises(TreeSyntaxError) as caught:
        read_tree("ok.py\nb|d.py\nfine/\n  also<bad\n  good.py\nOK.py\n")

    assert [fault.line for fault in caught.value.faults] == [2, 4, 6]
    assert caught.value.line == 2
    assert caught.value.faults[1].text == "also<bad"


def test_a_tree_too_deep_is_refused() -> None:
    text = "".join(f"{' ' * depth}d{depth}/\n" for depth in range(500)) + "x.py\n"

    with pytest.raises(TreeSyntaxError, match="at most 64 levels"):
        read_tree(text)


def _read(text: str) -> tuple[Tree, tuple[TreeFault, ...]]:
    try:
        return read_tree(text), ()
    except TreeSyntaxError as error:
        return Tree(), error.faults


@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_a_named_line(text: str) -> None:
    tree, faults = _read(text)

    assert all(str(fault).startswith(f"line {fault.line}: ") for fault in faults)
    assert not any("\n" in str(fault) for fault in faults)
    assert not any(path_fault(path) for path in tree.files())


@given(
    st.lists(st.sampled_from(["├── ", "│   ", "    ", "a/", "b.py", "# x", "\n", '"', "/", "-"]))
)
def test_any_drawing_is_a_tree_or_a_named_line(parts: list[str]) -> None:
    tree, faults = _read("".join(parts))

    assert len(tree) <= len(parts)
    assert len(faults) <= parts.count("\n") * 2 + 2


@pytest.mark.parametrize("text", [BOX, ASCII, PLUS, "src/a.py\npyproject.toml", ".\n├── src/\n"])
def test_a_drawing_of_a_whole_repository_is_known(text: str) -> None:
    assert read_repository(text, "schema-guard") == read_tree(text, "schema-guard")


@pytest.mark.parametrize(
    "text", ["", "rules/\n  base.py\n  strict.py", "src/a.py", "core.py", "src/../a.py", "a:b"]
)
def test_a_part_of_a_repository_is_no_whole_one(text: str) -> None:
    assert read_repository(text, "schema-guard") is None
