"""The tutorial's agent: writes the files of one small project, the first time with one defect.

It is an agent like any other: what it writes is a file that the same checks judge.
"""

from __future__ import annotations

from importlib.resources import files

from pbc_tui.agents.builtin import Unwritable
from pbc_tui.agents.builtin import write as write_from_template
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.task import Task

LESSON = "src/greeter/greeting.py"
"""The file in which the defect is."""

_TEXTS = {
    LESSON: "greeting.txt",
    "src/greeter/__init__.py": "init.txt",
    "tests/test_greeting.py": "test_greeting.txt",
}
_PROMISED, _RENAMED = "def greet(", "def say_hello("


def answers() -> str:
    """The answers file of the project."""
    return _text("answers.toml")


def write(plan: Plan, task: Task, attempt: int) -> str:
    """The content of a task's file, at the first ``attempt`` or a later one.

    Raises:
        Unwritable: for a file that the tutorial does not have.
    """
    if task.path == "pyproject.toml":
        return write_from_template(plan, task)
    if task.path not in _TEXTS:
        raise Unwritable(
            f"{task.path}: the tutorial's agent writes its own files alone; choose another agent"
        )
    text = _text(f"files/{_TEXTS[task.path]}")
    if task.path == LESSON and attempt <= 1:
        return text.replace(_PROMISED, _RENAMED)
    return text


def _text(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")
