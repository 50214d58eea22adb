"""The tests check: the tests of the file pass, each one that stands in the test files (SPEC 8).

A green exit status proves nothing: the expected ids come from an own reading of the test files, and
each must be reported as passed over a channel that the repository's code has no part in.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import Inspection, ending, settled
from pbc_tui.checks.kinds import holds_tests
from pbc_tui.checks.results import counted, failed, passed, unjudged
from pbc_tui.checks.testing.report import TestReport, read_report
from pbc_tui.checks.testing.running import NotAllowed, run_cold
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding
from pbc_tui.workspace.process import Finished

_NO_PYTEST = 70
# pytest documents 0 to 5; 1, 2 and 5 tell of the tests, 3 and 4 of pytest itself.
_OF_PYTEST = {3: "pytest broke inside", 4: "pytest could not be used with this project"}


async def check_tests(inspection: Inspection) -> CheckResult:
    """Run the tests of the file and judge them."""
    paths, lawful = _associated(inspection)
    if not paths:
        return lawful
    absent = [path for path in paths if not (inspection.subject.root / path).is_file()]
    if absent:
        reason = f"{absent[0]} does not exist"
        return failed(CheckName.TESTS, reason, missing=absent)
    if inspection.subject.python is None and inspection.subject.no_python:
        return CheckResult.skipped(CheckName.TESTS, inspection.subject.no_python)
    if inspection.source.fault:
        return unjudged(CheckName.TESTS, f"not judged: {inspection.source.fault}")
    try:
        expected, ran = await asyncio.gather(
            settled(inspection.analysis("tests")), settled(_run(inspection, paths))
        )
    except NotAllowed as refusal:
        return unjudged(CheckName.TESTS, str(refusal))
    for failure in (ran, expected):
        if isinstance(failure, ToolFailure):
            raise failure
    return _judge(inspection, expected, *ran)


def _associated(inspection: Inspection) -> tuple[tuple[str, ...], CheckResult]:
    """The test files that can run, or the lawful result where there are none."""
    spec = inspection.subject.spec
    if spec.tests_skipped:
        return (), CheckResult.skipped(CheckName.TESTS, spec.tests_skipped)
    named = spec.tests or ((spec.path,) if holds_tests(spec.path) else ())
    if not named:
        reason = "no tests are associated with this file"
        return (), CheckResult.skipped(CheckName.TESTS, reason)
    ready = tuple(path for path in named if path not in spec.tests_open)
    waiting = dict.fromkeys(spec.tests_open[path] for path in named if path in spec.tests_open)
    verb = "is" if len(waiting) == 1 else "are"
    reason = f"{', '.join(waiting)} {verb} still open: the tests of this file come later"
    return ready, CheckResult.skipped(CheckName.TESTS, reason)


async def _run(inspection: Inspection, paths: tuple[str, ...]) -> tuple[Finished, TestReport]:
    def words(root: Path, report: str) -> list[str | Path]:
        return [
            report,
            root,
            "-q",
            "--no-header",
            "--tb=short",
            "-p",
            "no:cacheprovider",
            "-o",
            "addopts=",
            f"--rootdir={root}",
            "--",
            *(os.fspath(root / path) for path in paths),
        ]

    async with inspection.slots:
        ran = await run_cold(inspection.subject, words)
    return ran.finished, read_report(ran.report, ran.key)


def _judge(
    inspection: Inspection,
    expected: dict[str, Any],
    finished: Finished,
    report: TestReport,
) -> CheckResult:
    if finished.timed_out:
        limit = inspection.subject.tests_seconds
        return failed(CheckName.TESTS, f"timed out after {limit:g} s", _findings(report))
    if finished.stopped:
        return failed(CheckName.TESTS, f"ended: {finished.stopped}", _findings(report))
    if finished.status == _NO_PYTEST:
        raise ToolFailure(_last_line(finished.stderr) or "pytest cannot be imported")
    if report.broken:
        place, why = next(iter(report.broken.items()))
        return failed(CheckName.TESTS, f"{place} cannot be collected: {why}", _findings(report))
    if finished.status in _OF_PYTEST and not _failures(report):
        words = _last_line(finished.stderr) or _last_line(finished.stdout)
        raise ToolFailure(f"{_OF_PYTEST[finished.status]}: {words}")
    if finished.status not in range(6):
        reason = f"the test run {ending(finished.status)} before it was done"
        return failed(CheckName.TESTS, reason, _findings(report))
    if failures := _failures(report):
        reason = f"{counted(len(failures), 'test')} of {len(report.outcomes)} failed: "
        return failed(
            CheckName.TESTS, reason + _one(failures[0], report), _findings(report), failures
        )
    if taken := expected["takeovers"]:
        reason = f"{taken[0]} runs the tests in pytest's place, so no outcome counts"
        return failed(CheckName.TESTS, reason, _findings(report))
    return _judge_missing(expected["files"], finished, report)


def _judge_missing(
    expected: dict[str, dict[str, Any]], finished: Finished, report: TestReport
) -> CheckResult:
    for path, read in expected.items():
        if read["fault"]:
            return failed(CheckName.TESTS, f"{path}: {read['fault']}")
    # pytest shows ids relative to the root; a test with parameters has one id for each of them.
    outcomes: dict[str, list[str]] = {}
    for identifier, outcome in report.outcomes.items():
        outcomes.setdefault(identifier.partition("[")[0], []).append(outcome)
    wanted = [f"{path}::{name}" for path, read in expected.items() for name in read["ids"]]
    if not report.outcomes:
        return failed(CheckName.TESTS, "no test was collected", missing=wanted)
    good = {name for name, all_of in outcomes.items() if {"passed", "unexpected pass"} & {*all_of}}
    if not good:
        return failed(
            CheckName.TESTS, "every test is skipped or expected to fail", _findings(report), wanted
        )
    unrun = [name for name in wanted if name not in outcomes]
    if unrun or not report.ended:
        reason = "the run ended early" if not report.ended else "a test was not run"
        named = f": {unrun[0]}" if unrun else ""
        return failed(CheckName.TESTS, reason + named, _findings(report), unrun)
    unproven = [name for name in outcomes if name not in good]
    if unproven:
        reason = f"{counted(len(unproven), 'test')} did not pass: {_one(unproven[0], report)}"
        return failed(CheckName.TESTS, reason, _findings(report), unproven)
    if finished.status != 0:
        raise ToolFailure(f"pytest ended with status {finished.status}, though no test failed")
    number = sum(outcome == "passed" for outcome in report.outcomes.values())
    return passed(CheckName.TESTS, f"{counted(number, 'test')} passed", _findings(report))


def _failures(report: TestReport) -> list[str]:
    return [name for name, outcome in report.outcomes.items() if outcome == "failed"]


def _one(identifier: str, report: TestReport) -> str:
    words = report.texts.get(identifier, report.outcomes.get(identifier, "")).strip()
    return single_line(f"{identifier}: {words}" if words else identifier)


def _findings(report: TestReport) -> list[Finding]:
    found = [
        Finding(code="collection", message=single_line(f"{place}: {why}"))
        for place, why in report.broken.items()
    ]
    for identifier, outcome in report.outcomes.items():
        if outcome != "passed":
            found.append(Finding(code=outcome, message=_one(identifier, report)))
    return found


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return single_line(lines[-1]) if lines else ""
