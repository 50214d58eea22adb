"""``pbc-tui mcp``: what an agent may ask, over the Model Context Protocol (the extra ``mcp``).

Five tools with short descriptions, since each takes room in an agent's context. None accepts, waits
or polls; all of them only read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pbc_tui import __version__
from pbc_tui.agents.examining import MCP_PACKAGE, has_extra
from pbc_tui.cli import DONE
from pbc_tui.workflow import for_agents
from pbc_tui.workflow.refused import Refused

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = (
    "pbc-tui asks for one file at a time. Take the next task, write only its file, check it, stop. "
    "A person accepts files in pbc-tui; no tool does, and nothing is to be waited for."
)


def serve(directory: Path) -> int:
    """Serve on standard input and output until the input ends.

    Raises:
        click.UsageError: where the extra is not installed, or the directory is none.
    """
    if not has_extra(MCP_PACKAGE):
        raise click.UsageError("mcp: the extra is not installed: pip install 'pbc-tui[mcp]'")
    root = directory.resolve()
    if not root.is_dir():
        raise click.UsageError(f"{directory}: there is no such directory")
    server(root).run("stdio")
    return DONE


def server(root: Path) -> MCPServer[Any]:
    """The server for the repository at ``root``; it reads the journal anew for each call."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    found: MCPServer[Any] = MCPServer(
        "pbc-tui", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )

    def tool(function: Callable[..., Any], description: str) -> None:
        annotations = ToolAnnotations(
            read_only_hint=True, destructive_hint=False, open_world_hint=False
        )
        found.add_tool(
            function,
            name=function.__name__,
            description=description,
            annotations=annotations,
            structured_output=False,
        )

    def next_task() -> str:
        return _answer(lambda: for_agents.next_task(root))

    def task_prompt(task: str = "") -> str:
        return _answer(lambda: for_agents.prompt(root, task))

    async def check() -> str:
        try:
            return json.dumps(await for_agents.check(root))
        except Refused as error:
            return str(error)

    def findings() -> str:
        return _answer(lambda: for_agents.findings(root))

    def status() -> str:
        return _answer(lambda: for_agents.status(root))

    tool(next_task, "The one file to write now, or that there is none.")
    tool(task_prompt, "The whole task; of the open one unless an id is given.")
    tool(check, "Checks the open task's file as it lies on disk. Decides nothing.")
    tool(findings, "What pbc-tui found last in the open task's file.")
    tool(status, "Where the project stands.")
    return found


def _answer(ask: Callable[[], Any]) -> str:
    """What there is to say, also why there is nothing: one line for the agent to pass on."""
    from pbc_tui.session.state import GateClosed

    try:
        value = ask()
    except (Refused, GateClosed) as error:
        return str(error)
    return value if isinstance(value, str) else json.dumps(value)
