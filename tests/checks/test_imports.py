"""The imports check: only what the task allows, however it is spelled."""

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.imports import check_imports
from pbc_tui.design.specification import ImportRules, Specification
from tests.checks.inspecting import cases, inspection


@pytest.mark.parametrize("case", cases("imports"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    rules = ImportRules(
        stdlib=tuple(case["stdlib"]) if "stdlib" in case else "any",
        third_party=tuple(case.get("third_party", ())),
        prohibited=tuple(case.get("prohibited", ())),
        local=("app",),
    )
    spec = Specification(path=path, python=case.get("python", "3.11"), imports=rules)
    for number, source in enumerate(case.get("each") or [case["source"]]):
        files = {**case.get("files", {}), path: source}
        result = await check_imports(inspection(tmp_path / str(number), spec, files))
        told = [source, result.reason, *(finding.message for finding in result.findings)]
        assert result.result == case["result"], told
        assert any(case.get("says", "") in words for words in told[1:]), told
        if result.result == "SKIPPED":
            assert result.lawful is case.get("lawful", True)
