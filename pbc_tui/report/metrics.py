"""Section 5 of the report: every figure measured, or the reason why it was not (SPEC 10)."""

from __future__ import annotations

from pbc_tui.design.verdict import CheckName, Result
from pbc_tui.report import model as m
from pbc_tui.report.evidence import Evidence


def metrics_of(evidence: Evidence) -> tuple[m.Figure, ...]:
    """All figures, in the order in which they are shown."""
    measured = evidence.measured
    nothing = "" if measured.sizes else "no file of the plan is on disk"
    verdicts = [found for task in evidence.tasks if (found := evidence.verdict(task)) is not None]
    validated = sum(evidence.standing(task)[0] == "validated" for task in evidence.tasks)
    return (
        _figure("files on disk", len(measured.sizes)),
        _figure("bytes on disk", sum(measured.sizes.values())),
        _figure("lines of code", None if nothing else measured.code_lines, reason=nothing),
        _figure("lines of tests", None if nothing else measured.test_lines, reason=nothing),
        _figure("files judged", len(verdicts)),
        _figure("files passing", sum(verdict.acceptable for verdict in verdicts)),
        _figure("files validated as they are now", validated),
        *_suite(evidence),
        _style(evidence),
    )


def _figure(name: str, value: float | None, *, unit: str = "", reason: str = "") -> m.Figure:
    return m.Figure(name=name, value=value, unit=unit, reason="" if value is not None else reason)


def _suite(evidence: Evidence) -> tuple[m.Figure, ...]:
    suite = evidence.state.suite
    reason = suite.reason if suite else "the whole test suite has not run"
    ran = suite if suite and (suite.passed or suite.failed or suite.skipped) else None
    reason = reason or "the whole test suite found no tests"
    coverage = ran.coverage if ran else None
    unmeasured = reason if ran is None else "the whole test suite ran without coverage"
    return (
        _figure("tests passed", ran.passed if ran else None, reason=reason),
        _figure("tests failed", ran.failed if ran else None, reason=reason),
        _figure("tests skipped", ran.skipped if ran else None, reason=reason),
        _figure(
            "coverage",
            round(coverage, 1) if coverage is not None else None,
            unit="%",
            reason=unmeasured,
        ),
    )


def _style(evidence: Evidence) -> m.Figure:
    checks = [
        check
        for task in evidence.tasks
        if (verdict := evidence.verdict(task)) and (check := verdict.check(CheckName.STYLE))
    ]
    judged = [check for check in checks if check.result in (Result.PASS, Result.FAIL)]
    share = (
        100 * sum(check.result is Result.PASS for check in judged) / len(judged) if judged else 0
    )
    return _figure(
        "files in style",
        round(share, 1) if judged else None,
        unit="%",
        reason="no file was judged by style",
    )
