"""The tests check: each test that stands in the file must be reported as passed."""

import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.tests import check_tests
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckResult, Result
from pbc_tui.workspace.interpreters import find_interpreter
from tests.checks.inspecting import cases, inspection
from tests.checks.lean import lean_interpreter
from tests.variants import every, variants

CODE = "def double(x):\n    return 2 * x\n"
BAD = "\n\ndef test_bad():\n    assert double(2) == 5\n"
GOOD = "from app.mod import double\n\n\ndef test_double():\n    assert double(2) == 4\n"


@pytest.fixture(scope="session")
def lean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that starts quickly."""
    return lean_interpreter(tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True)
def _use_lean(lean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PYTHON", lean)


PYTHON = Path(sys.executable)


async def run_tests(
    tmp_path: Path,
    test: str | None = GOOD,
    *,
    files: dict[str, str] | None = None,
    seconds: float = 60.0,
    python: Path | None = None,
    no_python: str = "",
    **changes: object,
) -> CheckResult:
    """Judge ``app.mod`` by one test file and further files of the repository."""
    spec = Specification(path="src/app/mod.py", tests=("tests/test_mod.py",))
    spec = spec.model_copy(update=changes)
    content = {"src/app/__init__.py": "", "src/app/mod.py": CODE, **(files or {})}
    if test is not None:
        content["tests/test_mod.py"] = test
    looked_at = inspection(tmp_path, spec, content)
    looked_at.subject = Subject(
        looked_at.subject.root,
        spec,
        python=python if no_python else python or PYTHON,
        no_python=no_python,
        tests_seconds=seconds,
    )
    return await check_tests(looked_at)


async def test_tests_that_pass(tmp_path: Path) -> None:
    result = await run_tests(tmp_path)
    assert result.result is Result.PASS
    assert result.reason == "1 test passed, 100 % of the file covered"
    assert result.coverage == 100


async def test_nothing_is_left_in_the_repository(tmp_path: Path) -> None:
    await run_tests(tmp_path)
    left = {path.name for path in (tmp_path / "repository").rglob("*")}
    assert left == {"src", "app", "__init__.py", "mod.py", "tests", "test_mod.py"}


async def test_the_interpreter_of_the_project_is_used(tmp_path: Path) -> None:
    test = f"import sys, app.mod\ndef test_it():\n    assert sys.executable == {sys.executable!r}\n"
    result = await run_tests(tmp_path, test, python=Path(sys.executable))
    assert result.result is Result.PASS


@pytest.mark.parametrize("case", every(2, cases("tests")))
async def test_cases(case: dict[str, Any], tmp_path: Path) -> None:
    test = {"GOOD": GOOD, "BAD": GOOD + BAD}.get(case.get("test", ""), case.get("test"))
    expect = case.get("expect", case)
    result = await run_tests(
        tmp_path,
        test,
        files=case.get("files"),
        tests=tuple(case.get("named", ["tests/test_mod.py"])),
        tests_open=case.get("open", {}),
    )
    told = "\n".join([result.reason, *(finding.message for finding in result.findings)])
    assert result.result is Result(expect["result"]), told
    assert expect.get("says", "") in told
    assert "covered" not in expect or result.coverage == expect["covered"]


@pytest.mark.parametrize("version", variants(["3.12", "3.13"], ["3.13"]))
async def test_bodies_are_seen_by_newer_interpreters_too(
    version: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = await find_interpreter(f"=={version}.*")
    if found is None:
        pytest.skip(f"there is no Python {version} on this machine")
    python = lean_interpreter(tmp_path_factory.getbasetemp(), found[0])
    said = {case.id: case.values[0] for case in cases("tests")}
    good = said["patches, wrappers, contexts and threads"]["test"]
    assert (await run_tests(tmp_path / "good", good, python=python)).result is Result.PASS
    for name in ("a decorator that swallows", "a body that nobody runs: a coroutine"):
        result = await run_tests(tmp_path / name, said[name]["test"], python=python)
        assert result.result is Result.FAIL, name
        assert "its body did not run to its end" in result.reason


async def test_timed_out(tmp_path: Path) -> None:
    test = "import time\ndef test_x():\n    time.sleep(60)\n"
    result = await run_tests(tmp_path, test, seconds=3)
    assert result.result is Result.FAIL
    assert result.reason.startswith("timed out after 3 s")


async def test_an_absent_test_file(tmp_path: Path) -> None:
    result = await run_tests(tmp_path, None)
    assert result.result is Result.FAIL
    assert result.missing == ("tests/test_mod.py",)


async def test_an_open_task_names_itself(tmp_path: Path) -> None:
    result = await run_tests(tmp_path, None, tests_open={"tests/test_mod.py": "TASK-012"})
    assert result.result is Result.SKIPPED
    assert result.lawful
    assert "TASK-012" in result.reason


async def test_what_can_run_runs_though_another_is_open(tmp_path: Path) -> None:
    result = await run_tests(
        tmp_path,
        tests=("tests/test_mod.py", "tests/test_later.py"),
        tests_open={"tests/test_later.py": "TASK-012"},
    )
    assert result.result is Result.PASS


async def test_testing_none(tmp_path: Path) -> None:
    result = await run_tests(tmp_path, tests_skipped='testing is "none" in this design')
    assert result.result is Result.SKIPPED
    assert result.lawful
    assert "none" in result.reason


async def test_no_interpreter(tmp_path: Path) -> None:
    result = await run_tests(tmp_path, no_python="no Python 3.14 was found")
    assert result.result is Result.SKIPPED
    assert result.lawful
    assert result.reason == "no Python 3.14 was found"


async def test_no_tests_at_all(tmp_path: Path) -> None:
    result = await run_tests(tmp_path, None, tests=())
    assert result.result is Result.SKIPPED
    assert result.lawful


async def test_an_interpreter_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ToolFailure, match="cannot be started"):
        await run_tests(tmp_path, python=tmp_path / "no-python")


async def test_the_environment_of_the_person_stays_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOUD_SECRET", "x")
    test = "import os, app.mod\ndef test_x():\n    assert 'CLOUD_SECRET' not in os.environ\n"
    result = await run_tests(tmp_path, test)
    assert result.result is Result.PASS, result.reason


async def test_programs_that_a_test_starts_find_the_package(tmp_path: Path) -> None:
    test = (
        "import subprocess, sys\ndef test_x():\n"
        "    subprocess.run([sys.executable, '-c', 'import app.mod'], check=True)\n"
    )
    result = await run_tests(tmp_path, test)
    assert result.result is Result.PASS, result.reason
