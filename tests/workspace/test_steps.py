"""One step after the other: progress line by line, one clear cause of failure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pbc_tui.workspace.steps import StepFailed, Steps, cause

PYTHON = [sys.executable, "-I", "-c"]


async def test_what_a_step_says_is_progress() -> None:
    told: list[str] = []
    await Steps(told.append).take("talking", [*PYTHON, "print('one'); print('\\x1b[31mtwo' * 99)"])
    assert told[0] == "talking"
    assert told[-1].startswith("talking: twotwo")
    assert len(told[-1]) <= 100
    assert "\x1b" not in "".join(told)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; print('note'); sys.exit('ERROR: no such thing')", "ERROR: no such thing"),
        ("raise SystemExit(3)", "it gave no reason"),
    ],
)
async def test_a_failed_step_has_its_cause(code: str, reason: str) -> None:
    with pytest.raises(StepFailed) as failure:
        await Steps().take("failing", [*PYTHON, code])
    assert str(failure.value) == f"failing: {reason}"


async def test_all_steps_share_one_time_limit() -> None:
    steps = Steps(seconds=0.2)
    with pytest.raises(StepFailed, match=r"sleeping: not done within 0 s"):
        await steps.take("sleeping", [*PYTHON, "import time; time.sleep(60)"])
    with pytest.raises(StepFailed, match=r"next: not done"):
        await steps.take("next", [*PYTHON, ""])


async def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="absent: No such file"):
        await Steps().take("absent", [tmp_path / "absent"])


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("a\nb\n", "b"),
        ("ERROR: first\nERROR: second\nhint: x\n", "ERROR: second"),
        ("  × No solution found\n  ╰─▶ because\n", "× No solution found"),
        ("", "it gave no reason"),
        ("error: \x1b[1mbold\x1b[0m", "error: bold"),
        (
            "WARNING: Retrying after NewConnectionError: Temporary failure in name resolution\n"
            "ERROR: No matching distribution found for pytest\n",
            "no package index was reached (offline?): "
            "ERROR: No matching distribution found for pytest",
        ),
    ],
)
def test_the_cause_is_the_line_that_says_most(output: str, expected: str) -> None:
    assert cause(output) == expected
