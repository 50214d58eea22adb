"""Stage 4 with warm processes: begun beside it, ended with it, also when it is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.readers import own_reader
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.verdict import CheckName, Overall, Result
from pbc_tui.session import events as e
from pbc_tui.workflow import interpreter
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.project import Project
from pbc_tui.workspace.environment import Environment
from pbc_tui.workspace.sandbox.finding import find_sandbox
from pbc_tui.workspace.sandbox.level import Level
from tests.checks.warm.toy import gone
from tests.workflow.conditions import until
from tests.workflow.designs import TESTS, WORDS
from tests.workflow.test_building import begin, judged, put, verdict_of

LONGEST = 120.0
TEST_FILE = "tests/test_words.py"


@pytest.fixture
async def warm(project: Project, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Building]:
    """Stage 4 alive with its workshop; words.py is accepted, its test is the open task."""
    if (await find_sandbox()).level is Level.UNCONFINED:
        pytest.skip("there is no sandbox here, and nothing runs warm without one")

    async def ready(*_: Any) -> Environment:
        return Environment(Path(sys.executable), "3")

    monkeypatch.setattr(interpreter, "prepare", ready)
    alive = Building(project)
    await alive.start()
    try:
        await begin(alive)
        await verdict_of(alive, WORDS)
        await alive.accept()
        assert alive.workshop is not None
        # The environment stands, so the warm pytest was begun without being asked for.
        (tests,) = alive.workshop.warm_tests
        async with asyncio.timeout(LONGEST):
            assert await tests.until_ready(), tests.server.fault
        yield alive
    finally:
        await alive.stop()
        project.close()


def pids(workshop: Workshop) -> list[int]:
    """The servers that are there."""
    tools = workshop.tools(own_reader())
    servers = [tools, *(tests.server for tests in workshop.warm_tests)]
    return [server.pid for server in servers if server is not None and server.pid is not None]


async def test_a_warm_verdict_is_confirmed_and_accepted(warm: Building) -> None:
    assert await verdict_of(warm, TESTS, TEST_FILE) is Overall.ACCEPTABLE
    verdict = judged(warm.project)[-1].verdict
    assert verdict.provisional
    await warm.accept()
    log = warm.project.state.log
    (confirmed,) = [event for event in log if isinstance(event, e.TestsConfirmed)]
    assert confirmed.result.result is Result.PASS
    assert warm.project.state.finished


async def test_a_newer_write_ends_the_running_tests(warm: Building) -> None:
    assert warm.workshop is not None
    (tests,) = warm.workshop.warm_tests
    pid = tests.server.pid
    waiting = TESTS.replace("    assert", "    import time\n\n    time.sleep(600)\n    assert")
    put(warm.project, TEST_FILE, waiting)
    async with asyncio.timeout(LONGEST):
        while tests.server.runs == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert await verdict_of(warm, TESTS, TEST_FILE) is Overall.ACCEPTABLE
    assert tests.server.runs == 0
    assert tests.server.pid == pid


async def test_stopping_while_tests_run_leaves_no_process(warm: Building) -> None:
    assert warm.workshop is not None
    (tests,) = warm.workshop.warm_tests
    servers = pids(warm.workshop)
    put(warm.project, TEST_FILE, "import time\n\n\ndef test_it() -> None:\n    time.sleep(600)\n")
    await until(warm, lambda: warm.live.running == {CheckName.TESTS} and tests.server.runs > 0)
    async with asyncio.timeout(3):
        await warm.stop()
    for pid in servers:
        await gone(pid)


KILLED = """
import asyncio, sys
from pathlib import Path
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import Specification
from tests.workflow.test_warm import pids

async def main():
    subject = Subject(Path(sys.argv[1]), Specification(path="a.py"))
    async with Workshop() as workshop:
        tests = workshop.tests(subject)
        await tests.until_ready()
        from pbc_tui.checks.readers import own_reader
        await workshop.tools(own_reader()).until_ready()
        print(*pids(workshop), flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""


def test_when_pbc_tui_is_killed_no_server_stays(tmp_path: Path) -> None:
    if asyncio.run(find_sandbox()).level is Level.UNCONFINED:
        pytest.skip("there is no sandbox here, and nothing runs warm without one")
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        servers = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert len(servers) == 2
    for pid in servers:
        asyncio.run(gone(pid))
