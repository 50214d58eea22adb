"""The syntax check: does it parse, for the target version and not for the host's."""

from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.syntax import check_syntax
from pbc_tui.design.specification import Specification
from tests.checks.inspecting import cases, inspection


@pytest.mark.parametrize("case", cases("syntax"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    place = tmp_path / "repository" / path
    place.parent.mkdir(parents=True)
    place.write_bytes(bytes.fromhex(case["bytes"]) if "bytes" in case else case["source"].encode())
    planned = tuple(case.get("planned", ()))
    spec = Specification(path=path, python=case.get("python", "3.11"), planned=planned)
    result = await check_syntax(inspection(tmp_path, spec, case.get("files", {})))
    told = [result.reason, *(finding.message for finding in result.findings)]
    assert result.result == case["result"], told
    assert any(case.get("says", "") in words for words in told), told
    if "line" in case:
        assert case["line"] in [finding.line for finding in result.findings], result.findings
    if result.result == "FAIL":
        assert result.reason
        assert result.findings
