"""``pbc-tui tutorial``: where it can be, and what is said where it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.cli import application, main
from pbc_tui.design.gates import Gate
from pbc_tui.workflow.project import Project
from pbc_tui.workflow.tutorial import is_tutorial
from tests.ui.walking import prepare


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The directories that the application was opened on, in a terminal that only seems to be."""
    found: list[Path] = []

    def note(root: Path, *_: Any) -> None:
        found.append(root)

    monkeypatch.setattr(application, "open_directory", note)
    monkeypatch.setattr(application, "_needs_terminal", lambda: None)
    return found


def test_a_new_directory_holds_the_plan_and_is_opened(tmp_path: Path, opened: list[Path]) -> None:
    root = tmp_path / "lesson"
    assert main(["tutorial", str(root)]) == 0
    state = Project.read(root)
    assert is_tutorial(state)
    assert state.gate is Gate.PLAN
    # Once more: it goes on, and nothing is made anew.
    before = (root / ".pbc" / "journal.jsonl").read_bytes()
    assert main(["tutorial", str(root)]) == 0
    assert (root / ".pbc" / "journal.jsonl").read_bytes() == before
    assert opened == [root, root]


def test_it_is_begun_where_one_is_unless_a_directory_is_named(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["tutorial"]) == 0
    assert opened == [tmp_path / "pbc-tutorial"]


def test_what_is_there_already_is_left_alone(
    tmp_path: Path, opened: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert main(["tutorial", str(tmp_path / "mine")]) == 2
    assert "is not empty; `pbc-tui tutorial DIR` wants a new directory" in capsys.readouterr().err
    prepare(tmp_path / "other", Gate.INTAKE)
    assert main(["tutorial", str(tmp_path / "other")]) == 2
    assert "holds another project" in capsys.readouterr().err
    assert opened == []


def test_it_needs_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tutorial", str(tmp_path / "lesson")]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    assert not (tmp_path / "lesson").exists()
