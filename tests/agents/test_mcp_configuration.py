"""Our MCP server in an agent's own configuration: where there is none, and never merged."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.agents.installing import Step, install, installation, uninstall
from pbc_tui.agents.mcp_configuration import mcp_text
from tests.agents.test_installing import TABLE, everything

USUAL = {"mcpServers": {"pbc-tui": {"command": "pbc-tui", "args": ["mcp"]}}}
FACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "claude": (".mcp.json", USUAL),
    "copilot": (".mcp.json", USUAL),
    "cursor": (".cursor/mcp.json", USUAL),
    "codex": (
        ".codex/config.toml",
        {"mcp_servers": {"pbc-tui": {"command": "pbc-tui", "args": ["mcp"]}}},
    ),
    "gemini": (".gemini/settings.json", USUAL),
    "opencode": (
        "opencode.json",
        {
            "$schema": "https://opencode.ai/config.json",
            "mcp": {"pbc-tui": {"type": "local", "command": ["pbc-tui", "mcp"]}},
        },
    ),
}
"""Where each agent is told of MCP servers, and in which form, by its own documentation."""


def step_of(steps: tuple[Step, ...], path: str) -> Step:
    return next(step for step in steps if step.path == path)


@pytest.mark.parametrize("name", FACTS)
def test_it_is_written_on_request_alone_and_leaves_no_trace(tmp_path: Path, name: str) -> None:
    path, wanted = FACTS[name]
    install(tmp_path, TABLE[name])
    assert not (tmp_path / path).exists()
    assert step_of(installation(tmp_path, TABLE[name], mcp=True), path).does == "create"
    install(tmp_path, TABLE[name], mcp=True)
    text = (tmp_path / path).read_text()
    assert (tomllib.loads(text) if path.endswith(".toml") else json.loads(text)) == wanted
    once = everything(tmp_path)
    assert not any(step.changes for step in install(tmp_path, TABLE[name], mcp=True))
    install(tmp_path, TABLE[name])
    assert everything(tmp_path) == once
    uninstall(tmp_path, TABLE[name])
    assert everything(tmp_path) == {}


def test_an_agent_without_such_a_file_gets_none(tmp_path: Path) -> None:
    assert mcp_text(TABLE["generic"]) == ""
    assert {step.path for step in install(tmp_path, TABLE["generic"], mcp=True)} == {
        ".agents/skills/pbc-next/SKILL.md",
        "AGENTS.md",
    }


@pytest.mark.parametrize("name", FACTS)
def test_a_configuration_of_a_persons_is_left_and_what_to_add_is_said(
    tmp_path: Path, name: str
) -> None:
    path = FACTS[name][0]
    place = tmp_path / path
    place.parent.mkdir(exist_ok=True)
    place.write_text("of the person")
    step = step_of(install(tmp_path, TABLE[name], mcp=True), path)
    assert (step.does, step.why) == ("keep", "it was there already and is not ours")
    assert step.add == mcp_text(TABLE[name])
    uninstall(tmp_path, TABLE[name])
    assert place.read_text() == "of the person"
    place.write_text(f"of the person\n{mcp_text(TABLE[name])}")
    step = step_of(install(tmp_path, TABLE[name], mcp=True), path)
    assert (step.does, step.why, step.add) == ("keep", "it names pbc-tui already", "")


def test_what_was_added_to_ours_is_kept(tmp_path: Path) -> None:
    install(tmp_path, TABLE["claude"], mcp=True)
    place = tmp_path / ".mcp.json"
    mine = place.read_text().replace('"mcp"\n', '"mcp", "--root", "."\n')
    place.write_text(mine)
    install(tmp_path, TABLE["claude"], mcp=True)
    step = step_of(uninstall(tmp_path, TABLE["claude"]), ".mcp.json")
    assert (step.does, step.why) == ("keep", "it was edited since it was installed")
    assert place.read_text() == mine


def test_two_agents_share_one_file_until_both_are_gone(tmp_path: Path) -> None:
    install(tmp_path, TABLE["claude"], mcp=True)
    install(tmp_path, TABLE["copilot"], mcp=True)
    uninstall(tmp_path, TABLE["claude"])
    assert (tmp_path / ".mcp.json").is_file()
    uninstall(tmp_path, TABLE["copilot"])
    assert everything(tmp_path) == {}
