"""The warm tools: the same verdicts as cold ones, whatever a file does to its child."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import pytest

from pbc_tui.checks.pipeline import check_file
from pbc_tui.checks.readers import own_reader
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.client import WarmServer
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, Result, Verdict
from tests.checks.test_hostile_files import HOSTILE, HOSTILE_OTHERS
from tests.checks.test_pipeline import GOOD, SPEC, subject
from tests.checks.warm.toy import gone

UNTESTED = SPEC.model_copy(update={"tests": (), "tests_skipped": "they run elsewhere"})
TEXTS: dict[str, tuple[str, bytes]] = {
    "a secret": (SPEC.path, GOOD.encode() + b'TOKEN = "ghp_' + b"a1B2" * 9 + b'"\n'),
    "no Python": (SPEC.path, b"def (:\n"),
    "TOML": ("a.toml", b"a = 1\na = 2\n"),
}
TAKEN_DOWN = ("nine thousand signs", "deep brackets")


async def server_of(workshop: Workshop) -> WarmServer:
    """The server of the tools, once it is there."""
    server = workshop.tools(own_reader())
    assert server is not None
    assert await server.until_ready(), server.fault
    return server


def told(verdict: Verdict) -> list[tuple[object, ...]]:
    """What does not depend on time."""
    return [(check.name, check.result, check.reason, check.findings) for check in verdict.checks]


def placed(root: Path, path: str, content: bytes) -> Subject:
    return subject(root, content, UNTESTED.model_copy(update={"path": path}))


async def test_warm_verdicts_are_those_of_cold_tools(tmp_path: Path) -> None:
    async with Workshop() as workshop:
        await server_of(workshop)
        for number, (name, (path, content)) in enumerate(TEXTS.items()):
            made = placed(tmp_path / str(number), path, content)
            warm = await check_file(made, None, workshop)
            assert told(warm) == told(await check_file(made)), name


async def test_what_takes_a_child_down_leaves_the_server_alone(tmp_path: Path) -> None:
    async with Workshop() as workshop:
        server = await server_of(workshop)
        pid = server.pid
        for number, name in enumerate(TAKEN_DOWN):
            made = placed(tmp_path / str(number), SPEC.path, HOSTILE[name])
            verdict = await check_file(made, None, workshop)
            assert not verdict.acceptable, name
            assert server.pid == pid, name
        made = placed(tmp_path / "nested", *HOSTILE_OTHERS["nested JSON"])
        assert not (await check_file(made, None, workshop)).acceptable
        last = await check_file(placed(tmp_path / "last", SPEC.path, GOOD.encode()), None, workshop)
        assert server.pid == pid
    assert last.acceptable, last


async def test_a_server_that_dies_costs_only_time(tmp_path: Path) -> None:
    made = subject(tmp_path, GOOD, UNTESTED)
    async with Workshop() as workshop:
        server = await server_of(workshop)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGSTOP)
        checking = asyncio.create_task(check_file(made, None, workshop))
        await asyncio.sleep(0)
        os.kill(server.pid, signal.SIGKILL)
        verdict = await checking
        assert verdict.acceptable, verdict
        await server_of(workshop)


async def test_a_closed_workshop_means_cold_tools(tmp_path: Path) -> None:
    workshop = Workshop()
    assert workshop.tools(own_reader()) is None
    verdict = await check_file(subject(tmp_path, GOOD, UNTESTED), None, workshop)
    assert verdict.acceptable, verdict


async def test_stopping_ends_the_server_and_removes_its_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workshop = Workshop()
    workshop.start()
    server = await server_of(workshop)
    pid = server.pid
    assert pid is not None
    async with asyncio.timeout(2):
        await workshop.stop()
    await gone(pid)
    assert not [each for home in os.listdir(tmp_path) for each in os.listdir(tmp_path / home)]
    assert workshop.tools(own_reader()) is None


@pytest.mark.parametrize("path", ["a.py", "Dockerfile", "notes.txt"])
async def test_every_kind_of_file_is_read(path: str, tmp_path: Path) -> None:
    (tmp_path / path).write_text("")
    async with Workshop() as workshop:
        await server_of(workshop)
        verdict = await check_file(Subject(tmp_path, Specification(path=path)), None, workshop)
    assert {check.name for check in verdict.checks} == set(CheckName)
    assert not [check for check in verdict.checks if check.result is Result.ERROR]
