"""Agents by the Agent Client Protocol (the extra ``acp``; agentclientprotocol.com).

Importing this needs the package ``agent-client-protocol``.
"""

from pbc_tui.agents.acp.session import speak

__all__ = ["speak"]
