"""One coding agent as the table describes it: where it looks, and how it is run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from pbc_tui.design.paths import path_fault

INSTRUCTION = (
    "Read {prompt_file} and do what it says: write only the file that it names, then stop."
)
"""What an agent is told that runs without a person; the prompt itself goes by its file's path."""

PLACEHOLDERS = frozenset(["prompt", "prompt_file", "cwd", "session", "permissions"])
PERMISSIONS = "{permissions}"
"""Where a command line takes the words that give leave."""
_BRACED = re.compile(r"\{([a-z_]+)\}")


def _relative(path: str) -> str:
    if path and (fault := path_fault(path.replace("{name}", "name"))):
        raise ValueError(f"{path!r}: {fault}")
    return path


def _words(words: tuple[str, ...]) -> tuple[str, ...]:
    for word in words:
        for name in _BRACED.findall(word):
            if name not in PLACEHOLDERS:
                known = ", ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS))
                raise ValueError(f"{{{name}}} is none of {known}")
    return words


def _distinct(levels: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    for place, words in enumerate(levels):
        if "" in words or any(_BRACED.search(word) for word in words):
            raise ValueError(f"{list(words)!r}: give words of its command line as they are")
        if words in levels[:place]:
            raise ValueError(f"{list(words)!r} stands there twice")
    return levels


_Path = Annotated[str, AfterValidator(_relative)]
_Words = Annotated[tuple[str, ...], AfterValidator(_words)]
_Levels = Annotated[tuple[tuple[str, ...], ...], AfterValidator(_distinct)]


class Agent(BaseModel):
    """One coding agent. All paths are relative to the repository's root; see ``table.toml``.

    ``extra`` are arguments of the person's own, added to each command line. ``invoke`` is how a
    person calls what is installed, by ``{name}``; "" where there is no such way. ``files`` are
    files of its own, whole, that it needs to read what lies in ``.pbc``. ``mcp`` is where it is
    told of MCP servers, under ``mcp_key``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    id: str
    title: str = ""
    executables: tuple[str, ...] = ()
    version: tuple[str, ...] = ("--version",)
    run: _Words = ()
    resume: _Words = ()
    permissions: _Levels = ((),)
    session: str = ""
    extra: tuple[str, ...] = ()
    acp: _Words = ()
    skills: tuple[_Path, ...] = (".agents/skills",)
    commands: _Path = ""
    prompts: _Path = ""
    invoke: str = "/{name}"
    context: tuple[_Path, ...] = ("AGENTS.md",)
    imports: Mapping[_Path, str] = {}
    files: Mapping[_Path, str] = {}
    mcp: _Path = ""
    mcp_key: str = "mcpServers"

    @model_validator(mode="after")
    def _can_be_run(self) -> Agent:
        told = ("{prompt}", "{prompt_file}")
        for name in ("run", "resume"):
            words = getattr(self, name)
            if words and not any(each in word for each in told for word in words):
                raise ValueError(
                    f"{name}: {{prompt_file}} or {{prompt}} is missing among its words"
                )
        if self.run and not self.executables:
            raise ValueError("executables: name the program that run belongs to")
        if not self.permissions:
            raise ValueError('permissions: give lists of texts, the least first: [["--edit"]]')
        if not self.skills:
            raise ValueError("skills must not be empty")
        return self

    @property
    def words(self) -> str:
        """What it is called on screens."""
        return self.title or self.id

    @property
    def levels(self) -> tuple[str, ...]:
        """What its command line can be given leave for, in words, the least first."""
        return tuple(
            shlex.join(words) or "what its own settings allow" for words in self.permissions
        )

    @property
    def can_be_driven(self) -> bool:
        """Whether it has a command line without a person in it."""
        return bool(self.run)

    def lacks(self, root: Path) -> str:
        """What a repository lacks for it to read our prompts, on one line; "" for nothing."""
        absent = [path for path in self.files if not (root / path).exists()]
        if not absent or not (root / ".git").exists():
            return ""
        return (
            f"{', '.join(absent)}: without it {self.words} reads nothing that .gitignore names, "
            f"our prompts among it: pbc-tui agents install {self.id}"
        )

    def executable(self) -> str | None:
        """The absolute path of its program; None when it is not on PATH."""
        return next((found for name in self.executables if (found := shutil.which(name))), None)

    def acp_executable(self) -> str | None:
        """The absolute path of what speaks the protocol; None where there is nothing."""
        return shutil.which(self.acp[0]) if self.acp else None

    def argument_list(
        self,
        root: Path,
        prompt_file: Path,
        *,
        permission: int = 0,
        session: str = "",
        again: bool = False,
    ) -> list[str]:
        """Its command line for one task; ``permission`` counts from the least, 0.

        ``session`` names the session; with ``again`` the earlier one goes on. The program stands
        first by the name of the table where it is not on PATH.

        Raises:
            ValueError: when it cannot be driven, cannot go on, or has no such permission.
        """
        words = self.resume if again else self.run
        if not words or not 0 <= permission < len(self.permissions):
            raise ValueError(f"{self.words} cannot be driven with permission {permission}")
        granted = self.permissions[permission]
        filled = []
        for word in words if PERMISSIONS in words else (*words, PERMISSIONS):
            if word == PERMISSIONS:
                filled += [*granted, *self.extra]
            else:
                filled.append(fill(word, root, prompt_file, session))
        return [self.executable() or self.executables[0], *filled]

    def acp_argument_list(self, root: Path) -> list[str]:
        """The command line that speaks the Agent Client Protocol.

        Raises:
            ValueError: when it has none.
        """
        if not self.acp:
            raise ValueError(f"{self.words} does not speak the Agent Client Protocol")
        program = self.acp_executable() or self.acp[0]
        return [program, *(fill(word, root, Path(), "") for word in self.acp[1:])]


def fill(word: str, root: Path, prompt_file: Path, session: str = "") -> str:
    """A word of a command line with its placeholders filled in."""
    values = {
        "prompt": INSTRUCTION.format(prompt_file=prompt_file),
        "prompt_file": str(prompt_file),
        "cwd": str(root),
        "session": session,
    }
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), word)
