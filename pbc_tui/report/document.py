"""The report as a document of nine sections, which each rendering writes in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pbc_tui.report import model as m

NOTHING = "Nothing."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of the section; ``level`` is 3 to 5."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence or more."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as ``head``."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text that is shown as it is; ``folded`` where it is long and can be opened by its title."""

    text: str
    language: str = "text"
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart, for renderings that draw: label, value, and what a whole bar stands for.

    Everything in it stands in a table or list as well.
    """

    title: str
    bars: tuple[tuple[str, float, float], ...]


Block = Heading | Paragraph | Bullets | Table | Code | Bars
"""What a section is made of."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the nine sections."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, in words."""

    title: str
    lead: str
    sections: tuple[Section, ...]


def document_of(report: m.Report) -> Document:
    """The report in its nine sections (SPEC 10)."""
    sections = (
        ("Executive summary", _summary(report)),
        ("Decisions", _decisions(report.decisions)),
        ("Tasks", _tasks(report.tasks)),
        ("File inventory", _files(report.files)),
        ("Metrics", _metrics(report.metrics)),
        ("Outstanding issues", _outstanding(report.outstanding)),
        ("Next steps", _next_steps(report.next_steps)),
        ("Warnings and recommendations", _warnings(report.warnings)),
        ("Appendices", _appendices(report.appendices)),
    )
    return Document(
        title=f"Generation report: {report.summary.name}",
        lead=f"Made by pbc-tui {report.version} on {time_text(report.made_at)}.",
        sections=tuple(
            Section(number, title, tuple(blocks))
            for number, (title, blocks) in enumerate(sections, 1)
        ),
    )


def figure_text(figure: m.Figure) -> str:
    """A figure in words: its value with its unit, or why it was not measured."""
    if figure.value is None:
        return f"not measured: {figure.reason}"
    return f"{figure.value:.10g}{figure.unit}"


def time_text(moment: datetime) -> str:
    """A moment to the second."""
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def span_text(seconds: float) -> str:
    """A span of time in its two largest units."""
    whole = round(seconds)
    units = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
    parts = []
    for size, unit in units:
        if whole >= size:
            parts.append(f"{whole // size} {unit}")
            whole %= size
    return " ".join(parts[:2]) or "0 s"


def _summary(report: m.Report) -> Iterator[Block]:
    summary = report.summary
    counts = (
        ("completed", summary.completed),
        ("failed", summary.failed),
        ("skipped", summary.skipped),
        ("deferred", summary.deferred),
        ("open", summary.open),
    )
    yield Paragraph(summary.purpose)
    rows = [
        ("Repository", summary.name),
        ("Package", summary.package),
        ("Readiness", summary.readiness),
        ("Tasks planned", str(summary.planned)),
        *((f"Tasks {name}", str(count)) for name, count in counts),
    ]
    if summary.times is not None:
        rows += [
            ("Begun", time_text(summary.times.begun_at)),
            ("Last step", time_text(summary.times.last_at)),
            ("Time between", span_text(summary.times.seconds)),
            ("Sessions", str(summary.times.sessions)),
        ]
    yield Table(("Fact", "Value"), tuple(rows))
    whole = max(summary.planned, 1)
    yield Bars("Tasks", tuple((name, count, whole) for name, count in counts))
    if summary.reasons:
        yield Paragraph("What speaks against it:")
        yield Bullets(summary.reasons)


def _decisions(decisions: m.Decisions) -> Iterator[Block]:
    for stage in decisions.stages:
        when = time_text(stage.confirmed_at) if stage.confirmed_at else "not yet"
        yield Heading(f"Stage {stage.title}")
        yield Paragraph(f"Confirmed: {when}.")
        yield Table(
            ("Question", "Answer"),
            tuple((entry.question, entry.answer) for entry in stage.decisions),
        )
    yield Heading("The approved structure")
    yield Code(decisions.structure)
    for checkpoint in decisions.checkpoints:
        yield Heading(_checkpoint_title(checkpoint))
        yield from _scores(checkpoint)


def _checkpoint_title(checkpoint: m.Checkpoint) -> str:
    assessment = f", {checkpoint.review.assessment}" if checkpoint.review else ""
    return f"Critic checkpoint {checkpoint.checkpoint}: {checkpoint.total}/25{assessment}"


def _scores(checkpoint: m.Checkpoint) -> Iterator[Block]:
    yield Paragraph(f"Passed: {time_text(checkpoint.confirmed_at)}.")
    if checkpoint.reason:
        yield Paragraph(f"Reason to proceed: {checkpoint.reason}")
    review = checkpoint.review
    if review is None:
        yield Paragraph("The journal holds the total only.")
        return
    yield Table(
        ("Dimension", "Score", "Justification"),
        tuple((each.name, f"{each.score:g}/5", each.justification) for each in review.dimensions),
    )
    yield Bars(
        f"Scores at checkpoint {checkpoint.checkpoint}",
        tuple((each.name, each.score, 5) for each in review.dimensions),
    )
    concerns = tuple(
        f"{entry.rule} (-{entry.points:g}): {entry.evidence} {entry.remedy}"
        for each in review.dimensions
        for entry in each.deductions
    )
    if concerns:
        yield Bullets(concerns)


def _tasks(tasks: Sequence[m.TaskEntry]) -> Iterator[Block]:
    if not tasks:
        yield Paragraph("There is no plan yet, hence no task.")
    for task in tasks:
        yield Heading(f"{task.id}: {task.path}")
        yield Bullets(tuple(_facts(task)))
        if task.checks:
            yield Table(
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


def _facts(task: m.TaskEntry) -> Iterator[str]:
    yield f"status: {task.status}"
    yield f"handed over: {task.handed_over} times"
    if task.opened_at is not None:
        yield f"first handed over: {time_text(task.opened_at)}"
    if task.decided_at is not None:
        yield f"decided: {time_text(task.decided_at)}"
    if task.opened_at is not None and task.decided_at is not None:
        yield f"from first to last: {span_text((task.decided_at - task.opened_at).total_seconds())}"
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


def _files(files: Sequence[m.FileEntry]) -> Iterator[Block]:
    yield Table(
        ("Path", "Bytes", "Purpose", "Covered", "Standing"),
        tuple(
            (
                file.path,
                "absent" if file.size is None else str(file.size),
                file.purpose,
                "not measured" if file.coverage is None else f"{file.coverage:.0f} %",
                f"{file.standing}: {file.note}" if file.note else file.standing,
            )
            for file in files
        ),
    )


def _metrics(figures: Sequence[m.Figure]) -> Iterator[Block]:
    yield Table(
        ("Figure", "Value"), tuple((figure.name, figure_text(figure)) for figure in figures)
    )
    shares = tuple(
        (figure.name, figure.value, 100.0)
        for figure in figures
        if figure.unit == "%" and figure.value is not None
    )
    if shares:
        yield Bars("Shares in per cent", shares)
    lines = [
        (figure.name, figure.value)
        for figure in figures
        if figure.name.startswith("lines of") and figure.value is not None
    ]
    if lines and (most := max(value for _, value in lines)):
        yield Bars("Lines", tuple((name, value, most) for name, value in lines))
    yield Paragraph(
        "Lines are those of the Python files of the plan that are neither blank nor only a comment."
    )


def _outstanding(part: m.Outstanding) -> Iterator[Block]:
    yield from _named_lists(
        ("Files that failed", part.failed_files),
        ("Missing functionality", part.missing_functionality),
        ("Known limitations", part.limitations),
        ("Technical debt", part.debt),
    )


def _next_steps(part: m.NextSteps) -> Iterator[Block]:
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


def _warnings(part: m.Warnings) -> Iterator[Block]:
    yield from _named_lists(
        ("Risks that the critic named", part.risks),
        ("Security", part.security),
        ("Performance", part.performance),
        ("Maintenance", part.maintenance),
        ("Suggested improvements", part.improvements),
    )


def _appendices(part: m.Appendices) -> Iterator[Block]:
    yield Heading("Confirmations and decisions")
    yield Table(
        ("Time", "What happened"), tuple((time_text(line.at), line.text) for line in part.log)
    )
    yield Heading("Validation failures")
    yield Table(
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
        yield Heading(_checkpoint_title(checkpoint), 4)
        yield from _scores(checkpoint)
        if checkpoint.review is not None:
            for title in ("risks", "missing", "recommendations"):
                entries: tuple[str, ...] = getattr(checkpoint.review, title)
                if entries:
                    yield Heading(title.capitalize(), 5)
                    yield Bullets(entries)
    yield Heading("Sub-prompts")
    if not part.prompts:
        yield Paragraph(NOTHING)
    for prompt in part.prompts:
        yield Heading(prompt.task, 4)
        yield Code(prompt.text, folded=f"The sub-prompt of {prompt.task}")


def _named_lists(*named: tuple[str, Iterable[str]]) -> Iterator[Block]:
    for title, entries in named:
        yield Heading(title)
        items = tuple(entries)
        yield Bullets(items) if items else Paragraph(NOTHING)
