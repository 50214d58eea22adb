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
    if agent.mcp_key == "mcp":
        entry: dict[str, object] = {"type": "local", "command": [SERVER, *ARGUMENTS]}
    else:
        entry = {"command": SERVER, "args": list(ARGUMENTS)}
    return json.dumps({agent.mcp_key: {SERVER: entry}}, indent=2) + "\n"


def names_us(present: bytes) -> bool:
    """Whether a configuration names our server already, in whatever form."""
    return SERVER.encode() in present
