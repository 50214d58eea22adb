"""Which lines of a ``.gitignore`` are followed, and what they hide."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from pbc_tui.workspace.gitignore import patterns_of
from pbc_tui.workspace.ignore import Ignore

LINES = """\
# what tools leave behind
build/
/dist
*.egg-info/
docs/_build
!docs/_build/kept
*.log
"""


@pytest.fixture
def ignore(tmp_path: Path) -> Ignore:
    (tmp_path / ".gitignore").write_text(LINES)
    return Ignore(patterns=patterns_of(tmp_path), kept=frozenset(["src", "src/build"]))


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("build", True),
        ("build/lib/x", True),
        ("src/other/build", True),
        ("dist", True),
        ("src/dist", False),
        ("a.egg-info", True),
        ("docs", False),
        ("docs/_build", True),
        ("src", False),
        ("src/build", False),
        ("", False),
        (".pbc/contracts", False),
    ],
)
def test_directories(ignore: Ignore, path: str, left_out: bool) -> None:
    assert ignore.directory(path) is left_out


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("build/a.py", True),
        ("src/build/a.py", False),
        ("src/a.py", False),
        # A file lies there to be seen, whatever git thinks of it.
        ("run.log", False),
        ("src/run.log", False),
    ],
)
def test_files(ignore: Ignore, path: str, left_out: bool) -> None:
    assert ignore.file(path) is left_out


def test_what_is_admitted_counts_all_the_same(tmp_path: Path) -> None:
    ignore = Ignore(admitted=("build/a.py",), patterns=("build/",))
    assert not ignore.directory("build")
    assert not ignore.file("build/a.py")
    assert ignore.file("build/b.py")


def test_no_gitignore_hides_nothing(tmp_path: Path) -> None:
    assert patterns_of(tmp_path) == ()


@pytest.mark.parametrize(
    "line", ["*a*a*a*a*a*b/", "**/**/**/x", "x" * 300, "[", "a**b**c**d", "!", "\\"]
)
def test_hostile_lines_cost_no_time(tmp_path: Path, line: str) -> None:
    (tmp_path / ".gitignore").write_text(f"{line}\nbuild/\n")
    begun = monotonic()
    ignore = Ignore(patterns=patterns_of(tmp_path))
    assert ignore.directory("build")
    assert not ignore.directory("/".join(["a" * 250] * 10))
    assert monotonic() - begun < 5


def test_bytes_that_are_no_text_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\nbuild/\n\x00\n")
    assert Ignore(patterns=patterns_of(tmp_path)).directory("build")
