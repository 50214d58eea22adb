"""What was installed for agents in a repository: a manifest of hashes, ``.pbc/agents.json``."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pbc_tui.workspace.files import WorkspaceError, read, remove, write_atomically

PATH = ".pbc/agents.json"


class InstalledFile(BaseModel):
    """A file of ours: its SHA-256 as we wrote it, and the agents that it is for."""

    model_config = ConfigDict(extra="forbid")

    sha256: str
    agents: list[str]


class InstalledLines(BaseModel):
    """Lines of ours in another's file.

    ``text`` is exactly what was put in, the blank line before it included; ``created`` says that
    there was no such file.
    """

    model_config = ConfigDict(extra="forbid")

    text: str
    created: bool
    agents: list[str]


class Manifest(BaseModel):
    """Everything of ours outside the plan, by path; ``directories`` are those that we made."""

    model_config = ConfigDict(extra="forbid")

    version: int = 1
    files: dict[str, InstalledFile] = Field(default_factory=dict)
    lines: dict[str, InstalledLines] = Field(default_factory=dict)
    directories: list[str] = Field(default_factory=list)

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents that something is installed for."""
        return tuple(dict.fromkeys(name for each in self.users for name in each))

    @property
    def users(self) -> list[list[str]]:
        """The lists of agents of all entries, each to be changed in place."""
        return [
            *(file.agents for file in self.files.values()),
            *(lines.agents for lines in self.lines.values()),
        ]

    def write(self, root: Path) -> None:
        """Put it where it belongs; without content there is none.

        Raises:
            WorkspaceError: when it cannot be written.
        """
        if self.files or self.lines:
            content = self.model_dump_json(indent=2) + "\n"
            write_atomically(root, PATH, content.encode())
        else:
            remove(root, PATH)


def read_manifest(root: Path) -> Manifest:
    """The manifest of a repository, an empty one where nothing was installed.

    Raises:
        WorkspaceError: when it cannot be read.
    """
    if not os.path.lexists(root / PATH):
        return Manifest()
    try:
        return Manifest.model_validate_json(read(root, PATH))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise WorkspaceError(
            f"{PATH}: is no manifest of installed files ({fault}); move it away to install anew"
        ) from None
