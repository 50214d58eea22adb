"""Commands of the list of agents."""

from __future__ import annotations

from pbc_tui.ui.commands.command import Command

COMMANDS = (
    Command(
        "app.agents",
        "f5",
        "agents",
        "Which agents there are; write a skill where one looks, or remove it",
        footer=False,
        unless="why_no_agents",
    ),
    Command(
        "app.turn",
        "f7",
        "agent's turn",
        "See what the agent says that is run for a contract or an opinion; it can be ended there",
        footer=False,
        unless="why_no_turn",
    ),
    Command(
        "turn.stop",
        "X",
        "stop agent",
        "End the agent that is being run, with everything that it started",
        unless="why_not_stop",
    ),
    Command("agents.install", "i", "install", "Write the skill and the lines of context"),
    Command(
        "agents.mcp",
        "m",
        "MCP",
        "Name our MCP server in the agent's configuration, with the skill",
        unless="why_no_mcp",
    ),
    Command(
        "agents.uninstall",
        "u",
        "uninstall",
        "Remove what was installed; what you edited stays",
        unless="why_not_uninstall",
    ),
)
