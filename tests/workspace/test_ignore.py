"""What is left out, and what counts all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.workspace.ignore import Ignore
from pbc_tui.workspace.listing import listing


@pytest.mark.parametrize(
    "path", [".git", "src/__pycache__", ".pbc/backups", "a/node_modules/b", ".venv", ".pbc/prompts"]
)
def test_directories_left_out(path: str) -> None:
    assert Ignore().directory(path)
    assert Ignore().file(f"{path}/file")


@pytest.mark.parametrize(
    "path", ["", "src", ".pbc", ".pbc/contracts", ".pbc/contracts/src", ".github", "gitlike.git"]
)
def test_directories_entered(path: str) -> None:
    assert not Ignore().directory(path)


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("src/.a.py.swp", True),
        ("4913", True),
        ("a.py~", True),
        (".#a.py", True),
        ("a.pyc", True),
        ("src/.3f2a.pbc-tmp", True),
        ("a.py", False),
        (".env.example", False),
        ("src/swap.swx.py", False),
        (".pbc/journal.jsonl", True),
        (".pbc/contracts/src/a.pyi", False),
    ],
)
def test_files(path: str, left_out: bool) -> None:
    assert Ignore().file(path) is left_out


def test_a_plan_can_have_a_directory_that_is_left_out_elsewhere() -> None:
    ignore = Ignore(admitted=("src/venv",))
    assert not ignore.directory("src/venv")
    assert not ignore.file("src/venv/a.py")
    assert ignore.directory("venv")


def test_a_listing_gives_directories_before_what_they_hold(tmp_path: Path) -> None:
    for path in ("src/app/a.py", "src/b.py", ".git/index", ".pbc/contracts/c.pyi", ".pbc/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    paths = [entry.path for entry in listing(str(tmp_path), Ignore())]
    assert sorted(paths) == [
        "",
        ".pbc",
        ".pbc/contracts",
        ".pbc/contracts/c.pyi",
        "loop",
        "src",
        "src/app",
        "src/app/a.py",
        "src/b.py",
    ]
    for path in paths[1:]:
        assert paths.index(path.rpartition("/")[0]) < paths.index(path)
    assert [entry.path for entry in listing(str(tmp_path), Ignore(), "src/app")] == [
        "src/app",
        "src/app/a.py",
    ]


def test_a_listing_of_nothing_is_empty(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert list(listing(str(tmp_path / "absent"), Ignore())) == []
    assert list(listing(str(tmp_path), Ignore(), "file")) == []
