"""The whole test suite of the project, run once in its own environment (SPEC 6)."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from pbc_tui.checks.testing.running import NotAllowed, allowed_sandbox, layout_beside
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.sandbox.copying import Copy
from pbc_tui.workspace.sandbox.running import run_confined
from pbc_tui.workspace.sandbox.sandbox import Sandbox

LONGEST = 600.0
"""Seconds that a whole suite may take."""
_LARGEST_REPORT = 32_000_000


@dataclass(frozen=True)
class Failure:
    """One test that failed: the file that holds it and its name there."""

    path: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}::{self.name}"


@dataclass(frozen=True)
class Outcome:
    """What the suite came to; ``coverage`` in percent where it was measured.

    ``reason`` says why it could not run, or what failed beside the tests; "" when all is well.
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: tuple[Failure, ...] = ()
    coverage: float | None = None
    reason: str = ""


# The repository joins the path only after pytest is there, so that nothing in it stands in for it.
_SUITE = """
import importlib.util, os, sys
import pytest
root, package, junit, coverage = sys.argv[1:]
sys.path[:0] = [path for path in (os.path.join(root, "src"), root) if os.path.isdir(path)]
words = ["-q", "-p", "no:cacheprovider", "-o", "junit_family=xunit1", "--junitxml=" + junit]
if importlib.util.find_spec("pytest_cov"):
    words += ["--cov=" + package, "--cov-report=json:" + coverage]
sys.exit(int(pytest.main(words)))
"""


async def run_suite(
    root: Path,
    python: Path,
    package: str,
    *,
    sandbox: Sandbox | None = None,
    allow_unconfined: bool = False,
) -> Outcome:
    """Run all tests of the repository by its own settings, with coverage if possible.

    They run on a copy, in ``sandbox`` (the strongest to be had when None); where nothing confines,
    only with ``allow_unconfined``.
    """
    try:
        found = await allowed_sandbox(sandbox, allow_unconfined=allow_unconfined)
        async with Copy(root) as copy:
            await copy.refresh()
            return await _run(found, copy, python, package)
    except NotAllowed as refusal:
        return Outcome(reason=str(refusal))
    except OSError as error:
        return Outcome(reason=f"the suite cannot be started: {error.strerror or error}")


async def _run(sandbox: Sandbox, copy: Copy, python: Path, package: str) -> Outcome:
    layout = layout_beside(copy, python)
    out = layout.home.parent / "out"
    out.mkdir()
    layout = replace(layout, writable=(out,))
    junit, coverage = out / "junit.xml", out / "coverage.json"
    path = os.pathsep.join([str(copy.path / "src"), str(copy.path)])
    finished = await run_confined(
        sandbox,
        layout,
        [python, "-I", "-B", "-c", _SUITE, copy.path, package, junit, coverage],
        seconds=LONGEST,
        environment={"COVERAGE_FILE": str(out / "coverage"), "PYTHONPATH": path},
    )
    if finished.timed_out:
        return Outcome(reason=f"timed out after {LONGEST:.0f} s")
    if finished.stopped:
        return Outcome(reason=f"ended: {finished.stopped}")
    output = finished.stdout + finished.stderr
    return _outcome(_read(junit), _read(coverage), finished.status, output)


def _read(place: Path) -> bytes:
    """What the suite wrote there, if it is a file: it may have put anything in its place."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return b""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_LARGEST_REPORT)


def _outcome(junit: bytes, coverage: bytes, status: int, output: bytes) -> Outcome:
    last = single_line(output.decode(errors="replace").strip().rpartition("\n")[2])
    try:
        cases = list(ElementTree.fromstring(junit).iter("testcase"))
    except ElementTree.ParseError:
        return Outcome(reason=f"pytest gave no report (exit status {status}): {last}")
    failures = tuple(
        Failure(
            path=case.get("file") or _path_of(case.get("classname", "")), name=case.get("name", "")
        )
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    )
    skipped = sum(case.find("skipped") is not None for case in cases)
    reason = ""
    if status != 0 and not failures:
        reason = f"pytest ended with exit status {status}: {last}"
    return Outcome(
        passed=len(cases) - len(failures) - skipped,
        failed=len(failures),
        skipped=skipped,
        failures=failures,
        coverage=_percent(coverage),
        reason=reason,
    )


def _path_of(class_name: str) -> str:
    return class_name.replace(".", "/") + ".py"


def _percent(report: bytes) -> float | None:
    try:
        return round(float(json.loads(report)["totals"]["percent_covered"]), 1)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
