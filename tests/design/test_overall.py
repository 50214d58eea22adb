"""SPEC 8's overall rule, over every combination of results of the six checks."""

from __future__ import annotations

import itertools

import pytest

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Overall, Result, Verdict

_CRITICAL = Finding(line=1, code="eval", message="eval runs text as code", critical=True)
_SHOWN = Finding(line=2, code="B101", message="an assert")

# What a check may say, and whether SPEC 8 lets it stand in an acceptable verdict.
_SAID: dict[tuple[Result, bool], bool] = {
    (Result.PASS, False): True,
    (Result.SKIPPED, True): True,
    (Result.NOT_CHECKED, True): True,
    (Result.SKIPPED, False): False,
    (Result.NOT_CHECKED, False): False,
    (Result.FAIL, False): False,
    (Result.PARTIAL, False): False,
    (Result.ERROR, False): False,
}


def _verdict(*checks: CheckResult) -> Verdict:
    return Verdict(path="a.py", checks=checks)


def test_every_result_has_its_place_in_the_rule() -> None:
    assert {result for result, _ in _SAID} == set(Result)


def test_all_combinations() -> None:
    """Every combination of the six results, each SKIPPED and NOT CHECKED with a lawful reason."""
    said = {result: good for (result, lawful), good in _SAID.items() if good or not lawful}
    said |= {Result.SKIPPED: True, Result.NOT_CHECKED: True}
    checks = [[CheckResult(name=n, result=r, lawful=True) for r in Result] for n in CheckName]
    combinations = list(itertools.product(*checks))
    assert len(combinations) == len(Result) ** len(CheckName)
    wrong = [
        c for c in combinations if _acceptable(c) is not all(said[check.result] for check in c)
    ]
    assert not wrong


def test_all_pairs_with_and_without_a_lawful_reason() -> None:
    others = {name: CheckResult(name=name, result=Result.PASS) for name in CheckName}
    for first, second in itertools.permutations(CheckName, 2):
        for one, other in itertools.product(_SAID.items(), repeat=2):
            told = {
                name: CheckResult(name=name, result=result, lawful=lawful)
                for name, ((result, lawful), _) in ((first, one), (second, other))
            }
            expected = one[1] and other[1]
            assert _acceptable(tuple((others | told).values())) is expected, told


def _acceptable(checks: tuple[CheckResult, ...]) -> bool:
    # Not validated anew each time: there are very many.
    verdict = Verdict.model_construct(path="a.py", sha256="", checks=checks, dismissed=())
    return verdict.acceptable


@pytest.mark.parametrize("left_out", CheckName)
def test_a_check_that_is_missing_never_counts_as_passed(left_out: CheckName) -> None:
    checks = [CheckResult(name=n, result=Result.PASS) for n in CheckName if n is not left_out]
    assert _verdict(*checks).overall is Overall.NEEDS_REVISION
    assert _verdict().overall is Overall.NEEDS_REVISION


@pytest.mark.parametrize("result", Result)
@pytest.mark.parametrize("name", CheckName)
@pytest.mark.parametrize("lawful", [True, False])
def test_a_critical_finding_blocks_whatever_its_check_says(
    name: CheckName, result: Result, lawful: bool
) -> None:
    others = [CheckResult(name=n, result=Result.PASS) for n in CheckName if n is not name]
    found = CheckResult(
        name=name, result=result, lawful=lawful, reason="said", findings=(_SHOWN, _CRITICAL)
    )
    verdict = _verdict(*others, found)
    assert verdict.blocking == (_CRITICAL,)
    assert verdict.overall is Overall.NEEDS_REVISION


@pytest.mark.parametrize("lawful", [True, False])
@pytest.mark.parametrize("result", [Result.FAIL, Result.PARTIAL, Result.ERROR])
def test_lawful_means_nothing_for_a_check_that_ran(result: Result, lawful: bool) -> None:
    others = [
        CheckResult(name=n, result=Result.PASS) for n in CheckName if n is not CheckName.TESTS
    ]
    ran = CheckResult(name=CheckName.TESTS, result=result, lawful=lawful)
    assert not _verdict(*others, ran).acceptable


def test_findings_that_are_only_shown_do_not_block() -> None:
    checks = [CheckResult(name=n, result=Result.PASS, findings=(_SHOWN,)) for n in CheckName]
    assert _verdict(*checks).acceptable
