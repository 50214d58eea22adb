"""OUTPUT REQUIREMENTS: what the written file looks like (SPEC 7)."""

from __future__ import annotations

from collections.abc import Sequence

from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets


def parts(assignment: Assignment) -> Sequence[Part]:
    """Complete file, docstring, comments, nothing unfinished, only what is listed."""
    task = assignment.task
    sentences = [*assignment.fill(assignment.kind.output)]
    if assignment.kind.code and "print" in task.spec.style.forbid:
        sentences.append("No prints.")
    if "todo" in task.spec.style.forbid:
        sentences.append("No TODO and no other note of unfinished work.")
    sentences.append(f"Only what is listed in this task; nothing added to `{task.path}` beyond it.")
    if not task.written_by_manager and not assignment.kind.empty:
        sentences.append("UTF-8, line feeds, one line end at the end of the file.")
    if assignment.together:
        sentences.append(f"Write `{task.path}` to disk, whole, before the next file of the group.")
    else:
        sentences.append(f"Write `{task.path}` to disk, then stop. Do not begin another task.")
    return bullets("", sentences)
