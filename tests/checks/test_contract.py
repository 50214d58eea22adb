"""The contract check: every use that the contract allows must work (SPEC 5)."""

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.contract import check_contract
from pbc_tui.checks.inspection import Inspection
from pbc_tui.design.specification import Specification
from tests.checks.inspecting import cases, inspection


@pytest.mark.parametrize("case", cases("contract"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    spec = Specification(
        path=path,
        python=case.get("python", "3.11"),
        contract=case.get("contract", ""),
        required_tables=tuple(case.get("tables", ())),
        planned=tuple(case.get("planned", ())),
        promised=case.get("planned", {}),
    )
    for number, source in enumerate(case.get("each") or [case["source"]]):
        files = {**case.get("files", {}), path: source}
        await judged(case, inspection(tmp_path / str(number), spec, files))


async def judged(case: dict[str, Any], looked_at: Inspection) -> None:
    result = await check_contract(looked_at)
    told = [looked_at.source.text, result.reason, *(found.message for found in result.findings)]
    assert result.result == case["result"], told
    assert set(case.get("missing", ())) <= set(result.missing), result.missing
    assert any(case.get("says", "") in words for words in told[1:]), told
    if "line" in case:
        assert case["line"] in [finding.line for finding in result.findings], result.findings
