"""Sections 3 to 5: the tasks, the files, what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.report import model as m
from pbc_tui.report.document.blocks import Block, Bullets, Heading, Paragraph, Picture, Table
from pbc_tui.report.pictures.bars import Bar, bars
from pbc_tui.report.pictures.graph import graph
from pbc_tui.report.pictures.matrix import matrix
from pbc_tui.report.words import figure_text, span_text, time_text


def tasks(entries: Sequence[m.TaskEntry]) -> Iterator[Block]:
    """Section 3."""
    if not entries:
        yield Paragraph("There is no plan yet, hence no task.")
        return
    yield Heading("All tasks")
    yield Picture("What each task waits for", lambda: graph(entries))
    paths = {task.id: task.path for task in entries}
    yield Table(
        "All tasks in their order",
        ("Task", "File", "Status", "After"),
        tuple((task.id, task.path, task.status, _needs(task, paths)) for task in entries),
    )
    if any(task.checks for task in entries):
        yield Picture("Checks by file", lambda: matrix(entries))
    for task in entries:
        yield Heading(f"{task.id}: {task.path}")
        yield Bullets(tuple(_facts(task)))
        if task.checks:
            yield Table(
                f"Checks of {task.path}",
                ("Check", "Result", "Why"),
                tuple(
                    (
                        check.name,
                        check.result,
                        "; ".join(filter(None, (check.reason, *check.findings))),
                    )
                    for check in task.checks
                ),
            )


def _needs(task: m.TaskEntry, paths: dict[str, str]) -> str:
    return ", ".join(need.removeprefix("TASK-") for need in task.depends if need in paths)


def _facts(task: m.TaskEntry) -> Iterator[str]:
    yield f"status: {task.status}"
    if task.on_critical_path:
        yield "on the critical path"
    yield f"handed over: {task.handed_over} times"
    if task.opened_at is not None:
        yield f"first handed over: {time_text(task.opened_at)}"
    if task.decided_at is not None:
        yield f"decided: {time_text(task.decided_at)}"
    if task.opened_at is not None and task.decided_at is not None:
        yield f"from first to last: {span_text((task.decided_at - task.opened_at).total_seconds())}"
    if task.judgements:
        passed = sum(each.acceptable for each in task.judgements)
        yield f"judged: {len(task.judgements)} times, of which passing: {passed}"
    if task.seconds:
        yield f"checked in {task.seconds:.2f} s"
    if task.reason:
        yield f"reason: {task.reason}"
    yield from (f"fix applied: {fix}" for fix in task.fixes)
    yield from (f"change requested: {request}" for request in task.requests)
    if task.regenerations:
        yield f"asked for anew: {task.regenerations} times"
    if task.acknowledged:
        yield f"accepted although failing: {', '.join(task.acknowledged)}"
    yield from (f"dismissed: {each.finding}, because: {each.reason}" for each in task.dismissals)


def files(entries: Sequence[m.FileEntry]) -> Iterator[Block]:
    """Section 4."""
    yield Table(
        "All files of the plan",
        ("Path", "Bytes", "Purpose", "Covered", "Standing"),
        tuple(
            (
                file.path,
                "absent" if file.size is None else str(file.size),
                file.purpose,
                "not measured" if file.coverage is None else f"{file.coverage:.0f} %",
                f"{file.standing}: {file.note}" if file.note else file.standing,
            )
            for file in entries
        ),
    )
    covered = [
        Bar(file.path, file.coverage, 100, f"{file.coverage:.0f} %")
        for file in entries
        if file.coverage is not None
    ]
    if covered:
        yield Picture("Share of each file's lines that its tests ran", lambda: bars(covered))


def metrics(figures: Sequence[m.Figure]) -> Iterator[Block]:
    """Section 5."""
    yield Table(
        "What was measured",
        ("Figure", "Value"),
        tuple((figure.name, figure_text(figure)) for figure in figures),
    )
    shares = [
        Bar(figure.name, figure.value, 100, f"{figure.value:.10g} %")
        for figure in figures
        if figure.unit == "%" and figure.value is not None
    ]
    if shares:
        yield Picture("Shares in per cent", lambda: bars(shares))
    lines = [
        (figure.name, figure.value)
        for figure in figures
        if figure.name.startswith("lines of") and figure.value is not None
    ]
    if most := max((value for _, value in lines), default=0):
        yield Picture(
            "Lines of code and of tests",
            lambda: bars([Bar(name, value, most, f"{value:.0f}") for name, value in lines]),
        )
    yield Paragraph(
        "Lines are those of the Python files of the plan that are neither blank nor only a comment."
    )
