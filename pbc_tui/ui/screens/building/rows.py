"""The rows of the build screen: tasks, writes outside the task, and the choices (SPEC 6)."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from textual.content import Content

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.session.progress import Progress, Status
from pbc_tui.session.renames import in_words
from pbc_tui.ui.keymap import key_of
from pbc_tui.ui.screens.planning.rows import MARKS
from pbc_tui.ui.text import fit, span

if TYPE_CHECKING:
    from pbc_tui.design.plan.task import Task
    from pbc_tui.session.state import State
    from pbc_tui.ui.app import PbcApp
    from pbc_tui.workflow.live import Live

_MOST_ROWS = 100
"""How many writes outside the task are listed; a checkout of another branch makes thousands."""


def progress_on(state: State, task: Task | None) -> Progress:
    """How far a task has come; nowhere without one."""
    if task is None:
        return Progress()
    return replace(state.progress_of(task.id), status=state.status(task))


def task_row(state: State, task: Task, width: int) -> Content:
    """One task with the mark of its status, cut to ``width`` cells."""
    status = state.status(task)
    sign, colour = MARKS[status]
    changed = state.progress_of(task.id).changed_since
    if status is Status.ACCEPTED and changed is not None and not changed.acceptable:
        sign, colour = "!", "bold $error"
    note = {Status.STALE: " stale", Status.DEFERRED: " deferred"}.get(status, "")
    room = max(width - 7 - len(note), 8)
    path = _cut(task.path, room)
    return Content.assemble(
        (sign, colour),
        (f" {task.id.removeprefix('TASK-')} ", "$dim"),
        fit(span(path, "bold" if status is Status.OPEN else "$foreground 85%"), room),
        (note, "$warning"),
    )


def task_rows(state: State, width: int) -> tuple[list[tuple[str, Content]], dict[str, str]]:
    """The tasks by their ids, and what is looked in for each: its path may be cut."""
    tasks = state.plan.tasks
    rows = [(task.id, task_row(state, task, width)) for task in tasks]
    return rows, {task.id: f"{task.id} {task.path}" for task in tasks}


def scope_rows(state: State, width: int) -> list[tuple[str, Content]]:
    """What was written outside the task and waits for a word, by path; the last counts the rest.

    A path is cut at its beginning where it would not leave room for the words in ``width`` cells.
    """
    happened = in_words(state.outside)
    rows = [
        (
            path,
            Content.assemble(
                ("! ", "bold $warning"),
                span(_cut(path, width - 3 - len(words))),
                " ",
                span(words),
                (" (a test)" if is_test_file(path) else "", "bold $warning"),
            ),
        )
        for path, words in islice(happened, _MOST_ROWS)
    ]
    if (left := len(happened) - len(rows)) > 0:
        rows.append(("", Content(f"… and {left} more")))
    return rows


def _cut(path: str, room: int) -> str:
    """The end of a path in ``room`` cells, and at least its last few letters."""
    room = max(room, 8)
    path = single_line(path, 4000)
    return path if len(path) <= room else "…" + path[-(room - 1) :]


def status(live: Live) -> Content:
    """What goes on beside the checks, on one line."""
    told = (live.activity, live.environment, live.watching)
    return Content("   ").join([span(words, "$dim") for words in told if words])


def choices(
    app: PbcApp, progress: Progress, why_not_accept: str, why_no_task: str
) -> list[Content]:
    """The person's four choices; one that is refused now is faint."""
    parts = []
    for command, words, refusal in (
        ("build.accept", _accept_words(progress), why_not_accept),
        ("build.modify", "modify", why_no_task),
        ("build.regenerate", "regenerate", why_no_task),
        ("build.defer", "defer", why_no_task),
    ):
        style = "$faint" if refusal else ""
        key = key_of(app, command)
        parts.append(Content.assemble((f"{key} ", style or "bold $accent"), (words, style)))
    return parts


def _accept_words(progress: Progress) -> str:
    verdict = progress.verdict
    if verdict is None or verdict.acceptable:
        return "accept"
    if verdict.blocking:
        return f"accept: closed by {len(verdict.blocking)} critical"
    return f"accept ({len(verdict.failures)} not passed: asks)"
