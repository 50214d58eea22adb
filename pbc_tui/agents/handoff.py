"""Handing a task over beside an agent terminal: files that the agent reads (SPEC 7, 12)."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.workspace.files import remove, write_atomically

CURRENT = ".pbc/current.md"
"""What an agent is told to read: the prompt of the open task, or that there is none."""

Handed = dict[str, bytes | None]
"""What was put before agents, by its path below the root; None where it was taken away."""


def prompt_path(root: Path, task_id: str) -> Path:
    """Where the prompt of a task lies."""
    return root / _prompt(task_id)


def feedback_path(root: Path, task_id: str) -> Path:
    """Where lies what was found in a task's file."""
    return root / _feedback(task_id)


def hand_over(root: Path, task_id: str, prompt: str, feedback: str = "") -> Handed:
    """Put a task before the agent; ``feedback`` is what was found in its file so far.

    ``.pbc/current.md`` is written last, so that whoever waits for it finds everything else.
    Returns what lies at each path now.

    Raises:
        WorkspaceError: when a file cannot be written.
    """
    handed = _written(root, _prompt(task_id), prompt)
    if feedback:
        handed |= give_feedback(root, task_id, feedback)
    else:
        remove(root, _feedback(task_id))
        handed[_feedback(task_id)] = None
    return handed | _written(root, CURRENT, prompt)


def give_feedback(root: Path, task_id: str, feedback: str) -> Handed:
    """Put what was found in a task's file where its agent can read it.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    return _written(root, _feedback(task_id), feedback)


def no_task(root: Path, reason: str) -> Handed:
    """Tell the agent that nothing is to be written now, and why.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    return _written(root, CURRENT, f"{reason}\n\nWrite nothing. Stop and wait.")


def _written(root: Path, path: str, text: str) -> Handed:
    content = _bytes(text)
    write_atomically(root, path, content)
    return {path: content}


def _prompt(task_id: str) -> str:
    return f".pbc/prompts/{task_id}.md"


def _feedback(task_id: str) -> str:
    return f".pbc/feedback/{task_id}.md"


def _bytes(text: str) -> bytes:
    return (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace")
