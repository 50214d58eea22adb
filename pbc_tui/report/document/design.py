"""Sections 1 and 2: what came out, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_tui.report import model as m
from pbc_tui.report.document.blocks import Block, Bullets, Code, Heading, Paragraph, Picture, Table
from pbc_tui.report.pictures.bars import Bar, bars
from pbc_tui.report.pictures.timeline import timeline
from pbc_tui.report.pictures.trend import trend
from pbc_tui.report.words import span_text, time_text


def summary(report: m.Report) -> Iterator[Block]:
    """Section 1."""
    part = report.summary
    counts = (
        ("completed", part.completed),
        ("failed", part.failed),
        ("skipped", part.skipped),
        ("deferred", part.deferred),
        ("open", part.open),
    )
    yield Paragraph(part.purpose)
    rows = [
        ("Repository", part.name),
        ("Package", part.package),
        ("Readiness", part.readiness),
        ("Tasks planned", str(part.planned)),
        *((f"Tasks {name}", str(count)) for name, count in counts),
    ]
    if part.times is not None:
        rows += [
            ("Begun", time_text(part.times.begun_at)),
            ("Last step", time_text(part.times.last_at)),
            ("Time between", span_text(part.times.seconds)),
            ("Sessions", str(part.times.sessions)),
        ]
    yield Table("The project in short", ("Fact", "Value"), tuple(rows))
    whole = max(part.planned, 1)
    yield Picture(
        "Tasks by what became of them",
        lambda: bars([Bar(name, count, whole, str(count)) for name, count in counts]),
    )
    if any(task.opened_at for task in report.tasks):
        yield Picture("The session over time", lambda: timeline(report))
    if part.reasons:
        yield Paragraph("What speaks against it:")
        yield Bullets(part.reasons)


def decisions(part: m.Decisions) -> Iterator[Block]:
    """Section 2."""
    for stage in part.stages:
        when = time_text(stage.confirmed_at) if stage.confirmed_at else "not yet"
        yield Heading(f"Stage {stage.title}")
        yield Paragraph(f"Confirmed: {when}.")
        yield Table(
            f"Decisions of stage {stage.title}",
            ("Question", "Answer"),
            tuple((entry.question, entry.answer) for entry in stage.decisions),
        )
    yield Heading("The approved structure")
    yield Code(part.structure)
    for checkpoint in part.checkpoints:
        yield Heading(checkpoint_title(checkpoint))
        yield from scores(checkpoint, part.reviews)
    yield from _over_time(part.reviews)


def checkpoint_title(checkpoint: m.Checkpoint) -> str:
    """What a checkpoint came to, in a line."""
    assessment = f", {checkpoint.review.assessment}" if checkpoint.review else ""
    return f"Critic checkpoint {checkpoint.checkpoint}: {checkpoint.total}/25{assessment}"


def passing(checkpoint: m.Checkpoint, caption: str) -> Iterator[Paragraph | Table]:
    """When and why a checkpoint was passed, and its scores as far as the journal kept them."""
    yield Paragraph(f"Passed: {time_text(checkpoint.confirmed_at)}.")
    if checkpoint.reason:
        yield Paragraph(f"Reason to proceed: {checkpoint.reason}")
    review = checkpoint.review
    if review is None:
        yield Paragraph("The journal holds the total only.")
        return
    yield Table(
        caption,
        ("Dimension", "Score", "Justification"),
        tuple((each.name, f"{each.score:g}/5", each.justification) for each in review.dimensions),
    )


def scores(checkpoint: m.Checkpoint, reviews: Sequence[m.Reviewed]) -> Iterator[Block]:
    """A review in full; ``reviews`` are those of the session, to draw what came before."""
    yield from passing(checkpoint, f"Scores at checkpoint {checkpoint.checkpoint}")
    review = checkpoint.review
    if review is None:
        return
    earlier = _before(checkpoint, reviews)
    yield Picture(
        f"Scores at checkpoint {checkpoint.checkpoint}",
        lambda: bars(
            [
                Bar(each.name, each.score, 5, f"{each.score:g}", earlier.get(each.name))
                for each in review.dimensions
            ]
        ),
    )
    concerns = tuple(
        f"{entry.rule} (-{entry.points:g}): {entry.evidence} {entry.remedy}"
        for each in review.dimensions
        for entry in each.deductions
    )
    if concerns:
        yield Bullets(concerns)


def _before(checkpoint: m.Checkpoint, reviews: Sequence[m.Reviewed]) -> dict[str, float]:
    """The scores of the review before a checkpoint, by dimension; {} where there was none."""
    scored = [each for each in reviews if each.scores and each.at < checkpoint.confirmed_at]
    return {each.dimension: each.score for each in scored[-1].scores} if scored else {}


def _over_time(reviews: Sequence[m.Reviewed]) -> Iterator[Block]:
    if len(reviews) < 2:
        return
    yield Heading("The critic over time")
    yield Picture("The critic's total over the session", lambda: trend(reviews))
    yield Table(
        "Every answer to the critic",
        ("Time", "Checkpoint", "Total", "Answer"),
        tuple(
            (time_text(each.at), str(each.checkpoint), f"{each.total}/25", each.choice)
            for each in reviews
        ),
    )
