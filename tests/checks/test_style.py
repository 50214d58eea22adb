"""The style check: ruff by the task's settings alone, and what the task forbids by name."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.ruff_settings import accepted_ruff_settings
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
    for number, source in enumerate(case.get("each") or [case["source"]]):
        files = {**case.get("files", {}), path: source}
        looked_at = inspection(tmp_path / str(number), spec, files)
        if case["result"] == "ERROR":
            with pytest.raises(ToolFailure, match="ruff ended with status 2"):
                await check_style(looked_at)
            continue
        result = await check_style(looked_at)
        told = [source, result.reason, *(f"{f.code} {f.message}" for f in result.findings)]
        assert result.result == case["result"], told
        assert set(case.get("codes", ())) <= {finding.code for finding in result.findings}, told
        assert any(case.get("says", "") in words for words in told[1:]), told
        if result.result == "NOT CHECKED":
            assert result.lawful is case["lawful"]


async def test_the_settings_of_the_accepted_project_apply(tmp_path: Path) -> None:
    text = 'x = "' + "a" * 100 + '"\nimport json\n'
    accepted = accepted_ruff_settings(
        "[tool.ruff]\nline-length = 120\nextend = '../other.toml'\n"
        "[tool.ruff.lint]\nselect = ['E', 'F']\n"
        "[tool.ruff.lint.per-file-ignores]\n'src/**' = ['E402']\n"
    )
    looked_at = inspection(tmp_path, Specification(path="src/app/mod.py"), {"src/app/mod.py": text})
    looked_at.subject = replace(looked_at.subject, ruff=accepted)
    result = await check_style(looked_at)
    assert {finding.code for finding in result.findings} == {"F401"}


def test_only_a_table_is_accepted() -> None:
    assert accepted_ruff_settings("[tool.ruff]\nline-length = 90\n") == {"line-length": 90}
    for text in ("", "not toml", "[tool]\nruff = 1\n", "[project]\n"):
        assert accepted_ruff_settings(text) is None


async def test_the_project_s_own_modules_are_found_on_disk(tmp_path: Path) -> None:
    text = "import pydantic\n\nimport app\n\nprint(pydantic, app)\n"
    files = {"src/app/__init__.py": "", "src/app/mod.py": text}
    result = await check_style(inspection(tmp_path, Specification(path="src/app/mod.py"), files))
    assert result.result == "PASS", result.findings
