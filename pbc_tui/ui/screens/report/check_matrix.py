"""The six checks of every file at a glance: a row a file, a sign a check."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from pbc_tui.design.verdict import CheckName, Result, Verdict
from pbc_tui.session.state import State
from pbc_tui.ui.text import fit, span
from pbc_tui.ui.verdict_text import MARKS

_SHORT = 3
_COLUMN = 9
_NARROW = 76
"""Columns under which the checks are named by their first letters."""
_MOST_ROOM = 72
"""Cells of a path at most, so that the eye finds from it to its signs."""
_ROOM_FOR_ATTEMPTS = 50


def matrix_rows(state: State, width: int) -> Iterator[Content]:
    """Heading, one row for each task, and what the signs mean; for ``width`` cells."""
    column = _COLUMN if width >= _NARROW else _SHORT + 1
    attempts = width >= _ROOM_FOR_ATTEMPTS
    room = max(width - column * len(CheckName) - (10 if attempts else 2), 8)
    longest = max((len(task.path) for task in state.plan.tasks), default=0)
    room = min(room, max(longest, _MOST_ROOM))
    names = "".join(name.value[: column - 1].ljust(column) for name in CheckName)
    yield Content.assemble((" " * room + "  " + names + ("attempts" if attempts else ""), "$dim"))
    for task in state.plan.tasks:
        progress = state.progress_of(task.id)
        verdict = progress.changed_since or progress.verdict
        if verdict is None and progress.verdicts:
            verdict = progress.verdicts[-1]
        path = task.path if len(task.path) <= room else "…" + task.path[-(room - 1) :]
        yield Content.assemble(
            fit(span(path), room),
            "  ",
            *_signs(verdict, column),
            (f"{progress.attempts or '':>8}" if attempts else "", "$dim"),
        )
    yield Content.assemble(
        (
            "✓ pass  ✗ fail  ◐ partial  – skipped or not checked  ! error  · not judged",
            "$dim",
        ),
    )


def _signs(verdict: Verdict | None, column: int) -> Iterator[Content]:
    results: dict[CheckName, Result] = (
        {check.name: check.result for check in verdict.checks} if verdict else {}
    )
    for name in CheckName:
        result = results.get(name)
        sign, colour = MARKS[result] if result else ("·", "$faint")
        yield Content.styled(sign.ljust(column), colour)
