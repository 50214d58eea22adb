"""Handing a task over beside an agent terminal: files that the agent reads (SPEC 7, 12)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.workspace.files import remove, write_atomically

CURRENT = ".pbc/current.md"
"""What an agent is told to read: the prompt of the open task, or that there is none."""


def prompt_path(root: Path, task_id: str) -> Path:
    """Where the prompt of a task lies."""
    return root / _prompt(task_id)


def feedback_path(root: Path, task_id: str) -> Path:
    """Where lies what was found in a task's file."""
    return root / _feedback(task_id)


def hand_over(root: Path, task_id: str, prompt: str, feedback: str = "") -> None:
    """Put a task before the agent; ``feedback`` is what was found in its file so far.

    ``.pbc/current.md`` is written last, so that whoever waits for it finds everything else.

    Raises:
        WorkspaceError: when a file cannot be written.
    """
    write_atomically(root, _prompt(task_id), _bytes(prompt))
    if feedback:
        give_feedback(root, task_id, feedback)
    else:
        remove(root, _feedback(task_id))
    write_atomically(root, CURRENT, _bytes(prompt))


def give_feedback(root: Path, task_id: str, feedback: str) -> None:
    """Put what was found in a task's file where its agent can read it.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    write_atomically(root, _feedback(task_id), _bytes(feedback))


def no_task(root: Path, reason: str) -> None:
    """Tell the agent that nothing is to be written now, and why.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    write_atomically(root, CURRENT, _bytes(f"{reason}\n\nWrite nothing. Stop and wait."))


def _prompt(task_id: str) -> str:
    return f".pbc/prompts/{task_id}.md"


def _feedback(task_id: str) -> str:
    return f".pbc/feedback/{task_id}.md"


def _bytes(text: str) -> bytes:
    return (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace")
