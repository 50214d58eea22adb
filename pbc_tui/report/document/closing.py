"""Sections 6 to 9: what is left, what to do next, what to mind, and the appendices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pbc_tui.report import model as m
from pbc_tui.report.document.blocks import (
    NOTHING,
    Block,
    Bullets,
    Code,
    Folded,
    Heading,
    Paragraph,
    Table,
)
from pbc_tui.report.document.design import checkpoint_title, passing
from pbc_tui.report.words import counted, time_text


def outstanding(part: m.Outstanding) -> Iterator[Block]:
    """Section 6."""
    yield from _named_lists(
        ("Files that failed", part.failed_files),
        ("Missing functionality", part.missing_functionality),
        ("Known limitations", part.limitations),
        ("Technical debt", part.debt),
    )


def next_steps(part: m.NextSteps) -> Iterator[Block]:
    """Section 7."""
    yield Heading("Verify")
    if part.commands:
        yield Paragraph("In the root of the repository:")
        for command in part.commands:
            yield Paragraph(f"To {command.purpose}:")
            yield Code(command.line, "sh")
    else:
        yield Paragraph(NOTHING)
    yield from _named_lists(
        ("Manual work remaining", part.manual), ("Recommended next tasks", part.tasks)
    )


def warnings(part: m.Warnings) -> Iterator[Block]:
    """Section 8."""
    yield from _named_lists(
        ("Risks that the critic named", part.risks),
        ("Security", part.security),
        ("Performance", part.performance),
        ("Maintenance", part.maintenance),
        ("Suggested improvements", part.improvements),
    )


def appendices(part: m.Appendices) -> Iterator[Block]:
    """Section 9: long, so each part folds."""
    yield Heading("Confirmations and decisions")
    yield _table(
        "The log, oldest first",
        ("Time", "What happened"),
        tuple((time_text(line.at), line.text) for line in part.log),
    )
    yield Heading("Validation failures")
    yield _table(
        "Every validation that did not pass",
        ("Time", "Task", "Path", "Failed", "Resolution"),
        tuple(
            (time_text(line.at), line.task, line.path, "; ".join(line.failures), line.resolution)
            for line in part.failures
        ),
    )
    yield Heading("Critic reports")
    if not part.checkpoints:
        yield Paragraph(NOTHING)
    for checkpoint in part.checkpoints:
        yield Heading(checkpoint_title(checkpoint), 4)
        yield Folded(
            f"The review at checkpoint {checkpoint.checkpoint} in full",
            tuple(_review(checkpoint)),
        )
    yield Heading("Sub-prompts")
    if not part.prompts:
        yield Paragraph(NOTHING)
    for prompt in part.prompts:
        yield Heading(prompt.task, 4)
        yield Folded(f"The sub-prompt of {prompt.task}", (Code(prompt.text),))


def _table(
    caption: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Folded | Paragraph:
    if not rows:
        return Paragraph(NOTHING)
    title = f"{caption}: {counted(len(rows), 'line')}"
    return Folded(title, (Table(caption, head, tuple(rows)),))


def _review(checkpoint: m.Checkpoint) -> Iterator[Paragraph | Bullets | Table | Heading]:
    yield from passing(checkpoint, f"Checkpoint {checkpoint.checkpoint}, dimension by dimension")
    review = checkpoint.review
    if review is None:
        return
    deductions = tuple(
        (entry.rule, f"-{entry.points:g}", entry.evidence, entry.remedy)
        for each in review.dimensions
        for entry in each.deductions
    )
    if deductions:
        yield Table(
            f"Checkpoint {checkpoint.checkpoint}, what took points off",
            ("Rule", "Points", "Evidence", "Remedy"),
            deductions,
        )
    for title in ("risks", "missing", "recommendations"):
        entries: tuple[str, ...] = getattr(review, title)
        if entries:
            yield Heading(title.capitalize(), 5)
            yield Bullets(entries)


def _named_lists(*named: tuple[str, Iterable[str]]) -> Iterator[Block]:
    for title, entries in named:
        yield Heading(title)
        items = tuple(entries)
        yield Bullets(items) if items else Paragraph(NOTHING)
