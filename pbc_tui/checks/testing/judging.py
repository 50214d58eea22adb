"""What a run of tests comes to, measured by an own reading of the test files (SPEC 8).

A run passes when pytest came to its end, each test that stands in the test files was collected and
reported as passed, the body of each was seen to run to its end, and nothing of the repository stood
in pytest's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import ending
from pbc_tui.checks.results import counted, failed, passed
from pbc_tui.checks.testing.launcher import NO_PYTEST
from pbc_tui.checks.testing.report import TestReport
from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.design.verdict import CheckName, CheckResult, Finding
from pbc_tui.workspace.process import Finished

# pytest documents 0 to 5; 1, 2 and 5 tell of the tests, 3 and 4 of pytest itself.
_OF_PYTEST = {3: "pytest broke inside", 4: "pytest could not be used with this project"}
_MOST_OUTPUT = 12_000
_MOST_TOLD = 20
_WORDS = {
    "skipped": "was skipped",
    "expected failure": "is expected to fail",
    "unexpected pass": "is expected to fail, though it passes",
}
# What the system says of EROFS, in whatever exception a library wraps it.
_READ_ONLY = "Read-only file system"
_WRITE_ELSEWHERE = "the tests run on a read-only copy of the repository; write to tmp_path"


@dataclass(frozen=True)
class Run:
    """One run: what was expected of it, how it ended, what it reported.

    ``expected`` maps each test file to its reading (``checks/analysis/tests``), ``meddling`` names
    what in the repository reaches into pytest by its source, ``seconds`` is the limit.
    """

    expected: Mapping[str, Mapping[str, Any]]
    finished: Finished
    report: TestReport
    seconds: float
    meddling: tuple[str, ...] = ()


def judge(run: Run) -> CheckResult:
    """The result of the tests check.

    Raises:
        ToolFailure: when pytest did not do its work.
    """
    finished, report = run.finished, run.report
    if not finished.timed_out and finished.status == NO_PYTEST:
        raise ToolFailure(_last_line(finished.stderr) or "pytest cannot be imported")
    for fault in (_broken_off, _failing, _meddled, _lost, _incomplete):
        if reason := fault(run):
            return _failed(run, *reason)
    if finished.status != 0:
        raise ToolFailure(f"pytest ended with status {finished.status}, though no test failed")
    told = f"{counted(len(report.outcomes), 'test')} passed"
    return passed(CheckName.TESTS, told, _lost_findings(run))


_Fault = tuple[str, list[str]] | None


def _broken_off(run: Run) -> _Fault:
    """What kept pytest from coming to its end."""
    finished, report = run.finished, run.report
    if finished.timed_out:
        during = f" in {report.running}" if report.running else ""
        return f"timed out after {run.seconds:g} s{during}", []
    if finished.stopped:
        return f"ended: {finished.stopped}", []
    if report.broken:
        place, why = next(iter(report.broken.items()))
        done = "imported" if place.endswith("conftest.py") else "collected"
        elsewhere = f"; {_WRITE_ELSEWHERE}" if _READ_ONLY in why else ""
        return f"{place} cannot be {done}: {why}{elsewhere}", []
    if finished.status in _OF_PYTEST and not report.of("failed"):
        words = _last_line(finished.stderr) or _last_line(finished.stdout)
        raise ToolFailure(f"{_OF_PYTEST[finished.status]}: {words}")
    if finished.status not in range(6):
        during = f" in {report.running}" if report.running else ""
        return f"the test run {ending(finished.status)}{during} before it was done", []
    return None


def _failing(run: Run) -> _Fault:
    """The tests that failed."""
    failures = run.report.of("failed")
    if not failures:
        return None
    number = f"{counted(len(failures), 'test')} of {len(run.report.outcomes)} failed: "
    return number + _one(failures[0], run.report), failures


def _meddled(run: Run) -> _Fault:
    """What stood in pytest's place, by its source or while it ran."""
    if taken := [*run.report.taken, *run.meddling]:
        return f"no outcome counts: {taken[0]}", []
    if run.report.gaps:
        return "no outcome counts: lines of the report were taken away", []
    return None


def _lost(run: Run) -> _Fault:
    """What stands in the test files as a test and is none to pytest, without the file saying so."""
    lost = [message for message, deliberate in _lost_tests(run) if not deliberate]
    if not lost:
        return None
    return lost[0] + (f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""), []


def _incomplete(run: Run) -> _Fault:
    """What was not run, or did not pass, or cannot be believed."""
    report = run.report
    for path, read in run.expected.items():
        if read["fault"]:
            return f"{path}: {read['fault']}", []
    wanted = [f"{path}::{test['name']}" for path, test in _tests(run)]
    if not report.collected and not report.outcomes:
        if not report.ended:
            return "the run ended before a test was collected", wanted
        return "no test was collected", wanted
    gone = [name for name in report.collected if name not in report.outcomes]
    ran = _by_function(report.outcomes)
    absent = [name for name in wanted if name not in ran and name not in _by_function(gone)]
    if not report.ended:
        named = f": {[*gone, *absent][0]} was not run" if gone or absent else ""
        return f"the run ended early{named}", [*gone, *absent]
    unproven = [name for name, outcome in report.outcomes.items() if outcome != "passed"]
    if unproven and len(unproven) == len(report.outcomes):
        name = unproven[0]
        reason = "every test is skipped or expected to fail"
        return f"{reason}: {_one(name, report)}", unproven
    for path in run.expected:
        if not any(name.partition("::")[0] == path for name in [*report.collected, *ran]):
            return f"no test was collected in {path}", absent
    if missing := [*gone, *absent]:
        return f"a test was not run: {missing[0]}", missing
    if unproven:
        number = f"{counted(len(unproven), 'test')} did not pass: "
        return number + _one(unproven[0], report), unproven
    return _too_few(run) or _unseen(run)


def _too_few(run: Run) -> _Fault:
    """Tests of which some parameters were left out."""
    ran = _by_function(run.report.outcomes)
    for path, test in _tests(run):
        name = f"{path}::{test['name']}"
        if len(ran[name]) < test["count"]:
            told = {each.partition("[")[2].removesuffix("]") for each in ran[name]}
            left = [f"{name}[{each}]" for each in test["ids"] if each not in told]
            return (
                f"{name} ran with {len(ran[name])} of {test['count']} sets of parameters",
                left or [name],
            )
    return None


def _unseen(run: Run) -> _Fault:
    """Tests that are reported as passed, but whose body was not seen to run to its end."""
    report = run.report
    ran = _by_function(report.outcomes)
    for path, test in _tests(run):
        body = (test["file"], test["line"], test["function"])
        for name in ran[f"{path}::{test['name']}"]:
            if body not in report.bodies.get(name, set()):
                return f"{name} is reported as passed, though its body did not run to its end", [
                    name
                ]
    for path in run.expected:
        if not any(name.partition("::")[0] == path for name in report.bodies):
            return f"no body of a test in {path} ran to its end", [path]
    return None


def _lost_tests(run: Run) -> Iterator[tuple[str, bool]]:
    """What is lost, in words with its place, and whether the file says so itself."""
    for path, read in run.expected.items():
        for lost in read.get("lost", ()):
            yield f"{path}:{lost['line']}: {lost['message']}", lost["deliberate"]


def _lost_findings(run: Run) -> list[Finding]:
    return [
        Finding(code="no-test", message=single_line(message)) for message, _ in _lost_tests(run)
    ]


def _tests(run: Run) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, read in run.expected.items():
        for test in read["tests"]:
            yield path, test


def _by_function(names: Mapping[str, str] | list[str]) -> dict[str, list[str]]:
    """The ids by the function that they belong to: one with parameters has one id for each set."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.partition("[")[0], []).append(name)
    return found


def _failed(run: Run, reason: str, missing: list[str]) -> CheckResult:
    report = run.report
    result = failed(CheckName.TESTS, reason, _findings(run), missing)
    output = "\n\n".join(
        f"{name}\n{text}" for name, text in list(report.outputs.items())[:_MOST_TOLD]
    )
    if not output:
        output = (run.finished.stdout + b"\n" + run.finished.stderr).decode("utf-8", "replace")
    return result.model_copy(update={"output": sanitize(output.strip()[:_MOST_OUTPUT])})


def _findings(run: Run) -> list[Finding]:
    report = run.report
    found = [
        Finding(code="collection", message=single_line(f"{place}: {why}"))
        for place, why in report.broken.items()
    ]
    found += [
        Finding(code="meddling", message=single_line(what))
        for what in [*report.taken, *run.meddling]
    ]
    found += _lost_findings(run)
    for identifier, outcome in report.outcomes.items():
        if outcome != "passed":
            found.append(Finding(code=outcome, message=_one(identifier, report)))
    return found


def _one(identifier: str, report: TestReport) -> str:
    outcome = report.outcomes.get(identifier, "")
    words = report.texts.get(identifier, "").strip()
    if outcome in _WORDS:
        return single_line(f"{identifier} {_WORDS[outcome]}" + (f": {words}" if words else ""))
    if _READ_ONLY in words:
        words = f"{words.rstrip('.')}; {_WRITE_ELSEWHERE}"
    return single_line(f"{identifier}: {words}" if words else identifier)


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return single_line(lines[-1]) if lines else ""
