"""``pbc-tui agents``: which agents there are, what is written where they look, what is missing."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import asdict
from pathlib import Path

import click

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.examining import MCP_PACKAGE, Examined, examine, has_extra
from pbc_tui.agents.installed_texts import SKILL
from pbc_tui.agents.installing import Step, install, installation, installed, removal, uninstall
from pbc_tui.agents.table import GENERIC, Table, own_table_path, read_table
from pbc_tui.cli import DONE, NEEDS_REVISION
from pbc_tui.cli.narration import narrate, say, say_json
from pbc_tui.workspace.files import WorkspaceError


def list_agents(directory: Path, as_json: bool) -> int:
    """Print the agents that are known, and which of them something is installed for."""
    table = _table()
    try:
        present = installed(directory.resolve())
    except WorkspaceError as error:
        raise click.UsageError(f"{directory}: {error}") from None
    rows = [(agent, agent.executable() or "", agent.id in present) for agent in _all(table)]
    if as_json:
        say_json(
            [
                {**agent.model_dump(mode="json"), "program": program, "installed": is_installed}
                for agent, program, is_installed in rows
            ]
        )
        return DONE
    width = max(len(agent.id) for agent, _, _ in rows)
    for agent, program, is_installed in rows:
        marks = [
            program or ("not on PATH" if agent.executables else _without_program(agent)),
            *(["skill installed here"] if is_installed else []),
        ]
        say(f"{agent.id:<{width}}  {agent.words:<16}  {'; '.join(marks)}")
    return DONE


def install_agent(
    name: str,
    directory: Path,
    into: str,
    as_json: bool,
    *,
    mcp: bool = False,
    dry_run: bool = False,
) -> int:
    """Write the skill and the context lines where an agent looks; with ``mcp`` our server too.

    Raises:
        click.UsageError: for an agent or a directory that cannot be used.
    """
    agent = _agent(name, into)
    if mcp and not agent.mcp:
        raise click.UsageError(
            f"--mcp: no file is known in which {name} is told of MCP servers; "
            "the server is `pbc-tui mcp`, by standard input and output"
        )
    root = _root(directory)
    act = installation if dry_run else install
    try:
        steps = act(root, agent, mcp=mcp)
    except WorkspaceError as error:
        raise click.UsageError(f"{directory}: {error}") from None
    _tell(steps, as_json, dry_run=dry_run)
    if mcp and not has_extra(MCP_PACKAGE):
        narrate("the extra mcp is missing: pip install 'pbc-tui[mcp]'")
    has_skill = (root / agent.skills[0] / SKILL / "SKILL.md").is_file()
    if not as_json and agent.invoke and not dry_run and has_skill:
        narrate(f"{agent.words}: {agent.invoke.format(name=SKILL)} asks for the next file")
    return DONE


def uninstall_agent(name: str, directory: Path, as_json: bool, *, dry_run: bool = False) -> int:
    """Remove what was installed for an agent.

    Raises:
        click.UsageError: for an agent or a directory that cannot be used.
    """
    agent = _agent(name, "")
    root = _root(directory)
    try:
        steps = removal(root, agent) if dry_run else uninstall(root, agent)
    except WorkspaceError as error:
        raise click.UsageError(f"{directory}: {error}") from None
    _tell(steps, as_json, dry_run=dry_run)
    if not steps and not as_json:
        narrate(f"nothing is installed in {directory} for {name} alone")
    return DONE


def doctor(directory: Path, as_json: bool) -> int:
    """Say what there is of each agent, what would be run, and what is missing.

    The exit status is 1 where an own entry cannot be used.
    """
    table = read_table()
    agents = [agent for agent in table.agents.values() if agent.executables or agent.acp]
    found = asyncio.run(examine(agents, directory.resolve()))
    own = own_table_path()
    if as_json:
        say_json(
            {
                "agents": [_public(each) for each in found],
                "own_entries": str(own),
                "faults": list(table.faults),
                "mcp": has_extra(MCP_PACKAGE),
            }
        )
        return NEEDS_REVISION if table.faults else DONE
    for each in found:
        say(f"{each.agent.id}: {each.agent.words}: {each.version or _state(each)}")
        for label, words in (("program", each.program), ("runs", each.command), ("acp", each.acp)):
            if words:
                say(f"  {label:<8} {words}")
        for place, words in enumerate(each.permissions, start=1):
            least = " (the least)" if place == 1 and len(each.permissions) > 1 else ""
            say(f"  --permission {place}{least}: {words}")
        for line in each.missing:
            say(f"  {'missing':<8} {line}")
    say(f"own entries: {own}{'' if own.exists() else ' (not there)'}")
    state = "is installed" if has_extra(MCP_PACKAGE) else "is missing: pip install 'pbc-tui[mcp]'"
    say(f"the extra mcp {state}; `pbc-tui agents install NAME --mcp` names the server")
    for fault in table.faults:
        say(f"fault: {fault}")
    return NEEDS_REVISION if table.faults else DONE


def _state(found: Examined) -> str:
    """What there is of an agent that tells no version."""
    if found.program:
        return "installed, its version is not known"
    return "not installed" if found.agent.executables else _without_program(found.agent)


def _without_program(agent: Agent) -> str:
    return "driven by ACP alone" if agent.acp else "no program of its own"


def _public(found: Examined) -> dict[str, object]:
    return {**asdict(found), "agent": found.agent.id, "title": found.agent.words}


def _table() -> Table:
    table = read_table()
    for fault in table.faults:
        narrate(fault)
    return table


def _all(table: Table) -> list[Agent]:
    agents = [agent for agent in table.agents.values() if agent.id != GENERIC]
    return [*agents, table.agents[GENERIC]]


def _agent(name: str, into: str) -> Agent:
    agents = _table().agents
    if name not in agents:
        near = difflib.get_close_matches(name, agents, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise click.UsageError(f"{name}: is none of {', '.join(agents)}{hint}")
    agent = agents[name]
    if not into:
        return agent
    if name != GENERIC:
        raise click.UsageError(f"--into: {name} looks in {agent.skills[0]}; only {GENERIC} has it")
    try:
        return Agent.model_validate({**agent.model_dump(), "skills": [into.strip("/")]})
    except ValueError:
        raise click.UsageError(
            f"--into: {into!r}: give a directory relative to the repository, as .agents/skills"
        ) from None


def _root(directory: Path) -> Path:
    root = directory.resolve()
    if not root.is_dir():
        raise click.UsageError(f"{directory}: there is no such directory")
    return root


def _tell(steps: tuple[Step, ...], as_json: bool, *, dry_run: bool) -> None:
    if as_json:
        say_json(
            [
                {"path": step.path, "does": step.does, "why": step.why}
                | ({"add": step.add} if step.add else {})
                for step in steps
            ]
        )
        return
    for step in steps:
        doing = f"would {step.does}" if dry_run and step.changes else step.does
        say(f"{doing:<10} {step.path}" + (f": {step.why}" if step.why else ""))
        if step.add:
            say(f"add to {step.path}:\n\n{step.add}")
