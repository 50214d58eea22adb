from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pbc_tui.workflow.existing_directory import read_directory
from pbc_tui.workflow.refused import Refused


def test_what_git_ignores_is_no_structure(tmp_path: Path) -> None:
    for path in ("src/app/core.py", "build/out.py", ".git/config", "notes.log", "README.md"):
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    (tmp_path / ".gitignore").write_text("build/\n*.log\n")
    assert read_directory(tmp_path).files() == ("src/app/core.py", ".gitignore", "README.md")


def test_what_git_itself_ignores_is_left_out_whatever_directory_says_so(tmp_path: Path) -> None:
    files = {
        ".gitignore": "*.log\n/out\ncache/\n!kept.log\nlib/\n",
        "a.log": "",
        "kept.log": "",
        "out/x.py": "",
        "src/out/y.py": "",
        "src/.gitignore": "!b.log\n!lib/\ngenerated/*\n!generated/keep.py\n",
        "src/b.log": "",
        "src/lib/e.py": "",
        "lib/f.py": "",
        "src/c.log/d.py": "",
        "src/generated/a.py": "",
        "src/generated/keep.py": "",
        "src/cache/.gitignore": "!*\n",
        "src/cache/z.py": "",
        "docs/.gitignore": "# nothing\n*.html\n",
        "docs/index.html": "",
        "docs/index.md": "",
    }
    for path, text in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    listed = subprocess.run(
        ["git", "-C", tmp_path, "ls-files", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert sorted(read_directory(tmp_path).files()) == sorted(listed.split())


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").touch()
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.py").touch()
    (root / "link").symlink_to(outside)
    assert "link/secret.py" not in read_directory(root).files()


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_directory(tmp_path / "absent")
    assert "absent" in str(refusal.value)


def test_a_directory_that_holds_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pbc_tui.workflow.existing_directory.MOST_ENTRIES", 2)
    for name in "ab":
        (tmp_path / name).touch()
    assert read_directory(tmp_path).files() == ("a", "b")
    (tmp_path / "c").touch()
    with pytest.raises(Refused, match="holds more than 2 entries"):
        read_directory(tmp_path)
