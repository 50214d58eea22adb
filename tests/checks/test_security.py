"""The security check: what blocks, and what must not alarm."""

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.security import check_security
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import Result
from tests.checks.inspecting import cases, inspection


@pytest.mark.parametrize("case", cases("security"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    spec = Specification(path=path, python="3.11")
    result = await check_security(inspection(tmp_path, spec, {path: case["source"]}))
    if case.get("missed"):
        # Once it is found, the mark has to go.
        assert not result.critical
        return
    told = [f"{f.line} {f.code} {f.message}" for f in result.critical]
    assert sorted({finding.line for finding in result.critical}) == case["critical"], told
    assert result.result is (Result.FAIL if case["critical"] else Result.PASS), result.reason
