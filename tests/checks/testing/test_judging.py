"""What a run comes to, by what was reported of it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import pytest

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.testing.judging import Run, judge
from pbc_tui.checks.testing.report import read_report
from pbc_tui.design.verdict import CheckResult, Result
from pbc_tui.workspace.process import Finished

KEY = b"key"
PATH = "tests/test_a.py"
NAME = f"{PATH}::test_x"
TEST = {"name": "test_x", "file": PATH, "line": 3, "function": "test_x", "count": 1, "ids": []}
COLLECTED = ("collected", NAME)
STARTED = ("start", NAME)
READY = ("outcome", NAME, "setup", "passed", "", "")
BODY = ("body", NAME, PATH, 3, "test_x")
CALLED = ("outcome", NAME, "call", "passed", "", "")
LEFT = ("outcome", NAME, "teardown", "passed", "", "")
END = ("end", 0)
PASSED: tuple[tuple[Any, ...], ...] = (COLLECTED, STARTED, READY, BODY, CALLED, LEFT, END)

Lines = Sequence[tuple[Any, ...]]


def written(lines: Lines, key: bytes = KEY) -> bytes:
    """The lines as the launcher writes them."""
    bodies = (repr((number, *line)).encode() for number, line in enumerate(lines, 1))
    signed = ((hmac.new(key, body, hashlib.sha256).hexdigest().encode(), body) for body in bodies)
    return b"".join(signature + b" " + body + b"\n" for signature, body in signed)


def judged(content: bytes, status: int = 0, **changes: Any) -> CheckResult:
    finished = Finished(status, b"out", b"the last words", bool(changes.get("late")), False, 1.0)
    expected = {PATH: {"tests": [{**TEST, **changes.get("test", {})}], "fault": ""}}
    expected.update({path: {"tests": [], "fault": ""} for path in changes.get("more", ())})
    meddling = changes.get("meddling", ())
    return judge(Run(expected, finished, read_report(content, KEY), 60, meddling))


def without(*left_out: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [line for line in PASSED if line not in left_out]


def test_all_is_well() -> None:
    result = judged(written(PASSED))
    assert (result.result, result.reason) == (Result.PASS, "1 test passed")


FAULTS: dict[str, tuple[Lines, str]] = {
    "nothing at all": ((), "the run ended before a test was collected"),
    "nothing collected": ((END,), "no test was collected"),
    "no end": (without(END), "the run ended early"),
    "a test that never ended": (PASSED[:3], f"{NAME}: it never ended"),
    "a body that was not seen": (without(BODY), "its body did not run to its end"),
    "a body elsewhere": (
        [("body", NAME, PATH, 4, "test_x") if line is BODY else line for line in PASSED],
        "its body did not run to its end",
    ),
    "a test that is gone": ((COLLECTED, END), f"a test was not run: {NAME}"),
    "a failing teardown": (
        [*without(LEFT, END), ("outcome", NAME, "teardown", "failed", "gone", ""), END],
        f"{NAME}: gone",
    ),
    "another test that was dropped": (
        [("collected", f"{PATH}::test_y"), *PASSED],
        f"a test was not run: {PATH}::test_y",
    ),
    "another test that was skipped": (
        [*PASSED[:-1], ("outcome", f"{PATH}::test_y", "setup", "skipped", "why", ""), END],
        f"1 test did not pass: {PATH}::test_y was skipped: why",
    ),
    "what cannot be collected": (
        (("broken", PATH, "ImportError"), END),
        f"{PATH} cannot be collected: ImportError",
    ),
    "a conftest that cannot be imported": (
        (("broken", "conftest.py", "ImportError"),),
        "conftest.py cannot be imported: ImportError",
    ),
    "meddling": ([*PASSED[:-1], ("taken", "x was replaced"), END], "no outcome counts: x was"),
    "an unknown outcome": (
        [
            ("outcome", NAME, "call", "splendid", "", "") if line is CALLED else line
            for line in PASSED
        ],
        "1 test of 1 failed",
    ),
}


@pytest.mark.parametrize(("lines", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(lines: Lines, says: str) -> None:
    result = judged(written(lines))
    assert result.result is Result.FAIL
    assert says in result.reason


def test_a_file_that_yields_nothing_is_named() -> None:
    result = judged(written(PASSED), more=["tests/test_b.py"])
    assert result.reason == "no test was collected in tests/test_b.py"


def test_parameters_that_are_missing_are_named() -> None:
    lines = [tuple(f"{NAME}[1]" if part == NAME else part for part in line) for line in PASSED]
    result = judged(written(lines), test={"count": 2, "ids": ["1", "2"]})
    assert result.reason == f"{NAME} ran with 1 of 2 sets of parameters"
    assert result.missing == (f"{NAME}[2]",)


def test_meddling_by_the_source_counts_though_nothing_was_seen() -> None:
    result = judged(written(PASSED), meddling=("conftest.py: it reaches",))
    assert result.reason == "no outcome counts: conftest.py: it reaches"


def test_what_is_signed_with_another_key_counts_for_nothing() -> None:
    assert judged(written(PASSED, b"other")).result is Result.FAIL


def test_a_line_that_was_taken_away_is_noticed() -> None:
    lines = written(PASSED).splitlines(keepends=True)
    result = judged(b"".join([*lines[:1], *lines[2:]]))
    assert result.reason == "no outcome counts: lines of the report were taken away"


def test_a_line_that_was_written_twice_is_noticed() -> None:
    lines = written(PASSED).splitlines(keepends=True)
    assert "lines of the report" in judged(b"".join([*lines, lines[4]])).reason


def test_running_out_of_time_names_the_test() -> None:
    result = judged(written(PASSED[:3]), -9, late=True)
    assert result.reason == f"timed out after 60 s in {NAME}"


def test_a_crash_names_the_test() -> None:
    result = judged(written(PASSED[:3]), -11)
    assert result.reason == f"the test run was ended by SIGSEGV in {NAME} before it was done"


def test_what_a_failing_test_printed_is_kept_and_made_safe() -> None:
    failed = ("outcome", NAME, "call", "failed", "no", "what\x1b[31m it said\x07")
    result = judged(written([*PASSED[:3], failed, LEFT, END]))
    assert result.output == f"{NAME}\nwhat it said\\x07"


def test_without_a_report_the_output_of_pytest_is_kept() -> None:
    assert judged(b"").output == "out\nthe last words"


@pytest.mark.parametrize(
    ("status", "says"),
    [(70, "the last words"), (3, "pytest broke inside"), (4, "could not be used"), (1, "status 1")],
)
def test_what_is_nobodys_fault_is_an_error(status: int, says: str) -> None:
    with pytest.raises(ToolFailure, match=says):
        judged(written(PASSED), status)
