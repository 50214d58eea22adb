"""What there is of each agent on this machine: its program, its version, what would be run."""

from __future__ import annotations

import asyncio
import importlib.util
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.handoff import prompt_path
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace import scratch
from pbc_tui.workspace.kept import run_kept

ACP_PACKAGE, MCP_PACKAGE = "acp", "mcp"
"""What is imported of the extras of the same names."""

_VERSION_SECONDS = 15.0
_LONGEST_VERSION = 80


@dataclass(frozen=True, slots=True)
class Examined:
    """One agent as it was found.

    ``program`` is the absolute path of its command, "" when it is not on PATH; ``version`` what it
    says of itself; ``command`` and ``acp`` are what would be run for a task, as a shell would take
    it, "" where it cannot be; ``permissions`` is what the first can be given leave for, in words,
    the least first, which is what ``command`` has; ``missing`` says what it lacks, one line each.
    """

    agent: Agent
    program: str = ""
    version: str = ""
    command: str = ""
    acp: str = ""
    permissions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def has_extra(package: str) -> bool:
    """Whether the package of an extra is installed."""
    return importlib.util.find_spec(package) is not None


def shown(words: Iterable[str]) -> str:
    """An argument list as one line that a shell would take."""
    return single_line(shlex.join(words), 1000)


async def examine(agents: Iterable[Agent], root: Path) -> tuple[Examined, ...]:
    """Look at agents side by side; each program is asked for its version."""
    return tuple(await asyncio.gather(*(_examine(agent, root) for agent in agents)))


async def _examine(agent: Agent, root: Path) -> Examined:
    program = agent.executable()
    missing = []
    version = ""
    if program is None and agent.executables:
        missing.append(f"{' or '.join(agent.executables)} is not on PATH")
    elif program is not None:
        version, fault = await _version(program, agent.version)
        missing += [fault] if fault else []
    if lack := agent.lacks(root):
        missing.append(lack)
    acp = ""
    if agent.acp:
        if agent.acp_executable() is None:
            missing.append(f"{agent.acp[0]} is not on PATH, so it cannot be driven by ACP")
        elif not has_extra(ACP_PACKAGE):
            missing.append("the extra acp is not installed: pip install 'pbc-tui[acp]'")
        else:
            acp = shown(agent.acp_argument_list(root))
    command = ""
    if agent.run and program is not None:
        prompt = prompt_path(root, "TASK-001")
        command = shown(agent.argument_list(root, prompt, session="SESSION"))
    levels = agent.levels if agent.run else ()
    return Examined(agent, program or "", version, command, acp, levels, tuple(missing))


async def _version(program: str, words: tuple[str, ...]) -> tuple[str, str]:
    """What the program says of its version, and why that cannot be had.

    It is asked in a directory of its own: some write where they stand as soon as they start.
    """
    try:
        with scratch.directory("version") as place:
            finished = await run_kept([program, *words], cwd=place, seconds=_VERSION_SECONDS)
    except OSError as error:
        return "", f"{program} cannot be started: {error.strerror or error}"
    said = (finished.stdout.strip() or finished.stderr.strip()).decode("utf-8", "replace")
    first = single_line(said.partition("\n")[0], _LONGEST_VERSION)
    if finished.timed_out:
        return first, f"{shown(words)} did not end within {_VERSION_SECONDS:.0f} s"
    if finished.status != 0:
        return "", f"{shown(words)} ended with {finished.status}: {first}"
    return first, ""
