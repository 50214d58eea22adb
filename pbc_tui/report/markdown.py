"""The report as Markdown (SPEC 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.report import model as m

_SPECIAL = re.compile(r"([\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w))")
_LEADING = re.compile(r"^([#+=-]|\d+(?=[.)]))")
_NONE = "Nothing."


def render_markdown(report: m.Report) -> str:
    """All nine sections; what people and agents wrote is escaped and forges no heading."""
    parts = [
        f"# Generation report: {plain(report.summary.name)}",
        f"Made by pbc-tui {report.version}.",
        *_summary(report.summary),
        *_decisions(report.decisions),
        *_tasks(report.tasks),
        *_files(report.files),
        *_metrics(report.metrics),
        *_outstanding(report.outstanding),
        *_next_steps(report.next_steps),
        *_warnings(report.warnings),
        *_appendices(report.appendices),
    ]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Foreign text as one line of Markdown that means nothing but itself."""
    line = _SPECIAL.sub(r"\\\1", single_line(text, 2000))
    return _LEADING.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", line)


def _summary(summary: m.Summary) -> Iterable[str]:
    yield "## 1. Executive summary"
    yield plain(summary.purpose)
    yield _table(
        ("", ""),
        [
            ("Repository", plain(summary.name)),
            ("Package", plain(summary.package)),
            ("Tasks planned", str(summary.planned)),
            ("completed", str(summary.completed)),
            ("failed", str(summary.failed)),
            ("skipped", str(summary.skipped)),
            ("deferred", str(summary.deferred)),
            ("open", str(summary.open)),
            ("Readiness", f"**{summary.readiness}**"),
        ],
    )
    if summary.reasons:
        yield _list(summary.reasons)


def _decisions(decisions: m.Decisions) -> Iterable[str]:
    yield "## 2. Decisions"
    for stage in decisions.stages:
        when = f" (confirmed {_time(stage.confirmed_at)})" if stage.confirmed_at else ""
        yield f"### Stage {plain(stage.title)}{when}"
        yield _table(
            ("Question", "Answer"),
            [(plain(entry.question), plain(entry.answer)) for entry in stage.decisions],
        )
    yield "### The approved structure"
    yield _code(decisions.structure)
    for checkpoint in decisions.checkpoints:
        yield from _checkpoint(checkpoint, "###")


def _checkpoint(checkpoint: m.Checkpoint, level: str) -> Iterable[str]:
    review = checkpoint.review
    yield (
        f"{level} Critic checkpoint {checkpoint.checkpoint}: {checkpoint.total}/25, "
        f"{plain(str(review.get('assessment', '')))}"
    )
    if checkpoint.reason:
        yield f"Reason to proceed: {plain(checkpoint.reason)}"
    rows = []
    concerns = []
    for dimension in review.get("dimensions", ()):
        rows.append(
            (
                plain(str(dimension["name"])),
                f"{dimension['score']}/5",
                plain(str(dimension["justification"])),
            )
        )
        concerns += [
            f"{entry['rule']} (-{entry['points']}): {entry['evidence']} {entry['remedy']}"
            for entry in dimension["deductions"]
        ]
    yield _table(("Dimension", "Score", "Justification"), rows)
    if concerns:
        yield _list(concerns)


def _tasks(tasks: Sequence[m.TaskEntry]) -> Iterable[str]:
    yield "## 3. Tasks"
    for task in tasks:
        yield f"### {task.id}: {plain(task.path)}"
        facts = [f"status: {task.status}", f"handed over: {task.handed_over} times"]
        if task.seconds:
            facts.append(f"checked in {task.seconds:.2f} s")
        if task.reason:
            facts.append(f"reason: {task.reason}")
        facts += [f"fix applied: {fix}" for fix in task.fixes]
        facts += [f"change requested: {request}" for request in task.requests]
        if task.acknowledged:
            facts.append(f"accepted although failing: {', '.join(task.acknowledged)}")
        facts += [f"dismissed: {entry.finding} because {entry.reason}" for entry in task.dismissals]
        yield _list(facts)
        if task.checks:
            yield _table(
                ("Check", "Result", "Why"),
                [
                    (
                        check.name,
                        check.result,
                        plain("; ".join(filter(None, (check.reason, *check.findings)))),
                    )
                    for check in task.checks
                ],
            )


def _files(files: Sequence[m.FileEntry]) -> Iterable[str]:
    yield "## 4. File inventory"
    yield _table(
        ("Path", "Bytes", "Purpose", "Standing"),
        [
            (
                plain(file.path),
                "absent" if file.size is None else str(file.size),
                plain(file.purpose),
                file.standing,
            )
            for file in files
        ],
    )


def _metrics(figures: Sequence[m.Figure]) -> Iterable[str]:
    yield "## 5. Metrics"
    yield _table(("Figure", "Value"), [(figure.name, figure_text(figure)) for figure in figures])


def figure_text(figure: m.Figure) -> str:
    """A figure in words: its value with its unit, or why it was not measured."""
    if figure.value is None:
        return plain(f"not measured: {figure.reason}")
    return f"{figure.value:g}{figure.unit}"


def _outstanding(part: m.Outstanding) -> Iterable[str]:
    yield "## 6. Outstanding issues"
    yield from _named_lists(
        ("Files that failed", part.failed_files),
        ("Missing functionality", part.missing_functionality),
        ("Known limitations", part.limitations),
        ("Technical debt", part.debt),
    )


def _next_steps(part: m.NextSteps) -> Iterable[str]:
    yield "## 7. Next steps"
    yield "### Verify"
    yield _code("\n".join(f"{entry.line}  # {entry.purpose}" for entry in part.commands), "sh")
    yield from _named_lists(
        ("Manual work remaining", part.manual), ("Recommended next tasks", part.tasks)
    )


def _warnings(part: m.Warnings) -> Iterable[str]:
    yield "## 8. Warnings and recommendations"
    yield from _named_lists(
        ("Security", part.security),
        ("Performance", part.performance),
        ("Maintenance", part.maintenance),
        ("Suggested improvements", part.improvements),
    )


def _appendices(part: m.Appendices) -> Iterable[str]:
    yield "## 9. Appendices"
    yield "### Confirmations and decisions"
    yield _table(
        ("Time", "What happened"), [(_time(line.at), plain(line.text)) for line in part.log]
    )
    yield "### Validation failures"
    yield _table(
        ("Time", "Task", "Failed", "Resolution"),
        [
            (_time(line.at), line.task, plain("; ".join(line.failures)), plain(line.resolution))
            for line in part.failures
        ],
    )
    yield "### Critic reports"
    for checkpoint in part.checkpoints:
        yield from _checkpoint(checkpoint, "####")
        for title in ("risks", "missing", "recommendations"):
            entries = tuple(str(entry) for entry in checkpoint.review.get(title, ()))
            if entries:
                yield f"##### {title.capitalize()}"
                yield _list(entries)
    yield "### Sub-prompts"
    for prompt in part.prompts:
        yield f"#### {prompt.task}"
        yield _code(prompt.text)


def _named_lists(*named: tuple[str, Sequence[str]]) -> Iterable[str]:
    for title, entries in named:
        yield f"### {title}"
        yield _list(entries) if entries else _NONE


def _list(entries: Iterable[str]) -> str:
    return "\n".join(f"- {plain(entry)}" for entry in entries)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return _NONE
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _code(text: str, language: str = "text") -> str:
    body = sanitize(text).strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
