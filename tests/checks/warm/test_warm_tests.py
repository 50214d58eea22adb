"""The warm pytest: what a run does stays in the run, whatever the project's code tries."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import check_file, repeat_tests
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.warm_tests import WarmTests
from pbc_tui.checks.warm.workshop import MOST_TESTS, Workshop
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Result
from pbc_tui.workspace.sandbox.finding import find_sandbox
from pbc_tui.workspace.sandbox.level import Level
from tests.checks.inspecting import repository
from tests.checks.warm.plain_environment import plain_environment
from tests.checks.warm.toy import gone

CODE = '"""Doubles."""\n\n\ndef double(x: int) -> int:\n    """Double."""\n    return 2 * x\n'
TEST = "from app.mod import double\n\n\ndef test_double():\n    assert double(2) == 4\n"
PATH, TESTS = "src/app/mod.py", "tests/test_mod.py"
LONGEST = 120.0


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    """Open while a test runs."""
    if (await find_sandbox()).level is Level.UNCONFINED:
        pytest.skip("there is no sandbox here, and nothing runs warm without one")
    async with Workshop() as opened:
        yield opened


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter whose pytest starts quickly."""
    return plain_environment(tmp_path_factory.mktemp("environment") / "plain")


@pytest.fixture
async def made(tmp_path: Path, workshop: Workshop, python: Path) -> Subject:
    """A repository of one module and its test, whose warm pytest is ready."""
    root = tmp_path / "repository"
    repository(root, {"src/app/__init__.py": "", PATH: CODE, TESTS: TEST})
    subject = Subject(root, Specification(path=PATH, tests=(TESTS,)), python=python)
    await warm_tests_of(workshop, subject)
    return subject


async def warm_tests_of(workshop: Workshop, subject: Subject) -> WarmTests:
    """The warm tests of a repository, once they are ready."""
    tests = workshop.tests(subject)
    assert tests is not None
    async with asyncio.timeout(LONGEST):
        assert await tests.until_ready(), tests.server.fault
    return tests


async def check(subject: Subject, workshop: Workshop) -> CheckResult:
    """The result of the tests check."""
    verdict = await check_file(subject, None, workshop)
    found = verdict.check(CheckName.TESTS)
    assert found is not None
    return found


def write(subject: Subject, path: str, text: str) -> None:
    (subject.root / path).write_text(text)


async def test_a_warm_result_is_provisional_and_a_fresh_one_is_not(
    made: Subject, workshop: Workshop
) -> None:
    verdict = await check_file(made, None, workshop)
    warm = verdict.check(CheckName.TESTS)
    assert warm is not None
    assert warm.result is Result.PASS, warm
    assert warm.provisional
    assert verdict.provisional
    fresh = await repeat_tests(made, verdict.sha256, workshop)
    assert fresh.result is Result.PASS
    assert not fresh.provisional
    assert (await repeat_tests(made, "0" * 64, workshop)).result is Result.ERROR
    whole = await check_file(made, None, workshop, fresh=True)
    assert not whole.provisional
    write(made, TESTS, TEST.replace("== 4", "== 5"))
    failed = await check(made, workshop)
    assert (failed.result, failed.provisional) == (Result.FAIL, True)


async def test_tests_that_never_load_the_file_fail_provisionally(
    made: Subject, workshop: Workshop
) -> None:
    await warm_tests_of(workshop, made)
    write(made, TESTS, "def test_other():\n    assert True\n")
    found = await check(made, workshop)
    assert (found.result, found.provisional) == (Result.FAIL, True)
    assert "no line of src/app/mod.py runs" in found.reason


async def test_runs_share_nothing(made: Subject, workshop: Workshop) -> None:
    """Processes, files, modules and environment of a run are gone in the next one."""
    tests = await warm_tests_of(workshop, made)
    pid = tests.server.pid
    leave = (
        "import os, pathlib, sys, time\n"
        "def test_double():\n"
        "    for place in (os.environ['HOME'], os.environ['TMPDIR']):\n"
        "        deep = pathlib.Path(place, 'left', 'deep')\n"
        "        deep.mkdir(parents=True)\n"
        "        (deep / 'file').write_text('x')\n"
        "        deep.parent.chmod(0o500)\n"
        "    os.environ['LEFT'] = '1'\n"
        "    sys.modules['left'] = sys\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0:\n"
        "            for name in (0, 1, 2):\n"
        "                os.close(name)\n"
        "            while True:\n"
        "                pathlib.Path(os.environ['TMPDIR'], 'daemon').write_text('here')\n"
        "                time.sleep(.001)\n"
        "        os._exit(0)\n"
    )
    look = (
        "import os, pathlib, sys, time\n"
        "def test_double():\n"
        "    time.sleep(.2)\n"
        "    for place in (os.environ['HOME'], os.environ['TMPDIR']):\n"
        "        found = [each.name for each in pathlib.Path(place).iterdir()]\n"
        "        assert 'left' not in found and 'daemon' not in found, found\n"
        "    assert 'LEFT' not in os.environ and 'left' not in sys.modules\n"
        "    assert 'app' not in sys.modules\n"
        "    import app.mod\n"
    )
    write(made, TESTS, leave)
    first = await check(made, workshop)
    assert first.provisional
    write(made, TESTS, look)
    second = await check(made, workshop)
    assert second.result is Result.PASS, second
    assert second.provisional
    assert tests.server.pid == pid


HOSTILE = {
    "a conftest that exits": ("os._exit(0)", "", True),
    "a test that kills its parent": (
        "",
        "import os, signal, time\n"
        "def test_double():\n    os.kill(os.getppid(), signal.SIGKILL)\n    time.sleep(600)\n",
        False,
    ),
    "a test that kills all": (
        "",
        "import os, signal\ndef test_double():\n    os.kill(-1, signal.SIGKILL)\n",
        False,
    ),
    "a deep recursion": (
        "",
        "import sys\ndef test_double():\n    sys.setrecursionlimit(10**9)\n"
        "    def f():\n        f()\n    f()\n",
        # It fills the memory that all in the sandbox share.
        False,
    ),
}


@pytest.mark.parametrize(("conftest", "test", "stays"), HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_tests_pass_for_nothing_and_the_next_run_is_right(
    conftest: str, test: str, stays: bool, made: Subject, workshop: Workshop
) -> None:
    tests = await warm_tests_of(workshop, made)
    if conftest:
        write(made, "conftest.py", f"import os\n{conftest}\n")
        # The first run after a change of the conftest is a cold one.
        assert not (await check(made, workshop)).provisional
        await warm_tests_of(workshop, made)
    pid = tests.server.pid
    write(made, TESTS, test or TEST)
    limited = replace(made, tests_seconds=10)
    bad = await check(limited, workshop)
    assert bad.result in (Result.FAIL, Result.ERROR), bad
    await warm_tests_of(workshop, made)
    assert not stays or tests.server.pid == pid
    write(made, TESTS, TEST)
    if conftest:
        (made.root / "conftest.py").unlink()
        assert (await check(made, workshop)).result is Result.PASS
        await warm_tests_of(workshop, made)
    good = await check(made, workshop)
    assert (good.result, good.provisional) == (Result.PASS, True), good


@pytest.mark.parametrize("path", ["pyproject.toml", "tests/conftest.py", "pytest.ini"])
async def test_what_configures_pytest_starts_it_anew(
    path: str, made: Subject, workshop: Workshop
) -> None:
    tests = await warm_tests_of(workshop, made)
    pid = tests.server.pid
    assert pid is not None
    write(made, path, "")
    assert not (await check(made, workshop)).provisional
    await warm_tests_of(workshop, made)
    assert tests.server.pid != pid
    await gone(pid)
    assert (await check(made, workshop)).provisional


async def test_the_workshop_lets_go_of_what_nobody_has_asked_for_the_longest(
    made: Subject, workshop: Workshop, tmp_path: Path
) -> None:
    first = await warm_tests_of(workshop, made)
    pid = first.server.pid
    assert pid is not None
    for number in range(MOST_TESTS):
        assert first in workshop.warm_tests
        root = tmp_path / str(number)
        root.mkdir()
        workshop.tests(replace(made, root=root))
    assert first not in workshop.warm_tests
    assert len(workshop.warm_tests) == MOST_TESTS
    await gone(pid)
    # Whoever asks again gets new ones.
    assert workshop.tests(made) not in (None, first)


async def test_the_server_cannot_be_traced_and_holds_nothing_of_the_project(
    made: Subject, workshop: Workshop
) -> None:
    look = (
        "import os, app.mod\n"
        "def test_double():\n"
        "    server = f'/proc/{os.getppid()}'\n"
        "    for name in ('mem', 'environ', *(f'fd/{number}' for number in range(64))):\n"
        "        try:\n"
        "            with open(f'{server}/{name}', 'rb') as file:\n"
        "                file.read(1)\n"
        "        except (PermissionError, FileNotFoundError):\n"
        "            continue\n"
        "        raise AssertionError(name)\n"
    )
    write(made, TESTS, look)
    found = await check(made, workshop)
    assert found.result is Result.PASS, found
    assert found.provisional


async def test_a_newer_write_ends_the_running_tests_at_once(
    made: Subject, workshop: Workshop
) -> None:
    tests = await warm_tests_of(workshop, made)
    pid = tests.server.pid
    assert pid is not None
    write(made, TESTS, "import time\ndef test_double():\n    time.sleep(600)\n")
    running = asyncio.create_task(check(made, workshop))
    async with asyncio.timeout(LONGEST):
        while tests.server.runs == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    running.cancel()
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await running
    assert tests.server.runs == 0
    assert tests.server.pid == pid
    write(made, TESTS, TEST)
    assert (await check(made, workshop)).provisional


async def test_time_that_is_over_is_a_failure_of_the_tests(
    made: Subject, workshop: Workshop
) -> None:
    write(made, TESTS, "import time\ndef test_double():\n    time.sleep(600)\n")
    limited = replace(made, tests_seconds=2)
    found = await check(limited, workshop)
    assert found.result is Result.FAIL
    assert "timed out after 2 s" in found.reason
    assert found.provisional


async def test_a_killed_server_is_replaced_and_the_run_is_cold(
    made: Subject, workshop: Workshop
) -> None:
    tests = await warm_tests_of(workshop, made)
    assert tests.server.pid is not None
    os.kill(tests.server.pid, signal.SIGKILL)
    found = await check(made, workshop)
    assert (found.result, found.provisional) == (Result.PASS, False)
    await warm_tests_of(workshop, made)
    assert (await check(made, workshop)).provisional
