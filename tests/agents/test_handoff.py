"""What an agent finds in ``.pbc`` when a task is handed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.agents import handoff
from pbc_tui.workspace.files import WorkspaceError


def test_a_first_attempt_has_a_prompt_and_no_feedback(tmp_path: Path) -> None:
    handoff.hand_over(tmp_path, "TASK-001", "=== ATOMIC TASK: TASK-001 ===\n\n")
    prompt = handoff.prompt_path(tmp_path, "TASK-001")
    assert prompt == tmp_path / ".pbc" / "prompts" / "TASK-001.md"
    assert prompt.read_text() == "=== ATOMIC TASK: TASK-001 ===\n"
    assert (tmp_path / ".pbc" / "current.md").read_bytes() == prompt.read_bytes()
    assert not handoff.feedback_path(tmp_path, "TASK-001").exists()


def test_feedback_is_written_and_goes_with_a_fresh_start(tmp_path: Path) -> None:
    handoff.hand_over(tmp_path, "TASK-001", "prompt", "line 3: class Engine is missing")
    feedback = tmp_path / ".pbc" / "feedback" / "TASK-001.md"
    assert feedback.read_text() == "line 3: class Engine is missing\n"
    handoff.hand_over(tmp_path, "TASK-001", "prompt")
    assert not feedback.exists()


def test_current_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(handoff, "write_atomically", lambda root, path, body: written.append(path))
    handoff.hand_over(tmp_path, "TASK-002", "prompt", "feedback")
    assert written[-1] == ".pbc/current.md"
    assert len(written) == 3


def test_without_a_task_the_agent_is_told_to_stop(tmp_path: Path) -> None:
    handoff.hand_over(tmp_path, "TASK-001", "prompt")
    handoff.no_task(tmp_path, "No task is open.")
    text = (tmp_path / ".pbc" / "current.md").read_text()
    assert text.startswith("No task is open.\n")
    assert "Write nothing" in text
    assert "prompt" not in text


def test_lone_surrogates_do_not_stop_the_handover(tmp_path: Path) -> None:
    handoff.hand_over(tmp_path, "TASK-001", "name \udcff")
    assert "\\udcff" in handoff.prompt_path(tmp_path, "TASK-001").read_text()


def test_a_link_in_place_of_our_directory_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / ".pbc").symlink_to(outside)
    with pytest.raises(WorkspaceError, match=r"\.pbc is a link"):
        handoff.hand_over(root, "TASK-001", "prompt")
    assert not list(outside.iterdir())
