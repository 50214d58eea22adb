"""The tests check: the tests of the file pass, each one that stands in the test files (SPEC 8).

A green exit status proves nothing: which tests there are comes from an own reading of the test
files, and each must be reported as passed over a channel that the repository's code has no part in.
Beside the tests that the specification names, those run that reach the file through imports.
"""

from __future__ import annotations

from typing import Any

from pbc_tui.checks.inspection import Inspection
from pbc_tui.checks.kinds import Kind, holds_tests, is_test
from pbc_tui.checks.results import counted, failed, unjudged
from pbc_tui.checks.testing.judging import Run, judge
from pbc_tui.checks.testing.order import Order
from pbc_tui.checks.testing.report import read_report
from pbc_tui.checks.testing.running import NotAllowed
from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result

_NO_TESTS = "no tests are associated with this file"


async def check_tests(inspection: Inspection) -> CheckResult:
    """Run the tests of the file and judge them."""
    spec = inspection.subject.spec
    if spec.tests_skipped:
        return CheckResult.skipped(CheckName.TESTS, spec.tests_skipped)
    named = spec.tests or ((spec.path,) if holds_tests(spec.path) else ())
    if not named and inspection.kind is not Kind.PYTHON:
        return CheckResult.skipped(CheckName.TESTS, _NO_TESTS)
    if absent := _absent(inspection, named):
        return failed(CheckName.TESTS, f"{absent[0]} does not exist", missing=absent)
    if inspection.source.fault:
        return unjudged(CheckName.TESTS, f"not judged: {inspection.source.fault}")
    told = await inspection.analysis("tests")
    if not told["paths"]:
        waiting = _still_open(told["waiting"])
        reason = f"{waiting}: the tests of this file come later" if waiting else _NO_TESTS
        return CheckResult.skipped(CheckName.TESTS, reason)
    if inspection.subject.python is None and inspection.subject.no_python:
        return CheckResult.skipped(CheckName.TESTS, inspection.subject.no_python)
    try:
        return await _run(inspection, told)
    except NotAllowed as refusal:
        return unjudged(CheckName.TESTS, str(refusal))


async def _run(inspection: Inspection, told: dict[str, Any]) -> CheckResult:
    order = Order(
        tests=told["paths"],
        watched=told["watched"],
        measured="" if is_test(inspection.path) else inspection.path,
        settings=told["settings"],
        options=told["options"],
    )
    ran = await inspection.run_tests(order.words)
    report = read_report(ran.report, ran.key)
    run = Run(
        expected=told["files"],
        finished=ran.finished,
        report=report,
        seconds=inspection.subject.tests_seconds,
        meddling=tuple(told["meddling"]),
    )
    result = judge(run).model_copy(update={"provisional": ran.warm})
    if result.result is Result.PASS and report.coverage == 0 and not told["elsewhere"]:
        # SPEC 8: that they are green is no proof of a file which they never load.
        reason = f"{result.reason}, but no line of {inspection.path} runs: they prove nothing of it"
        result = failed(CheckName.TESTS, reason, result.findings).model_copy(
            update={"provisional": ran.warm}
        )
    return _with_surroundings(result, told, report.coverage if order.measured else None)


def _with_surroundings(
    result: CheckResult, told: dict[str, Any], coverage: float | None
) -> CheckResult:
    """The result with what stands beside it: coverage, tests that did not run, settings ignored."""
    told_findings = [
        Finding(code="settings", message=f"{name} is not looked at; pyproject.toml counts")
        for name in told["ignored"]
    ]
    result = result.model_copy(update={"findings": (*result.findings, *told_findings)})
    if result.result is not Result.PASS:
        return result
    parts = [result.reason]
    if coverage is not None:
        parts.append(f"{coverage:.0f} % of the file covered")
    reason = ", ".join(parts)
    if waiting := _still_open(told["waiting"]):
        reason += f"; {waiting}"
    if told["beyond"]:
        reason += f"; {counted(told['beyond'], 'further test file')} reach it and did not run"
    return result.model_copy(update={"reason": reason, "coverage": coverage})


def _absent(inspection: Inspection, named: tuple[str, ...]) -> list[str]:
    """The test files that should be there: their tasks are done, or nobody's."""
    subject = inspection.subject
    return [
        path
        for path in named
        if path not in subject.spec.tests_open and not (subject.root / path).is_file()
    ]


def _still_open(waiting: dict[str, str]) -> str:
    tasks = list(dict.fromkeys(waiting.values()))
    if not tasks:
        return ""
    return f"{', '.join(tasks)} {'is' if len(tasks) == 1 else 'are'} still open"
