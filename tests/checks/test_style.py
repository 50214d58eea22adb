"""The style check: ruff by the task's settings alone, and what the task forbids by name."""

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.inspection import ToolFailure
from pbc_tui.checks.style import check_style
from pbc_tui.design.specification import ImportRules, Specification, StyleRules
from tests.checks.inspecting import cases, inspection


@pytest.mark.parametrize("case", cases("style"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    spec = Specification(
        path=path,
        python=case.get("python", "3.11"),
        style=StyleRules(**case.get("style", {})),
        imports=ImportRules(local=("app",)),
    )
    files = {**case.get("files", {}), path: case["source"]}
    looked_at = inspection(tmp_path, spec, files)
    if case["result"] == "ERROR":
        with pytest.raises(ToolFailure, match="ruff ended with status 2"):
            await check_style(looked_at)
        return
    result = await check_style(looked_at)
    told = [result.reason, *(f"{f.code} {f.message}" for f in result.findings)]
    assert result.result == case["result"], told
    assert set(case.get("codes", ())) <= {finding.code for finding in result.findings}, told
    assert any(case.get("says", "") in words for words in told), told
    if result.result == "NOT CHECKED":
        assert result.lawful is case["lawful"]
