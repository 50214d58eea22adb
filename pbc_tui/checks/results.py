"""From what tools and the worker print to findings and results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result

MOST_FINDINGS = 200
"""How many findings of one check are kept; nobody reads more, and hostile files have millions."""


def finding(row: Mapping[str, Any]) -> Finding:
    """A finding from a row of the worker, its text made safe."""
    return Finding(
        line=max(int(row["line"]), 0),
        column=max(int(row["column"]), 0),
        code=single_line(str(row["code"]), 40),
        message=single_line(str(row["message"])),
        critical=bool(row.get("critical", False)),
    )


def ruff_finding(row: Mapping[str, Any]) -> Finding:
    """A finding from a diagnostic of ruff."""
    place = row.get("location") or {}
    return Finding(
        line=int(place.get("row") or 0),
        column=int(place.get("column") or 0),
        code=single_line(str(row.get("code") or "invalid-syntax"), 40),
        message=single_line(str(row.get("message", ""))),
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repetition, critical ones first, then in the order of the file."""
    unique = dict.fromkeys(findings)
    by_place = sorted(unique, key=lambda f: (not f.critical, f.line, f.column, f.code))
    return tuple(by_place[:MOST_FINDINGS])


def passed(name: CheckName, reason: str = "", findings: Iterable[Finding] = ()) -> CheckResult:
    """The check passed; findings that are only worth showing may come with it."""
    return CheckResult(name=name, result=Result.PASS, reason=reason, findings=ordered(findings))


def failed(
    name: CheckName, reason: str, findings: Iterable[Finding] = (), missing: Sequence[str] = ()
) -> CheckResult:
    """The check failed, with the reason in one line."""
    return CheckResult(
        name=name,
        result=Result.FAIL,
        reason=single_line(reason),
        findings=ordered(findings),
        missing=tuple(missing),
    )


def unjudged(name: CheckName, reason: str, result: Result = Result.SKIPPED) -> CheckResult:
    """The check could not judge; the file cannot be acceptable before it has."""
    return CheckResult(name=name, result=result, reason=single_line(reason), lawful=False)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 finding", "3 findings"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
