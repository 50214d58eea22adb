"""The security check: what blocks, and what must not alarm."""

import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.security import check_security
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Result
from tests.checks.inspecting import cases, inspection

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("case", cases("security"))
async def test_case(case: dict[str, Any], tmp_path: Path, workshop: Workshop) -> None:
    path = case.get("path", "src/app/mod.py")
    spec = Specification(path=path, python="3.11", planned=tuple(case.get("planned", ())))
    files = {**case.get("files", {}), path: case["source"]}
    judged = inspection(tmp_path, spec, files, workshop=workshop)
    result = await check_security(judged)
    if case.get("missed"):
        # Once it is found, the mark has to go.
        assert not result.critical
        return
    told = [f"{f.line} {f.code} {f.message}" for f in result.critical]
    assert sorted({finding.line for finding in result.critical}) == case["critical"], told
    if "shown" in case:
        assert sorted({finding.line for finding in result.findings}) == case["shown"]
    assert result.result is (Result.FAIL if case["critical"] else Result.PASS), result.reason


async def judged(tmp_path: Path, source: str, python: str = "3.11") -> CheckResult:
    """What the check says about a file, a tool's failure as the pipeline tells it."""
    spec = Specification(path="src/app/mod.py", python=python)
    try:
        return await check_security(inspection(tmp_path, spec, {spec.path: source}))
    except ToolFailure as failure:
        return CheckResult.error(CheckName.SECURITY, str(failure))


async def test_a_file_that_does_not_parse_is_not_judged(tmp_path: Path) -> None:
    result = await judged(tmp_path, "def f(:\n")
    assert (result.result, result.stands) == (Result.SKIPPED, False)
    assert result.reason.startswith("not judged: the file does not parse: line 1: ")
    assert result.reason.count("pars") == 1


async def test_a_secret_in_a_file_that_does_not_parse_is_found(tmp_path: Path) -> None:
    result = await judged(tmp_path, 'def f(:\napi_key = "a9f3c1d7e5b24680"\n')
    assert result.result is Result.FAIL
    assert [finding.line for finding in result.critical] == [2]
    assert len(result.missing) == 1
    assert "does not parse" in result.missing[0]


async def test_a_version_that_nothing_here_reads_names_what_would_help(tmp_path: Path) -> None:
    result = await judged(tmp_path, "def f(:\n", "3.99")
    assert result.result is Result.ERROR
    assert result.reason == (
        "there is no Python 3.99 here to read the file with; install Python 3.99"
    )


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows the syntax itself")
async def test_syntax_that_only_the_own_rules_read_is_not_judged(tmp_path: Path) -> None:
    result = await judged(tmp_path, "class Box[T]:\n    item: T\n")
    assert (result.result, result.stands) == (Result.SKIPPED, False)
    assert result.reason == "not judged: the file does not parse as Python 3.11"
