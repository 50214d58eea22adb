"""Our MCP server as each agent's own configuration names it; a file of a person's is never merged.

The forms are those of the agents' documentation: JSON under ``mcpServers`` for most, opencode's own
under ``mcp``, TOML under ``mcp_servers`` for Codex.
"""

from __future__ import annotations

import json

from pbc_tui.agents.agent import Agent

SERVER = "pbc-tui"
"""The name of our server; its program is called the same."""
ARGUMENTS = ("mcp",)


def mcp_text(agent: Agent) -> str:
    """The whole configuration that knows our server alone; "" where the agent has no file for it.

    The server is started in the repository, so it needs no path.
    """
    if not agent.mcp:
        return ""
    if agent.mcp.endswith(".toml"):
        arguments = ", ".join(json.dumps(word) for word in ARGUMENTS)
        return f'[mcp_servers.{SERVER}]\ncommand = "{SERVER}"\nargs = [{arguments}]\n'
    whole: dict[str, object] = {}
    entry: dict[str, object] = {"command": SERVER, "args": list(ARGUMENTS)}
    if agent.mcp_key == "mcp":
        # It writes the schema in by itself, which would be an edit of ours.
        whole["$schema"] = "https://opencode.ai/config.json"
        entry = {"type": "local", "command": [SERVER, *ARGUMENTS]}
    return json.dumps({**whole, agent.mcp_key: {SERVER: entry}}, indent=2) + "\n"


def names_us(present: bytes) -> bool:
    """Whether a configuration names our server already, in whatever form."""
    return SERVER.encode() in present
