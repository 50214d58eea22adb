"""The tests check: each test that stands in the file must be reported as passed."""

import sys
from pathlib import Path

import pytest

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.tests import check_tests
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckResult, Result
from tests.checks.inspecting import inspection
from tests.checks.lean import lean_interpreter

CODE = "def double(x):\n    return 2 * x\n"
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
    test = f"import sys\ndef test_it():\n    assert sys.executable == {sys.executable!r}\n"
    result = await run_tests(tmp_path, test, python=Path(sys.executable))
    assert result.result is Result.PASS


BAD = {
    "an assertion that fails": (
        GOOD.replace("== 4", "== 5"),
        "1 test of 1 failed: tests/test_mod.py::test_double",
    ),
    "an import that fails": ("import no_such_module\n" + GOOD, "cannot be collected"),
    "a syntax error": ("def test_x(:\n", "cannot be collected"),
    "nothing collected": ("x = 1\n", "no test was collected"),
    "everything skipped": (
        "import pytest\n@pytest.mark.skip\ndef test_x():\n    pass\n",
        "every test is skipped",
    ),
    "the module skipped": (
        "import pytest\npytest.skip('no', allow_module_level=True)\n" + GOOD,
        "every test is skipped",
    ),
    "everything expected to fail": (
        "import pytest\n@pytest.mark.xfail\ndef test_x():\n    assert False\n",
        "every test is skipped or expected to fail",
    ),
    "one of two skipped": (
        "import pytest\n" + GOOD + "@pytest.mark.skip\ndef test_x():\n    pass\n",
        "1 test did not pass: tests/test_mod.py::test_x",
    ),
    "no parameters at all": (
        "import pytest\n@pytest.mark.parametrize('x', [])\ndef test_x(x):\n    pass\n" + GOOD,
        "1 test did not pass",
    ),
    "an exit with success": (
        "import os\nos._exit(0)\n" + GOOD,
        "ended before a test was collected",
    ),
    "an exit in a test": (
        GOOD + "def test_exit():\n    import os\n    os._exit(0)\n",
        "test_exit: it never ended",
    ),
    "a crash": (
        "import os, signal\ndef test_x():\n    os.kill(os.getpid(), signal.SIGSEGV)\n",
        "was ended by SIGSEGV",
    ),
    "an error in a fixture": (
        "import pytest\n@pytest.fixture\ndef broken():\n    raise OSError('gone')\n"
        "def test_x(broken):\n    pass\n",
        "OSError: gone",
    ),
    "an error after the test": (
        "import pytest\n@pytest.fixture\ndef broken():\n    yield 1\n    raise OSError('gone')\n"
        "def test_x(broken):\n    pass\n",
        "OSError: gone",
    ),
    "a unittest case that fails": (
        "import unittest\nclass Case(unittest.TestCase):\n    def test_x(self):\n"
        "        self.assertEqual(1, 2)\n",
        "Case::test_x",
    ),
}


@pytest.mark.parametrize(("test", "says"), BAD.values(), ids=BAD.keys())
async def test_bad_test_files(test: str, says: str, tmp_path: Path) -> None:
    result = await run_tests(tmp_path, test)
    assert result.result is Result.FAIL
    assert says in result.reason


HOSTILE = {
    "a conftest that deselects": {
        "conftest.py": "def pytest_collection_modifyitems(items):\n    del items[1:]\n"
    },
    "a conftest that exits with success": {"conftest.py": "import os\nos._exit(0)\n"},
    "a conftest that hides a module": {"conftest.py": "collect_ignore_glob = ['tests/*']\n"},
    "a conftest that rewrites reports": {
        "conftest.py": (
            "import pytest\n@pytest.hookimpl(hookwrapper=True, tryfirst=True)\n"
            "def pytest_runtest_makereport(item, call):\n    outcome = yield\n"
            "    outcome.get_result().outcome = 'passed'\n"
        )
    },
    "a conftest that does not run the tests": {
        "conftest.py": "def pytest_pyfunc_call(pyfuncitem):\n    return True\n"
    },
    "a conftest deeper down that does not run the tests": {
        "tests/conftest.py": "def pytest_runtest_call(item):\n    pass\n"
        "def pytest_runtest_protocol(item):\n    return True\n"
    },
    "a configuration that selects": {"pytest.ini": "[pytest]\naddopts = -k double\n"},
    "a configuration that only collects": {
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n"
    },
    "a pytest of its own": {
        "pytest.py": "import sys\ndef main(*a, **k):\n    return 0\n",
        "src/pytest.py": "import sys\ndef main(*a, **k):\n    return 0\n",
    },
    "modules that shadow the standard library": {
        "ast.py": "raise SystemExit(0)\n",
        "json.py": "raise SystemExit(0)\n",
        "sitecustomize.py": "import os\nos._exit(0)\n",
        "src/hmac.py": "raise SystemExit(0)\n",
    },
}


@pytest.mark.parametrize("files", HOSTILE.values(), ids=HOSTILE.keys())
async def test_what_lies_in_the_repository_makes_no_failure_green(
    files: dict[str, str], tmp_path: Path
) -> None:
    test = GOOD + "\n\ndef test_other():\n    assert double(2) == 5\n"
    result = await run_tests(tmp_path, test, files=files)
    assert result.result is Result.FAIL, result.reason


async def test_a_forged_report_counts_for_nothing(tmp_path: Path) -> None:
    forger = (
        "import glob, json, os\n"
        "for fd in range(3, 64):\n"
        "    try:\n"
        "        line = json.dumps({'kind': 'outcome', 'id': 'tests/test_mod.py::test_double',\n"
        "            'when': 'call', 'outcome': 'passed', 'text': ''})\n"
        "        os.write(fd, ('0' * 64 + ' ' + line + '\\n').encode())\n"
        "    except OSError:\n"
        "        pass\n"
        "os._exit(0)\n"
    )
    result = await run_tests(tmp_path, files={"conftest.py": forger})
    assert result.result is Result.FAIL


async def test_parameters_classes_and_settings_of_the_project(tmp_path: Path) -> None:
    test = (
        "import pytest\nimport unittest\n"
        "@pytest.mark.parametrize('x', [1, 2])\ndef test_p(x):\n    assert x\n"
        "class TestIt:\n    def test_m(self):\n        assert True\n"
        "class Case(unittest.IsolatedAsyncioTestCase):\n    async def test_u(self):\n        pass\n"
        "@pytest.mark.slow\ndef test_marked():\n    pass\n"
        "@pytest.fixture\ndef test_data():\n    return 1\n"
    )
    settings = "[tool.pytest.ini_options]\nmarkers = ['slow: slow']\naddopts = '--no-such-option'\n"
    result = await run_tests(tmp_path, test, files={"pyproject.toml": settings})
    assert result.result is Result.PASS, result.reason
    assert result.reason == "5 tests passed, 0 % of the file covered"


async def test_timed_out(tmp_path: Path) -> None:
    test = "import time\ndef test_x():\n    time.sleep(60)\n"
    result = await run_tests(tmp_path, test, seconds=4)
    assert result.result is Result.FAIL
    assert result.reason == "timed out after 4 s in tests/test_mod.py::test_x"


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
    test = "import os\ndef test_x():\n    assert 'CLOUD_SECRET' not in os.environ\n"
    result = await run_tests(tmp_path, test)
    assert result.result is Result.PASS, result.reason


async def test_programs_that_a_test_starts_find_the_package(tmp_path: Path) -> None:
    test = (
        "import subprocess, sys\ndef test_x():\n"
        "    subprocess.run([sys.executable, '-c', 'import app.mod'], check=True)\n"
    )
    result = await run_tests(tmp_path, test)
    assert result.result is Result.PASS, result.reason
