"""The table of agents: complete, and of one shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.agents.table import AGENTS, GENERIC, WAYS, Agent
from pbc_tui.design.paths import path_fault

ALL = [*AGENTS.values(), GENERIC]
FILE = Path("/project/.pbc/prompts/TASK-001.md")


def test_the_six_and_the_three_ways_are_there() -> None:
    assert set(AGENTS) == {"claude", "copilot", "cursor", "codex", "gemini", "opencode"}
    assert set(WAYS) == {"beside", "builtin", "by-hand"}
    assert not set(WAYS) & set(AGENTS)


@pytest.mark.parametrize("agent", ALL, ids=lambda agent: agent.id)
def test_every_path_lies_in_the_repository(agent: Agent) -> None:
    paths = [*agent.skills, *agent.context, agent.commands.format(name="pbc-next"), agent.mcp]
    assert agent.skills
    assert agent.context
    assert [path_fault(path) for path in paths if path] == [""] * len([p for p in paths if p])


def test_two_directories_of_skills_reach_nearly_all() -> None:
    reached = {
        agent.id for agent in ALL if {".agents/skills", ".claude/skills"} & set(agent.skills)
    }
    assert reached == {agent.id for agent in ALL}


@pytest.mark.parametrize("agent", AGENTS.values(), ids=lambda agent: agent.id)
def test_a_driven_agent_gets_the_prompt_by_the_path_of_its_file(agent: Agent) -> None:
    for permission in range(len(agent.permissions)):
        words = agent.argument_list(Path("/project"), FILE, permission)
        assert words[0] == agent.executable
        assert len([word for word in words if str(FILE) in word]) == 1
        assert not any("{" in word for word in words)
    with pytest.raises(ValueError, match="cannot be driven"):
        agent.argument_list(Path("/project"), FILE, len(agent.permissions))


def test_least_permission_comes_first() -> None:
    words = AGENTS["claude"].argument_list(Path("/project"), FILE)
    assert words[-2:] == ["--allowedTools", "Read,Edit,Write"]
    assert "workspace-write" not in AGENTS["codex"].argument_list(Path("/project"), FILE)


def test_an_agent_of_which_nothing_is_known_cannot_be_driven() -> None:
    assert GENERIC.executable == ""
    with pytest.raises(ValueError, match="cannot be driven"):
        GENERIC.argument_list(Path("/project"), FILE)
