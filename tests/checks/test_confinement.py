"""The tests check and the sandbox: where nothing confines, nothing runs unless it was agreed to."""

from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import Subject, check_file
from pbc_tui.checks.testing.running import NOT_ALLOWED
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Result, Verdict
from pbc_tui.workspace.sandbox.finding import NotOffered, find_sandbox
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.confinement import BARE

PATH = "tests/test_one.py"
RUNS = '"""Tests."""\n\nfrom pathlib import Path\n\n\ndef test_one() -> None:\n    {body}\n'


def write(root: Path, body: str = "assert 1 + 1 == 2") -> Path:
    place = root / PATH
    place.parent.mkdir(exist_ok=True)
    place.write_text(RUNS.format(body=body))
    return root


async def judged(root: Path, sandbox: Sandbox | None, *, allow: bool = False) -> Verdict:
    subject = Subject(
        root, Specification(path=PATH), sandbox=sandbox, allow_unconfined=allow, tests_seconds=30
    )
    return await check_file(subject)


def outcome(verdict: Verdict) -> CheckResult:
    result = verdict.check(CheckName.TESTS)
    assert result is not None
    return result


async def test_without_a_sandbox_and_without_a_word_they_are_skipped(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    verdict = await judged(write(tmp_path, f"Path({str(mark)!r}).touch()"), BARE)
    result = outcome(verdict)
    assert (result.result, result.reason) == (Result.SKIPPED, NOT_ALLOWED)
    assert result in verdict.failures
    assert verdict.overall is Overall.NEEDS_REVISION
    assert not mark.exists()


async def test_with_the_persons_word_they_run(tmp_path: Path) -> None:
    result = outcome(await judged(write(tmp_path), BARE, allow=True))
    assert (result.result, result.reason) == (Result.PASS, "1 test passed")


@pytest.mark.parametrize("level", [Level.BUBBLEWRAP, Level.LANDLOCK], ids=str)
async def test_they_run_at_each_level_and_write_nothing(tmp_path: Path, level: Level) -> None:
    try:
        sandbox = await find_sandbox(level)
    except NotOffered as reason:
        pytest.skip(f"{level} cannot be run here: {reason}")
    root = tmp_path / "root"
    root.mkdir()
    outside = tmp_path / "outside"
    result = outcome(await judged(write(root), sandbox))
    assert (result.result, result.reason) == (Result.PASS, "1 test passed")
    result = outcome(await judged(write(root, f"Path({str(outside)!r}).write_text('x')"), sandbox))
    assert result.result is Result.FAIL
    assert not outside.exists()
    assert sorted(path.name for path in root.rglob("*")) == ["test_one.py", "tests"]


async def test_what_the_supervisor_ended_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    # Memory that is written to, so that it really is there.
    body = "held = [b'x' * 50_000_000 + bytes([n]) for n in range(60)]; assert held"
    result = outcome(await judged(write(tmp_path, body), None, allow=True))
    assert result.result is Result.FAIL
    assert "MemoryError" in result.reason or "MB of memory" in result.reason
