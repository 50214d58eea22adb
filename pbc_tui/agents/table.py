"""The ways to an agent and the agents that are known: a table, one entry each.

The table is data, ``table.toml``; a person's own entries stand in ``agents.toml`` in the directory
of their configuration. An entry of a known name changes only the keys that it gives.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pbc_tui.agents.agent import Agent
from pbc_tui.configuration.places import directory
from pbc_tui.design.plain_text import single_line

BESIDE = "beside"
BUILT_IN = "builtin"
BY_HAND = "by-hand"

WAYS: Mapping[str, str] = {
    BESIDE: "beside an agent terminal: it reads .pbc/current.md",
    BUILT_IN: "the built-in agent: offline, from templates",
    BY_HAND: "you write each file in an editor",
}
"""How a task's file comes about, by the name that answers and command lines use (SPEC 7)."""

TUTORIAL = "tutorial"
"""The agent of the tutorial, which writes its files alone, and is offered nowhere else."""

OWN = frozenset({BUILT_IN, TUTORIAL})
"""The agents that are a part of this program: their turns are ours."""

GENERIC = "generic"
"""The entry for an agent of which nothing else is known."""

_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The agents by id, and what is wrong with the person's own entries, one line each."""

    agents: Mapping[str, Agent]
    faults: tuple[str, ...] = ()

    @property
    def drivable(self) -> tuple[Agent, ...]:
        """Those that have a command line without a person, or speak the protocol."""
        return tuple(each for each in self.agents.values() if each.run or each.acp)


def own_table_path() -> Path:
    """Where a person's own entries stand."""
    return directory() / "agents.toml"


def read_table(own: Path | None = None) -> Table:
    """The agents that are known, with the person's own entries from ``own``.

    An entry that cannot be used is a fault, and leaves the others as they are.
    """
    path = own or own_table_path()
    entries = _known()
    agents = {name: Agent(id=name, **entry) for name, entry in entries.items()}
    try:
        given = _read(path)
    except ValueError as error:
        return Table(agents, (single_line(f"{path}: {error}", 400),))
    faults = []
    for name, entry in given.items():
        try:
            agents[name] = _agent(name, entry, entries.get(name, {}))
        except ValueError as error:
            faults.append(single_line(f"{path}: {error}", 400))
    return Table(agents, tuple(faults))


@cache
def _known() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is no TOML: {error}") from None


def _agent(name: str, entry: object, known: Mapping[str, Any]) -> Agent:
    if not isinstance(entry, dict):
        raise ValueError(f"{name}: give a table, [{name}], with executables and run")
    if name in WAYS or name in OWN or not _ID.fullmatch(name):
        raise ValueError(f"{name}: a name has lower-case letters, digits and dashes, no way's name")
    if "id" in entry:
        raise ValueError(f"{name}.id: the name of the table is the name of the agent; leave it out")
    try:
        return Agent(id=name, **{**known, **entry})
    except ValidationError as error:
        raise ValueError(_words(name, error)) from None


def _words(name: str, error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join([name, *(str(part) for part in first["loc"])])
    if first["type"] == "extra_forbidden":
        fields = set(Agent.model_fields) - {"id"}
        near = difflib.get_close_matches(str(first["loc"][-1]), fields, n=1)
        return f"{key}: there is no such key" + (f"; did you mean {near[0]}?" if near else "")
    message = str(first["msg"]).removeprefix("Value error, ")
    said = [f"{message[:1].lower()}{message[1:]}"]
    if first["type"] != "value_error" and "permissions" in first["loc"]:
        said.append('give lists of texts, the least first: [["--edit"], ["--all"]]')
    elif "tuple" in first["type"]:
        said.append("give a list of texts")
    # What Python calls it tells nobody anything.
    return f"{key}: {'; '.join(said[1:] if 'tuple' in first['type'] else said)}"
