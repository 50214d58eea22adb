"""The verdict as a value: what dismissing a finding opens, and what it does not."""

from __future__ import annotations

import pytest

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Overall, Result, Verdict

_EVAL = Finding(line=3, code="eval", message="eval runs text as code", critical=True, anchor="a1")
_SHOWN = Finding(line=9, code="B101", message="an assert")


def _verdict(security: CheckResult) -> Verdict:
    others = [CheckResult(name=n, result=Result.PASS) for n in CheckName if n != security.name]
    return Verdict(path="a.py", checks=(*others, security))


def _failing(*findings: Finding, missing: tuple[str, ...] = ()) -> Verdict:
    security = CheckName.SECURITY
    return _verdict(
        CheckResult(name=security, result=Result.FAIL, findings=findings, missing=missing)
    )


def test_a_verdict_stands_once_its_only_critical_finding_is_dismissed() -> None:
    verdict = _failing(_EVAL, _SHOWN)
    assert verdict.overall is Overall.NEEDS_REVISION
    dismissed = verdict.dismissing(_EVAL.fingerprint)
    assert not dismissed.blocking
    assert dismissed.overall is Overall.ACCEPTABLE


@pytest.mark.parametrize(
    "other",
    [
        {"anchor": "b2"},
        {"message": "exec runs text as code"},
        {"code": "shell"},
    ],
)
def test_a_dismissal_is_for_one_finding_alone(other: dict[str, str]) -> None:
    another = _EVAL.model_copy(update=other)
    verdict = _failing(_EVAL, another).dismissing(_EVAL.fingerprint)
    assert verdict.blocking == (another,)
    assert not verdict.acceptable


def test_a_finding_keeps_its_dismissal_where_its_lines_move() -> None:
    moved = _EVAL.model_copy(update={"line": 40, "column": 9})
    assert _failing(moved).dismissing(_EVAL.fingerprint).acceptable


def test_dismissing_does_not_stand_in_for_a_tool_that_did_not_run() -> None:
    verdict = _failing(_EVAL, missing=("bandit took longer than 20 s",))
    dismissed = verdict.dismissing(_EVAL.fingerprint)
    assert not dismissed.blocking
    assert dismissed.overall is Overall.NEEDS_REVISION


def test_an_error_cannot_be_dismissed_away() -> None:
    check = CheckResult(name=CheckName.SECURITY, result=Result.ERROR, findings=(_EVAL,))
    assert not _verdict(check).dismissing(_EVAL.fingerprint).acceptable


def test_only_what_is_documented_is_printed() -> None:
    row = _failing(_EVAL).public()["checks"][-1]
    assert set(row) == {"name", "result", "reason", "missing", "findings"}
    assert set(row["findings"][0]) == {"line", "column", "code", "message", "critical"}
