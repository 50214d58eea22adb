"""Advice follows from what a check found; every symptom of SPEC 11 has its entry."""

from __future__ import annotations

import pytest

from pbc_tui.design.advice import ADVICE, Symptom, advice_for, repeated_findings
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result, Verdict


def verdict(**failing: CheckResult) -> Verdict:
    return Verdict(
        path="a.py",
        checks=tuple(
            failing.get(name.value, CheckResult(name=name, result=Result.PASS))
            for name in CheckName
        ),
    )


def failed(name: CheckName, *findings: Finding, missing: tuple[str, ...] = ()) -> CheckResult:
    return CheckResult(name=name, result=Result.FAIL, findings=findings, missing=missing)


MISSING = failed(CheckName.CONTRACT, missing=("Order.total",))
UNTIDY = failed(CheckName.STYLE, Finding(line=300, code="E501", message="too long"))
RED = failed(CheckName.TESTS, Finding(code="assert", message="2 != 3"))


@pytest.mark.parametrize(
    ("result", "symptom"),
    [
        (
            failed(CheckName.SYNTAX, Finding(line=2, code="syntax", message="invalid syntax")),
            "syntax-fails",
        ),
        (
            failed(
                CheckName.SYNTAX, Finding(line=2, code="syntax", message="'(' was never closed")
            ),
            "partial-code",
        ),
        (MISSING, "contract-fails"),
        (failed(CheckName.IMPORTS), "import-prohibited"),
        (UNTIDY, "style-fails"),
        (
            failed(
                CheckName.STYLE,
                Finding(line=9, code="E501", message="too long"),
                Finding(line=6, code="stub", message="split is a stub"),
            ),
            "partial-code",
        ),
        (RED, "tests-fail"),
        (failed(CheckName.SECURITY, Finding(code="B602", message="shell=True")), "security-fails"),
        (
            failed(CheckName.SECURITY, Finding(code="B105", message="hardcoded password")),
            "false-secret",
        ),
        (CheckResult.error(CheckName.STYLE, "ruff timed out"), "tool-fails"),
        (CheckResult(name=CheckName.STYLE, result=Result.PASS), None),
        (CheckResult.skipped(CheckName.TESTS, "no network"), None),
    ],
)
def test_advice_follows_from_the_result(result: CheckResult, symptom: str | None) -> None:
    found = advice_for(result)
    assert (found.symptom.value if found else None) == symptom


def test_advice_is_complete() -> None:
    assert set(ADVICE) == set(Symptom)
    for advice in ADVICE.values():
        assert advice.cause
        assert advice.remedies


def test_findings_repeat_only_against_the_verdict_before() -> None:
    old, clean, new = verdict(style=UNTIDY), verdict(), verdict(style=UNTIDY)
    assert repeated_findings(new, (old,)) == UNTIDY.findings
    assert repeated_findings(new, (old, clean)) == ()
    named = Finding(line=7, code="contract", message="Order.total is missing")
    told = verdict(contract=MISSING.model_copy(update={"findings": (named,)}))
    assert repeated_findings(told, (told,)) == (named,)
    other = Finding(line=9, code="contract", message="Order.total is missing; sum looks like it")
    renamed = verdict(contract=MISSING.model_copy(update={"findings": (other,)}))
    assert repeated_findings(renamed, (told,)), "missing again, in other words"
    assert repeated_findings(verdict(contract=MISSING), (verdict(contract=MISSING),))
