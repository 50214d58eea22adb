"""``pbc-tui mcp`` as a real client of the protocol sees it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from pbc_tui.cli import main
from pbc_tui.session.journal import read_events
from pbc_tui.workflow.project import journal_path
from tests.ui.walking import ADDER, GOOD, prepare_one_file


def server(root: Path) -> StdioServerParameters:
    words = ["-m", "pbc_tui", "mcp", "--root", str(root)]
    return StdioServerParameters(command=sys.executable, args=words)


async def text(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error
    return "".join(getattr(block, "text", "") for block in result.content)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose only task is open."""
    from pbc_tui.session import events as e
    from pbc_tui.workflow.project import Project

    prepare_one_file(tmp_path)
    project = Project.open(tmp_path)
    project.record(e.TaskOpened(task="TASK-001", path=ADDER))
    project.close()
    return tmp_path


async def test_at_most_five_short_tools_that_only_read(root: Path) -> None:
    async with Client(server(root)) as client:
        tools = (await client.list_tools()).tools
    names = [tool.name for tool in tools]
    assert names == ["next_task", "task_prompt", "check", "findings", "status"]
    for tool in tools:
        assert len(tool.description or "") < 80
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
    assert not any(word in name for name in names for word in ("accept", "wait", "approve", "poll"))


async def test_a_task_is_taken_checked_and_left_to_the_person(root: Path) -> None:
    async with Client(server(root)) as client:
        await _walk(client, root)


async def _walk(client: Client, root: Path) -> None:
    before = journal_path(root).read_bytes()
    task = json.loads(await text(client, "next_task"))
    assert (task["task"], task["path"]) == ("TASK-001", ADDER)
    prompt = await text(client, "task_prompt")
    assert "=== ATOMIC TASK: TASK-001 ===" in prompt
    assert await text(client, "task_prompt", task="TASK-001") == prompt
    assert "there is no such task" in await text(client, "task_prompt", task="TASK-9")
    assert "has not been judged" in await text(client, "findings")
    target = root / task["path"]
    target.parent.mkdir(parents=True)
    target.write_text(GOOD.replace("def add", "def plus"))
    verdict = json.loads(await text(client, "check"))
    assert verdict["overall"] == "NEEDS REVISION"
    target.write_text(GOOD)
    verdict = json.loads(await text(client, "check"))
    assert verdict["overall"] == "ACCEPTABLE"
    assert "a person decides" in verdict["say"]
    assert json.loads(await text(client, "status"))["open"] == "TASK-001"
    assert journal_path(root).read_bytes() == before
    events, _ = read_events(journal_path(root))
    assert "accepted" not in {event.kind for event in events}


async def test_where_there_is_no_session_that_is_said(tmp_path: Path) -> None:
    async with Client(server(tmp_path)) as client:
        for tool in ("next_task", "task_prompt", "check", "findings", "status"):
            assert "holds no session" in await text(client, tool)


def test_without_the_extra_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pbc_tui.cli.mcp.has_extra", lambda _: False)
    assert main(["mcp", "--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "pbc-tui: mcp: the extra is not installed: pip install 'pbc-tui[mcp]'\n"
    )
