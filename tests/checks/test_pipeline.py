"""The six checks together: order, reports, refusals, hostile files, cancellation."""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import CHECKS, Subject, check_file, started
from pbc_tui.checks.testing.running import LAUNCHER
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Overall, Result, Verdict
from tests.checks.inspecting import repository, socket_at
from tests.e2e import processes

GOOD = '''"""A module."""


def double(x: int) -> int:
    """Double a number."""
    return 2 * x
'''
TEST = "from app.mod import double\n\n\ndef test_double():\n    assert double(2) == 4\n"
SPEC = Specification(
    path="src/app/mod.py",
    contract="def double(x: int) -> int: ...",
    tests=("tests/test_mod.py",),
)


def subject(root: Path, text: str | bytes = GOOD, spec: Specification = SPEC) -> Subject:
    repository(root, {"src/app/__init__.py": "", "tests/test_mod.py": TEST})
    place = root / spec.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return Subject(root, spec)


def results(verdict: Verdict) -> dict[str, str]:
    return {check.name.value: check.result.value for check in verdict.checks}


async def test_a_good_file_is_acceptable_and_each_check_is_reported(tmp_path: Path) -> None:
    reported: list[CheckResult] = []
    verdict = await check_file(subject(tmp_path), reported.append)
    assert verdict.overall is Overall.ACCEPTABLE, verdict
    assert [check.name for check in verdict.checks] == list(CheckName)
    assert {check.name for check in reported} == set(CheckName)
    assert verdict.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()
    assert all(check.seconds > 0 for check in verdict.checks)


async def test_the_quick_checks_are_reported_before_the_slow_ones(tmp_path: Path) -> None:
    order: list[CheckName] = []
    await check_file(subject(tmp_path), lambda result: order.append(result.name))
    assert order.index(CheckName.SYNTAX) < order.index(CheckName.TESTS)


async def test_a_file_that_does_not_parse_is_never_green(tmp_path: Path) -> None:
    verdict = await check_file(subject(tmp_path, "def double(x: int) -> int:\n    return (\n"))
    assert results(verdict) == {
        "syntax": "FAIL",
        "contract": "FAIL",
        "imports": "SKIPPED",
        "style": "NOT CHECKED",
        "tests": "FAIL",
        "security": "SKIPPED",
    }
    assert verdict.overall is Overall.NEEDS_REVISION


async def test_a_file_of_another_kind_can_be_acceptable(tmp_path: Path) -> None:
    spec = Specification(path="README.md")
    verdict = await check_file(subject(tmp_path, "# A\n", spec))
    assert verdict.overall is Overall.ACCEPTABLE
    assert all(check.reason for check in verdict.checks if check.result is not Result.PASS)


def _fifo(place: Path) -> None:
    os.mkfifo(place)


def _outside(place: Path) -> None:
    other = place.parents[3] / "outside.py"
    other.write_text(GOOD)
    place.symlink_to(other)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "absent": (lambda place: None, "does not exist"),
    "a directory": (lambda place: place.mkdir(), "is a directory"),
    "a named pipe": (_fifo, "is a named pipe"),
    "a socket": (socket_at, "cannot be read"),
    "a device": (lambda place: place.symlink_to("/dev/zero"), "leaves the repository"),
    "a link out of the repository": (_outside, "leaves the repository"),
    "a link to nothing": (lambda place: place.symlink_to("nowhere.py"), "link to nothing"),
    "a link to itself": (lambda place: place.symlink_to(place.name), "cannot be read"),
    "too large": (lambda place: place.write_bytes(b"#" * 1_000_001), "at most 1,000,000"),
}


@pytest.mark.parametrize(("make", "says"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_no_plain_file_is_refused(
    make: Callable[[Path], object], says: str, tmp_path: Path
) -> None:
    root = tmp_path / "repository"
    made = subject(root)
    made.path.unlink()
    make(made.path)
    async with asyncio.timeout(20):
        verdict = await check_file(made)
    assert verdict.overall is Overall.NEEDS_REVISION
    assert verdict.checks[0].result is Result.FAIL
    assert says in verdict.checks[0].reason
    assert verdict.sha256 == ""


async def test_a_link_inside_the_repository_is_followed(tmp_path: Path) -> None:
    made = subject(tmp_path)
    made.path.rename(tmp_path / "src/app/real.py")
    made.path.symlink_to("real.py")
    verdict = await check_file(made)
    assert verdict.overall is Overall.ACCEPTABLE


@pytest.mark.skipif(not processes.PROC.is_dir(), reason="processes are read under /proc")
async def test_cancellation_ends_everything_soon(tmp_path: Path) -> None:
    made = subject(tmp_path / "repository")
    waiting = "import time\n\n\ndef test_x():\n    time.sleep(600)\n"
    (made.root / "tests/test_mod.py").write_text(waiting)
    task = asyncio.create_task(check_file(made))
    async with asyncio.timeout(60):
        while not (running := _launched()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    task.cancel()
    # A second on a machine at rest.
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await task
    assert not processes.gone(running)


def _launched() -> set[processes.Process]:
    below = processes.descendants(os.getpid())
    return below if any(LAUNCHER.name in each.command for each in below) else set()


async def test_a_check_that_breaks_is_an_error_and_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(inspection: object) -> CheckResult:
        raise KeyError("oops")

    monkeypatch.setitem(CHECKS, CheckName.IMPORTS, broken)
    verdict = await check_file(subject(tmp_path))
    check = verdict.check(CheckName.IMPORTS)
    assert check is not None
    assert check.result is Result.ERROR
    assert "oops" in check.reason
    assert verdict.overall is Overall.NEEDS_REVISION
    assert results(verdict)["syntax"] == "PASS"


STARTED = {
    b"": True,
    b"\n\n": True,
    b"# only a comment\n\n  # another\n": True,
    b"\xef\xbb\xbf# x\n": True,
    b'"""A docstring."""\n': False,
    b"x": False,
}


@pytest.mark.parametrize(("content", "expected"), STARTED.items())
def test_started(content: bytes, expected: bool) -> None:
    assert started(content, SPEC) is expected
    assert not started(content, Specification(path="src/app/__init__.py"))
