"""The names by which an agent is chosen."""

from __future__ import annotations

import difflib
from pathlib import Path

from pbc_tui.agents.agent import PERMISSIONS, Agent
from pbc_tui.agents.command import CommandFailed, argument_list, split
from pbc_tui.agents.examining import ACP_PACKAGE, has_extra
from pbc_tui.agents.handoff import CURRENT
from pbc_tui.agents.table import (
    BESIDE,
    BUILT_IN,
    BY_HAND,
    GENERIC,
    OWN,
    TUTORIAL,
    WAYS,
    read_table,
)
from pbc_tui.workflow.refused import Refused

AGENTS = WAYS
COMMAND = "command:"
"""What stands before an agent's own command line."""
ACP = "acp:"
"""What stands before the name of an agent that the Agent Client Protocol is spoken to."""

__all__ = [
    "ACP",
    "AGENTS",
    "BESIDE",
    "BUILT_IN",
    "BY_HAND",
    "COMMAND",
    "OWN",
    "TUTORIAL",
    "agent_named",
    "commands_of",
    "is_driven",
    "known_agent",
    "permissions_of",
    "what_lacks",
    "words_for",
]


def is_driven(name: str) -> bool:
    """Whether an agent of this name has a program that is run for it."""
    return name not in WAYS and name not in OWN


def words_for(name: str) -> str:
    """What a chosen agent is called on screens."""
    if name in WAYS:
        return WAYS[name]
    if name == TUTORIAL:
        return "the tutorial's agent"
    if name.startswith(COMMAND):
        return name
    agent = read_table().agents.get(name.removeprefix(ACP))
    words = agent.words if agent else name.removeprefix(ACP)
    return f"{words}, by ACP" if name.startswith(ACP) else f"{words}, by its command line"


def known_agent(name: str) -> str:
    """The name, if an agent can be chosen by it.

    Raises:
        Refused: naming the nearest one, or the program that is not found.
    """
    if name in AGENTS or name == TUTORIAL:
        return name
    if name.startswith(COMMAND) and name.removeprefix(COMMAND).strip():
        commands_of(name, Path(), Path(CURRENT))
        return name
    agent_named(name)
    return name


def what_lacks(name: str, root: Path) -> str:
    """What the repository lacks for an agent to read our prompts, on one line; "" for nothing."""
    agent = read_table().agents.get(name.removeprefix(ACP)) if is_driven(name) else None
    return agent.lacks(root) if agent else ""


def permissions_of(name: str) -> tuple[str, ...]:
    """What an agent's command line can be run with, in words, the least first.

    () where nothing is to be chosen: no command line, or one permission only.

    Raises:
        Refused: as ``agent_named``.
    """
    if not is_driven(name) or name.startswith(ACP):
        return ()
    agent = _knows_levels(name) if name.startswith(COMMAND) else agent_named(name)
    return agent.levels if agent and len(agent.levels) > 1 else ()


def commands_of(name: str, root: Path, prompt_file: Path) -> tuple[list[str], ...]:
    """The argument lists of a person's own command, by permission, the least first.

    It has several where ``{permissions}`` is among its words, and the table knows its program.

    Raises:
        Refused: when it cannot be run, or nobody knows its permissions.
    """
    agent = _knows_levels(name)
    try:
        return tuple(
            argument_list(name.removeprefix(COMMAND), root, prompt_file, granted)
            for granted in (agent.permissions if agent else ((),))
        )
    except CommandFailed as error:
        raise Refused(str(error)) from error


def _knows_levels(name: str) -> Agent | None:
    """The entry of the table that says what a person's own command can be given leave for.

    Raises:
        Refused: when the command asks for that, and no entry names its program.
    """
    try:
        words = split(name.removeprefix(COMMAND))
    except CommandFailed as error:
        raise Refused(str(error)) from error
    if PERMISSIONS not in words:
        return None
    table = read_table()
    program = Path(words[0]).name
    for agent in table.agents.values():
        if program in {Path(each).name for each in agent.executables}:
            return agent
    if table.faults:
        raise Refused(table.faults[0])
    raise Refused(
        f"command: {PERMISSIONS}: agents.toml has no entry with {program!r} among its executables"
    )


def agent_named(name: str) -> Agent:
    """The entry of the table that a name means, which can be run here and now.

    Raises:
        Refused: naming the nearest one, the program that is not found, or the extra that is absent.
    """
    table = read_table()
    wanted = name.removeprefix(ACP)
    agent = table.agents.get(wanted)
    if agent is None or wanted == GENERIC:
        known = [*AGENTS, *(each.id for each in table.drivable)]
        near = difflib.get_close_matches(wanted, known, n=1)
        faults = [fault for fault in table.faults if f": {wanted}." in fault]
        raise Refused(
            faults[0]
            if faults
            else f"agent {name!r} is none of {', '.join(known)}, {ACP}NAME, {COMMAND}..."
            + (f"; did you mean {near[0]}?" if near else "")
        )
    if name.startswith(ACP):
        if not agent.acp:
            raise Refused(f"{agent.words} does not speak the Agent Client Protocol")
        if not has_extra(ACP_PACKAGE):
            raise Refused(f"agent {name!r} needs the extra acp: pip install 'pbc-tui[acp]'")
        if agent.acp_executable() is None:
            raise Refused(f"agent {name!r}: {agent.acp[0]} is not found on PATH")
    elif not agent.run:
        raise Refused(f"{agent.words} has no command line without a person: see run in agents.toml")
    elif agent.executable() is None:
        raise Refused(f"agent {name!r}: {' or '.join(agent.executables)} is not found on PATH")
    return agent
