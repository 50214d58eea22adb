from __future__ import annotations

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
