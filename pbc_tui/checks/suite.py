"""The whole test suite of the project, run once in its own environment (SPEC 6)."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.process import run, scrubbed_environment

LONGEST = 600.0
"""Seconds that a whole suite may take."""


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


async def run_suite(root: Path, python: Path, package: str) -> Outcome:
    """Run all tests of the repository by its own settings, with coverage if possible."""
    with tempfile.TemporaryDirectory(prefix="pbc-suite-") as name:
        scratch = Path(name)
        junit, coverage = scratch / "junit.xml", scratch / "coverage.json"
        argv: list[str | Path] = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        argv += ["-o", "junit_family=xunit1", f"--junitxml={junit}"]
        environment = {
            **scrubbed_environment(scratch),
            "COVERAGE_FILE": str(scratch / "coverage"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": f"{root / 'src'}:{root}",
        }
        probe = await run(
            [python, "-I", "-c", "import pytest_cov"], cwd=scratch, env=environment, seconds=20
        )
        if probe.status == 0:
            argv += [f"--cov={package}", f"--cov-report=json:{coverage}"]
        finished = await run(argv, cwd=root, env=environment, seconds=LONGEST)
        if finished.timed_out:
            return Outcome(reason=f"timed out after {LONGEST:.0f} s")
        return _outcome(junit, coverage, finished.status, finished.stdout + finished.stderr)


def _outcome(junit: Path, coverage: Path, status: int, output: bytes) -> Outcome:
    last = single_line(output.decode(errors="replace").strip().rpartition("\n")[2])
    try:
        cases = list(ElementTree.parse(junit).iter("testcase"))
    except (OSError, ElementTree.ParseError):
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


def _percent(report: Path) -> float | None:
    try:
        percent = json.loads(report.read_text())["totals"]["percent_covered"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return round(float(percent), 1)
