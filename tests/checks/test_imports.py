"""The imports check: only what the task allows, however it is spelled."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.analysis.stdlib_versions import (
    is_standard,
    module_fault,
    name_fault,
    unknown_name,
)
from pbc_tui.checks.imports import check_imports
from pbc_tui.checks.inspection import Inspection
from pbc_tui.design.specification import ImportRules, Specification
from pbc_tui.design.verdict import Result
from tests.checks.inspecting import cases, inspection, repository


@pytest.mark.parametrize("case", cases("imports"))
async def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = case.get("path", "src/app/mod.py")
    rules = ImportRules(
        stdlib=tuple(case["stdlib"]) if "stdlib" in case else "any",
        third_party=tuple(case.get("third_party", ())),
        prohibited=tuple(case.get("prohibited", ())),
        local=("app",),
    )
    promised = case.get("planned", {})
    spec = Specification(
        path=path,
        python=case.get("python", "3.11"),
        imports=rules,
        planned=tuple(promised),
        promised={place: contract for place, contract in promised.items() if contract},
    )
    for number, source in enumerate(case.get("each") or [case["source"]]):
        files = {**case.get("files", {}), path: source}
        result = await check_imports(inspection(tmp_path / str(number), spec, files))
        told = [source, result.reason, *(finding.message for finding in result.findings)]
        assert result.result == case["result"], told
        assert any(case.get("says", "") in words for words in told[1:]), told
        if result.result == "SKIPPED":
            assert result.lawful is case.get("lawful", True)


PROJECT = {
    "pyproject.toml": "[project]\nname = 'app'\nversion = '1'\ndependencies = [\n"
    "    'httpx>=0.27',\n    'tenacity',\n    'PyYAML',\n    'uvicorn',\n    'celery',\n]\n",
    "src/app/__init__.py": "",
    "src/app/mod.py": "import yaml\n\nBROKER = 'celery://'\n",
    "src/app/broken.py": "import (\n",
    ".venv/x.py": "import tenacity\n",
    "uv.lock": "tenacity = 1\n",
}


def at_last(tmp_path: Path, path: str, *, whole: bool) -> Inspection:
    rules = ImportRules(third_party=("pyyaml",), local=("app",))
    looked_at = inspection(tmp_path, Specification(path=path, imports=rules), PROJECT)
    looked_at.subject = replace(looked_at.subject, whole=whole)
    return looked_at


async def test_what_is_declared_and_unused_is_told_of_the_project_as_a_whole(
    tmp_path: Path,
) -> None:
    result = await check_imports(at_last(tmp_path, "pyproject.toml", whole=True))
    assert result.result is Result.FAIL
    assert [(f.line, f.message) for f in result.findings] == [
        (6, "tenacity is declared, and nothing imports it")
    ]
    last = await check_imports(at_last(tmp_path, "src/app/mod.py", whole=True))
    assert last.result is Result.PASS
    assert [f.code for f in last.findings] == ["unused"]


@pytest.mark.parametrize("path", ["pyproject.toml", "src/app/mod.py"])
async def test_nothing_is_unused_while_files_are_to_come(path: str, tmp_path: Path) -> None:
    result = await check_imports(at_last(tmp_path, path, whole=False))
    assert result.result in (Result.SKIPPED, Result.PASS)
    assert result.findings == ()


async def test_the_project_s_own_environment_says_what_a_distribution_installs(
    tmp_path: Path,
) -> None:
    place = tmp_path / "venv/lib/python3.11/site-packages"
    for name, files in {
        "odd_name-1.0.dist-info": {"METADATA": "Name: odd-name\nVersion: 1.0\n"},
        "other-2.dist-info": {
            "METADATA": "Name: other\nVersion: 2\n",
            "RECORD": "strange/__init__.py,,\nplain.py,,\nfast.cpython-311-x86_64-linux-gnu.so,,\n",
        },
    }.items():
        repository(place / name, files)
    repository(place, {"odd_name-1.0.dist-info/top_level.txt": "curious\n"})
    rules = ImportRules(third_party=("odd-name>=1", "other"), local=("app",))
    text = "import curious\nimport strange.part\nimport plain\nimport fast\n"
    spec = Specification(path="src/app/mod.py", imports=rules)
    looked_at = inspection(tmp_path, spec, {"src/app/mod.py": text})
    assert (await check_imports(looked_at)).result is Result.FAIL
    again = inspection(tmp_path, spec, {"src/app/mod.py": text})
    again.subject = replace(again.subject, python=tmp_path / "venv/bin/python")
    assert (await check_imports(again)).result is Result.PASS


def test_the_table_knows_the_modules_of_this_interpreter() -> None:
    minor = sys.version_info[1]
    for name in sys.stdlib_module_names:
        assert is_standard(name)
        assert not module_fault(name, minor), name
    for module in ("os", "typing", "asyncio", "pathlib", "collections", "logging", "enum"):
        for name in importlib.import_module(module).__all__:
            assert not name_fault(f"{module}.{name}", minor), name
            assert not unknown_name(f"{module}.{name}"), name
