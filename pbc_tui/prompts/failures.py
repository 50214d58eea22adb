"""What a verdict holds against a file, in the order that matters for mending it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pbc_tui.design.advice import Advice, advice_for, unnamed
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict
from pbc_tui.prompts.parts import Part, bullets

ORDER = (
    CheckName.SYNTAX,
    CheckName.CONTRACT,
    CheckName.IMPORTS,
    CheckName.TESTS,
    CheckName.SECURITY,
    CheckName.STYLE,
)
"""A file that does not parse fails everything else; style comes last, a tool can mend it."""
MOST_FINDINGS = 40
"""So many findings of one check are listed; the rest is counted."""


def failing(verdict: Verdict) -> tuple[CheckResult, ...]:
    """The checks that keep the file from being acceptable, in the order that matters."""
    return tuple(sorted(verdict.failures, key=lambda check: ORDER.index(check.name)))


def failure_parts(verdict: Verdict) -> Sequence[Part]:
    """Every failing check with what it found."""
    found: list[Part] = []
    for check in failing(verdict):
        found += bullets(f"{check.name.value} ({check.result.value}):", _sentences(check, verdict))
    return found or ("No check failed; the request says what is to change.",)


def advice_of(checks: Iterable[CheckResult]) -> tuple[Advice, ...]:
    """The advice for these results, each piece once."""
    return tuple(dict.fromkeys(found for check in checks if (found := advice_for(check))))


def lines_of(verdict: Verdict) -> tuple[int, ...]:
    """The lines that the failing checks point at, in order."""
    numbers = {
        finding.line
        for check in failing(verdict)
        for finding in verdict.standing(check)
        if finding.line
    }
    return tuple(sorted(numbers))


def finding_sentence(finding: Finding) -> str:
    """A finding with its place, in one sentence."""
    place = f"line {finding.line}" if finding.line else "the file"
    if finding.line and finding.column:
        place += f", column {finding.column}"
    weight = "critical, " if finding.critical else ""
    return f"{place}: {weight}{finding.code}: {finding.message}"


def _is_summary(reason: str, finding: Finding) -> bool:
    """Whether a reason says nothing but this finding, and perhaps how many more there are."""
    said = rf"(line \d+: )?({re.escape(finding.code)} )?{re.escape(finding.message)}"
    return re.fullmatch(rf"{said}( \(and \d+ more\))?", reason) is not None


def _sentences(check: CheckResult, verdict: Verdict) -> Iterator[str]:
    standing = verdict.standing(check)
    reason = verdict.reason(check)
    told = any(_is_summary(reason, each) for each in standing)
    if (reason and not told) or not (check.missing or standing):
        yield reason or "no reason was given"
    for name in unnamed(check.missing, standing):
        yield f"missing or different: `{name}`"
    for finding in standing[:MOST_FINDINGS]:
        yield finding_sentence(finding)
    if len(standing) > MOST_FINDINGS:
        yield f"and {len(standing) - MOST_FINDINGS} more of the same check"
    if check.result is Result.ERROR:
        yield "the tool itself failed; the file may be right"
