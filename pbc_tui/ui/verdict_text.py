"""A verdict in lines: six marks in their fixed order, the findings with the code around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from pbc_tui.design.advice import Advice, advice_for
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.ui.text import clean, hanging, lines, span

MARKS: dict[Result, tuple[str, str]] = {
    Result.PASS: ("✓", "$success"),
    Result.FAIL: ("✗", "bold $error"),
    Result.PARTIAL: ("◐", "bold $warning"),
    Result.SKIPPED: ("–", "$dim"),
    Result.NOT_CHECKED: ("–", "$dim"),
    Result.ERROR: ("!", "bold $error"),
}
"""Sign and colour of each result; the word stands beside it in the findings."""

_MOST_OUTPUT = 60


@dataclass(frozen=True)
class FindingRow:
    """One row of the findings: what it shows, and what a key on it is about."""

    id: str
    content: Content
    finding: Finding | None = None
    check: CheckName | None = None


def marks_line(
    results: Mapping[CheckName, CheckResult], running: frozenset[CheckName], *, short: bool = False
) -> Content:
    """The six checks; a mark turns in place when its check has ended."""
    parts: list[Content] = []
    for name in CheckName:
        result = results.get(name)
        if result is not None:
            sign, colour = MARKS[result.result]
        elif name in running:
            sign, colour = "⋯", "$accent"
        else:
            sign, colour = "·", "$faint"
        word = name.value[:3] if short else name.value
        parts.append(Content.assemble((sign, colour), f" {word}"))
    return Content("  " if short else "   ").join(parts)


def finding_rows(
    checks: Sequence[CheckResult],
    source: str,
    verdict: Verdict | None,
    width: int,
    reasons: Mapping[str, str] | None = None,
) -> Iterator[FindingRow]:
    """What the checks found: failures first, then what is worth a look, then what was left out.

    ``reasons`` says why findings were dismissed, by their fingerprints.
    """
    rows = source.splitlines()
    reasons = reasons or {}
    for check in checks:
        if not check.stands:
            dismissed = verdict is not None and verdict.stands(check)
            told = check.reason if verdict is None else verdict.reason(check)
            shown = check.model_copy(update={"reason": told})
            yield from _failed(shown, rows, reasons, width, dismissed=dismissed)
    for check in checks:
        if check.result is Result.PASS and check.findings:
            yield from _noticed(check, rows, width)
    for check in checks:
        if check.stands and check.result is not Result.PASS:
            yield FindingRow(
                f"{check.name}",
                hanging(
                    Content.assemble(
                        ("– ", "$dim"),
                        (f"{check.name.value:<9}", "$foreground 70%"),
                        (f"{check.result.value}: ", "$dim"),
                    ),
                    check.reason,
                    width,
                    "$dim",
                ),
                check=check.name,
            )


def words_of_findings(rows: Sequence[FindingRow]) -> dict[str, str]:
    """What is looked in for the head of each check: it stands above each of its rows."""
    words: dict[str, str] = {}
    for row in rows:
        if row.check is not None:
            words[f"{row.check}"] = f"{words.get(f'{row.check}', '')} {row.content.plain}"
    return words


def _failed(
    check: CheckResult,
    source: list[str],
    reasons: Mapping[str, str],
    width: int,
    *,
    dismissed: bool,
) -> Iterator[FindingRow]:
    sign, colour = MARKS[check.result]
    head = Content.assemble(
        (f"{sign} ", colour), (f"{check.name.value} ", "bold"), (check.result.value, colour)
    )
    if dismissed:
        head = Content.assemble(head, (", every critical finding dismissed", "$warning"))
    messages = [finding.message for finding in check.findings]
    if check.reason and check.reason not in messages:
        head = hanging(Content.assemble(head, "  "), check.reason, width, "$foreground 75%")
    rows = [head]
    rows += [
        Content.assemble("    missing  ", span(name, "bold"))
        for name in check.missing
        if not any(message.startswith(f"{name} is missing") for message in messages)
    ]
    yield FindingRow(f"{check.name}", lines(rows), check=check.name)
    for place, finding in enumerate(check.findings):
        yield FindingRow(
            f"{check.name} {place}",
            _finding(finding, source, width, reasons.get(finding.fingerprint)),
            finding,
            check.name,
        )
    if check.output:
        said = [span(row, "$dim") for row in check.output.splitlines()]
        rows = [*said[:_MOST_OUTPUT], *([Content("…")] if len(said) > _MOST_OUTPUT else [])]
        yield FindingRow(f"{check.name} output", lines(rows), check=check.name)
    if not dismissed and (advice := advice_for(check)) is not None:
        yield FindingRow(f"{check.name} advice", _advice(advice, width), check=check.name)


def _noticed(check: CheckResult, source: list[str], width: int) -> Iterator[FindingRow]:
    """What a check that passed leaves to look at."""
    sign, colour = MARKS[check.result]
    head = Content.assemble((f"{sign} ", colour), (f"{check.name.value} ", "$foreground 70%"))
    yield FindingRow(
        f"{check.name}",
        hanging(Content.assemble(head, "  "), check.reason, width, "$dim"),
        check=check.name,
    )
    for place, finding in enumerate(check.findings):
        row = _finding(finding, source, width, None)
        yield FindingRow(f"{check.name} {place}", row, finding, check.name)


def _finding(finding: Finding, source: list[str], width: int, reason: str | None) -> Content:
    dismissed = reason is not None
    where = f"line {finding.line}" if finding.line else "the file"
    lead = Content.assemble("    ", (f"{where:<9} ", "$accent"))
    style = "strike $dim" if dismissed else ""
    head = hanging(lead, finding.message, width, style)
    kind = Content.styled(single_line(finding.code, 24), "$faint")
    if finding.critical:
        word = "  dismissed" if dismissed else "  critical"
        kind = Content.assemble(kind, (word, "bold $warning"))
    fits = head.split("\n")[-1].cell_length + 2 + kind.cell_length <= width
    head = Content.assemble(head, "  " if fits else f"\n{' ' * lead.cell_length}", kind)
    rows = [head, *excerpt(source, finding.line)]
    if reason is not None:
        because = Content.styled("    because  ", "$accent")
        rows.insert(1, hanging(because, reason, width, "$foreground 75%"))
    return lines(rows)


def excerpt(source: list[str], line: int, around: int = 1) -> list[Content]:
    """The code around a line, which is marked."""
    if not 1 <= line <= len(source):
        return []
    rows = []
    for number in range(max(line - around, 1), min(line + around, len(source)) + 1):
        here = number == line
        rows.append(
            Content.assemble(
                ("    ▸ " if here else "      ", "$error"),
                (f"{number:>4} │ ", "$faint"),
                clean(source[number - 1][:160], "$foreground" if here else "$dim"),
            )
        )
    return rows


def _advice(advice: Advice, width: int) -> Content:
    style = "$foreground 70%"
    rows = [hanging(Content.styled("    usually  ", "$accent"), advice.cause, width, style)]
    for place, remedy in enumerate(advice.remedies):
        lead = Content.styled("    remedy   " if place == 0 else " " * 13, "$accent")
        rows.append(hanging(lead, remedy, width, style))
    return lines(rows)
