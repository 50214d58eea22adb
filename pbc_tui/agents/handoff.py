"""Handing a task over beside an agent's terminal: files below ``.pbc`` (SPEC 7, 12)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.workspace.files import write_atomically

CURRENT = ".pbc/current.md"
"""What an agent is told to read."""


def prompt_path(task: str) -> str:
    """Where the prompt of a task lies in the repository."""
    return f".pbc/prompts/{task}.md"


def feedback_path(task: str) -> str:
    """Where the last verdict on a task and its repair prompt lie in the repository."""
    return f".pbc/feedback/{task}.md"


def hand_over(root: Path, task: str, prompt: str, feedback: str = "") -> None:
    """Put a task's prompt where agents look; ``current.md`` comes last, since agents wait for it.

    Raises:
        OSError: when a file cannot be written.
    """
    write_atomically(root, prompt_path(task), prompt.encode())
    if feedback:
        write_atomically(root, feedback_path(task), feedback.encode())
    write_atomically(root, CURRENT, prompt.encode())


def give_feedback(root: Path, task: str, feedback: str) -> None:
    """Put the verdict on a task where its agent can read it."""
    write_atomically(root, feedback_path(task), feedback.encode())


def no_task(root: Path, reason: str) -> None:
    """Say in ``current.md`` that there is nothing to do, and why."""
    text = f"# No task\n\n{reason} Write nothing, and stop here.\n"
    write_atomically(root, CURRENT, text.encode())
