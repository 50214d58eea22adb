"""Agents on the screen: shown exactly what is run, asked for leave, installed where they look."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pbc_tui.ui.screens.dialog import AskChoice
from pbc_tui.workflow import plan_desk
from pbc_tui.workflow.live import Phase
from pbc_tui.workflow.project import Project
from tests.agents.acp import fake_agent
from tests.ui.building import TASK, begun
from tests.ui.walking import ADDER, GOOD, Walk, prepare_one_file, walking


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An agent of one's own, by its command line and by ACP; its manner stands in a file."""
    content, manner = tmp_path / "content", tmp_path / "manner"
    content.write_text(GOOD)
    manner.write_text("good")
    program = tmp_path / "mine"
    fake = f"{sys.executable} {fake_agent.__file__}"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = acp ]; then exec {fake} $(cat {manner}) {ADDER} {content}; fi\n'
        f"mkdir -p $(dirname {ADDER}); cp {content} {ADDER}; printf 'wrote it \\033[2J\\n'\n"
        "sleep $(cat %s)\n" % (tmp_path / "pause")
    )
    (tmp_path / "pause").write_text("0")
    program.chmod(0o755)
    table = tmp_path / "config/pbc-tui/agents.toml"
    table.parent.mkdir(parents=True)
    table.write_text(
        f'[mine]\ntitle = "My agent"\nexecutables = ["{program}"]\n'
        'run = ["{prompt_file}", "{permissions}"]\npermissions = [["--little"], ["--much"]]\n'
        f'acp = ["{program}", "acp"]\n'
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def prepared(root: Path, agent: str) -> Path:
    root.mkdir()
    prepare_one_file(root)
    project = Project.open(root)
    plan_desk.choose_agent(project, agent)
    project.close()
    return root


def phase(walk: Walk) -> Phase:
    assert walk.app.building is not None
    return walk.app.building.live.phase


async def test_an_agent_is_chosen_shown_exactly_run_and_read(mine: Path) -> None:
    root = prepared(mine / "root", "beside")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.press("x")
        await walk.arrive("AskChoice")
        assert "Not on PATH" in walk.text
        await walk.until(lambda: "My agent, its command line" in walk.text)
        dialog = walk.app.screen
        assert isinstance(dialog, AskChoice)
        await walk.press(next(key for key, words, _ in dialog._choices if words == "mine"))
        await walk.until(lambda: "Run My agent" in walk.text)
        flat = "".join(walk.text.replace("│", "").split())
        prompt = root / f".pbc/prompts/{TASK}.md"
        assert f"{mine}/mine{prompt}--little" in flat
        assert f"{mine}/mine{prompt}--much" in flat
        assert not (root / ADDER).exists()
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        assert walk.app.building is not None
        assert not walk.app.building.turn_under_way
        await walk.press("x")
        await walk.arrive("AskChoice")
        await walk.press("1")
        await walk.until(lambda: phase(walk) is Phase.JUDGED)
        await walk.until(lambda: "ACCEPTABLE" in walk.text)
        await walk.press("5")
        await walk.until(lambda: "wrote it" in walk.text)
        assert "\x1b" not in walk.text
        assert walk.state.opened == TASK


def _footer(walk: Walk) -> str:
    return walk.text.splitlines()[-1].strip()


async def test_an_agent_that_is_run_is_stopped_by_a_key(mine: Path) -> None:
    (mine / "pause").write_text("600")
    root = prepared(mine / "root", "mine")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.press("X")
        await walk.until(lambda: "no agent is being run" in walk.said)
        await walk.press("x")
        await walk.arrive("AskChoice")
        await walk.press("1")
        building = walk.app.building
        assert building is not None
        await walk.until(lambda: building.turn_under_way)

        await walk.until(lambda: _footer(walk).startswith("X stop agent"))
        await walk.press("X")
        await walk.until(lambda: not building.turn_under_way)
        await walk.until(lambda: "the agent was stopped" in walk.text)
        assert "at work on" not in walk.text


async def test_while_a_file_is_awaited_the_key_that_helps_is_named(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root", "command:sh -c 'sleep 600' {prompt_file}")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.until(lambda: "x runs command:sh" in walk.text)
        assert _footer(walk).startswith("x run agent")
        await walk.press("x")
        await walk.arrive("AskChoice")
        await walk.press("1")
        await walk.until(lambda: "X ends the turn of command:sh" in walk.text)
        assert "the agent is at work on" in walk.text
        await walk.press("X")
        await walk.until(lambda: "x runs command:sh" in walk.text)
        await walk.press("g", "2")
        await walk.until(lambda: "c has builtin write it" in walk.text)


async def test_the_target_needs_no_leave_and_everything_else_does(mine: Path) -> None:
    root = prepared(mine / "root", "acp:mine")
    (mine / "manner").write_text("outside")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        for answer, written in (("escape", False), ("enter", False), ("2", True)):
            await walk.press("x")
            await walk.arrive("AskChoice")
            await walk.press("1")
            await walk.arrive("AskPermission")
            assert "outside.py" in walk.text
            assert "+def add" in walk.text
            await walk.press(answer)
            await walk.arrive("BuildScreen")
            building = walk.app.building
            assert building is not None
            await walk.until(lambda: not building.turn_under_way)  # noqa: B023
            assert (root / "outside.py").exists() is written
        await walk.until(lambda: bool(walk.state.scope))
        await walk.press("o")
        await walk.arrive("AskChoice")
        await walk.until(lambda: "Changed while a turn ran (My agent, by ACP)" in walk.text)
        assert "keep it" in walk.text
        assert "restore" in walk.text
        await walk.press("escape")
        await walk.arrive("BuildScreen")
        (mine / "manner").write_text("good")
        await walk.press("x")
        await walk.arrive("AskChoice")
        await walk.press("1")
        await walk.until(lambda: phase(walk) is Phase.JUDGED)
        await walk.press("5")
        said = "allowed, it is the target"
        await walk.until(lambda: said in " ".join(walk.text.replace("│", " ").split()))


async def test_a_question_goes_when_its_agent_does(mine: Path) -> None:
    root = prepared(mine / "root", "acp:mine")
    (mine / "manner").write_text("outside")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.press("x")
        await walk.arrive("AskChoice")
        await walk.press("1")
        await walk.arrive("AskPermission")
        building = walk.app.building
        assert building is not None
        await building.stop_agent()
        await walk.arrive("BuildScreen")
        assert not (root / "outside.py").exists()


async def test_a_skill_is_installed_and_removed_after_being_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    root = prepared(tmp_path / "root", "beside")
    async with walking(root, begin="BuildScreen") as walk:
        await begun(walk)
        await walk.press("f5")
        await walk.arrive("AgentsScreen")
        await walk.until(lambda: ".claude/skills/pbc-next/SKILL.md" in walk.text)
        await walk.until(lambda: "1  --allowedTools Read,Edit,Write" in walk.text)
        assert "2  --permission-mode acceptEdits" in walk.text
        assert not (root / "CLAUDE.md").exists()
        await walk.press("u")
        await walk.until(lambda: "nothing is installed for Claude Code" in walk.said)
        await walk.press("i")
        await walk.arrive("AskYesNo")
        assert "CLAUDE.md" in walk.text
        await walk.press("y")
        await walk.arrive("AgentsScreen")
        await walk.until(lambda: "Uninstalling would do this" in walk.text)
        assert (root / ".claude/skills/pbc-next/SKILL.md").is_file()
        (root / "other.txt").write_text("not ours")
        await walk.until(lambda: bool(walk.state.scope))
        assert [entry.path for entry in walk.state.scope] == ["other.txt"]
        await walk.press("m")
        await walk.arrive("AskYesNo")
        assert ".mcp.json" in walk.text
        await walk.press("y")
        await walk.until(lambda: (root / ".mcp.json").is_file())
        await walk.arrive("AgentsScreen")
        (root / ".mcp.json").unlink()
        await walk.until(lambda: ".mcp.json" in walk.state.outside)
        (root / ".mcp.json").write_text("{}")
        await walk.press("m")
        await walk.arrive("Reading")
        await walk.until(lambda: '"mcpServers"' in walk.text)
        await walk.press("escape")
        await walk.arrive("AgentsScreen")
        (root / ".mcp.json").unlink()
        await walk.press("down", "down", "down", "down", "down", "down", "m")
        await walk.until(lambda: "no MCP configuration is known" in walk.said)
        await walk.press("home")
        (root / "CLAUDE.md").write_text("mine now")
        await walk.press("u")
        await walk.arrive("AskYesNo")
        assert "our lines in it were edited" in walk.text
        await walk.press("y")
        await walk.arrive("AgentsScreen")
        await walk.until(lambda: not (root / ".claude").exists())
        assert (root / "CLAUDE.md").read_text() == "mine now"
        await walk.press("escape")
        await walk.arrive("BuildScreen")


async def test_before_a_project_there_is_nothing_to_install_for(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.press("f5")
        await walk.until(lambda: "no project is open yet" in walk.said)
