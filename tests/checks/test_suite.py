"""The whole suite: run on a copy, in the sandbox, by the project's own settings."""

import sys
from pathlib import Path

import pytest

from pbc_tui.checks.suite import Outcome, run_suite
from pbc_tui.checks.testing.running import NOT_ALLOWED
from pbc_tui.workspace.sandbox.level import Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox

PYTHON = Path(sys.executable)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    files = {
        "src/app/__init__.py": "ONE = 1\n",
        "tests/test_one.py": "from app import ONE\n\ndef test_one():\n    assert ONE == 1\n",
        "pytest.py": "raise SystemExit(0)\n",
        "pyproject.toml": "[tool.pytest.ini_options]\npython_functions = ['test_*', 'check_*']\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def tree(root: Path) -> list[Path]:
    return sorted(root.rglob("*"))


async def suite(root: Path) -> Outcome:
    return await run_suite(root, PYTHON, "app", allow_unconfined=True)


async def test_tests_are_counted_by_the_projects_own_settings(root: Path) -> None:
    (root / "tests/test_two.py").write_text(
        "import pytest\n"
        "def check_two(): pass\n"
        "def test_three(): assert False\n"
        "@pytest.mark.skip\ndef test_four(): pass\n"
    )
    outcome = await suite(root)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 1, 1)
    assert [str(failure) for failure in outcome.failures] == ["tests/test_two.py::test_three"]
    assert outcome.reason == ""


async def test_the_repository_is_left_as_it_was(root: Path) -> None:
    (root / "tests/test_writes.py").write_text(
        "from pathlib import Path\n"
        "def test_writes():\n"
        "    try: (Path(__file__).parent / 'left.txt').write_text('x')\n"
        "    except OSError: pass\n"
    )
    before = tree(root)
    assert (await suite(root)).passed == 2
    assert tree(root) == before


@pytest.mark.parametrize(
    "trick",
    [
        "os.mkfifo(place)",
        "os.symlink('/etc/passwd', place)",
        "os.mkdir(place)",
        "open(place, 'w').write('<a>')",
    ],
)
async def test_a_report_that_is_none_is_said_so(root: Path, trick: str) -> None:
    (root / "tests/conftest.py").write_text(
        "import atexit, os, sys\n"
        "def spoil():\n"
        "    place = sys.argv[3]\n"
        "    os.unlink(place)\n"
        f"    {trick}\n"
        "atexit.register(spoil)\n"
    )
    outcome = await suite(root)
    assert outcome.reason.startswith("pytest gave no report")
    assert outcome.passed == 0


async def test_without_a_sandbox_it_runs_only_when_that_was_agreed_to(root: Path) -> None:
    unconfined = Sandbox(Level.UNCONFINED)
    refused = await run_suite(root, PYTHON, "app", sandbox=unconfined)
    assert (refused.reason, refused.passed) == (NOT_ALLOWED, 0)
    agreed = await run_suite(root, PYTHON, "app", sandbox=unconfined, allow_unconfined=True)
    assert (agreed.reason, agreed.passed) == ("", 1)


async def test_an_interpreter_that_is_not_there_is_said_so(root: Path, tmp_path: Path) -> None:
    outcome = await run_suite(root, tmp_path / "python", "app", allow_unconfined=True)
    assert outcome.reason.startswith("the suite cannot be started")
