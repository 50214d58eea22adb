"""Installing where an agent looks, and leaving without a trace (SPEC 7, 12).

What a person has edited is theirs: it is neither overwritten nor removed, and said so.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pbc_tui.agents.agent import Agent
from pbc_tui.agents.installed_texts import (
    BEGIN,
    CONTEXT_TEXT,
    END,
    QUESTIONS_TEXT,
    SKILL,
    SKILL_TEXT,
    block,
)
from pbc_tui.agents.manifest import InstalledFile, InstalledLines, Manifest, read_manifest
from pbc_tui.agents.mcp_configuration import mcp_text, names_us
from pbc_tui.workspace.files import WorkspaceError, confined, read, remove, write_atomically

Does = Literal["create", "update", "add lines", "same", "keep", "remove", "remove lines"]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one path; ``why`` says why it is left as it is, "" otherwise.

    ``content`` is what it then holds, None for nothing; ``put`` the lines that are put into it.
    ``add`` is what the person may put into a file of theirs, which is left as it is.
    """

    path: str
    does: Does
    why: str = ""
    content: bytes | None = None
    put: str = ""
    add: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is written or deleted."""
        return self.does not in ("same", "keep")


def installation(root: Path, agent: Agent, *, mcp: bool = False) -> tuple[Step, ...]:
    """What installing would do; nothing is written.

    Raises:
        WorkspaceError: when the manifest cannot be read.
    """
    manifest = read_manifest(root)
    return tuple(_installation(root, agent, manifest, mcp=mcp))


def install(root: Path, agent: Agent, *, mcp: bool = False) -> tuple[Step, ...]:
    """Write the skill and the lines of context where the agent looks; returns what was done.

    With ``mcp`` our server is written into the agent's configuration as well, where there is none.

    Raises:
        WorkspaceError: when something cannot be written; what was written is in the manifest.
    """
    manifest = read_manifest(root)
    steps = tuple(_installation(root, agent, manifest, mcp=mcp))
    try:
        for step in steps:
            _carry_out(root, step, manifest)
            _note(step, agent.id, manifest)
    finally:
        _make_directories(root, ".pbc/agents.json", manifest)
        manifest.write(root)
    return steps


def removal(root: Path, agent: Agent) -> tuple[Step, ...]:
    """What uninstalling would do; nothing is written.

    Raises:
        WorkspaceError: when the manifest cannot be read.
    """
    return tuple(_removal(root, agent, read_manifest(root)))


def uninstall(root: Path, agent: Agent) -> tuple[Step, ...]:
    """Remove what was installed for the agent and no other needs; returns what was done.

    Raises:
        WorkspaceError: when something cannot be removed; what is left stays in the manifest.
    """
    manifest = read_manifest(root)
    steps = tuple(_removal(root, agent, manifest))
    try:
        for step in steps:
            _carry_out(root, step, manifest)
            manifest.files.pop(step.path, None)
            manifest.lines.pop(step.path, None)
        for agents in manifest.users:
            agents[:] = [name for name in agents if name != agent.id]
    finally:
        manifest.write(root)
        _remove_directories(root, manifest)
    return steps


def installed(root: Path) -> tuple[str, ...]:
    """The agents that something is installed for in a repository.

    Raises:
        WorkspaceError: when the manifest cannot be read.
    """
    return read_manifest(root).agents


def names_in_root(root: Path) -> frozenset[str]:
    """The files and directories in the root that hold nothing but what was installed.

    Raises:
        WorkspaceError: when the manifest cannot be read.
    """
    manifest = read_manifest(root)
    ours = {*manifest.files, *(path for path, each in manifest.lines.items() if each.created)}
    names = {path.partition("/")[0] for path in ours}
    return frozenset(name for name in names if _below(root, name) <= ours)


def _below(root: Path, name: str) -> set[str]:
    """The files at or below a name in the root."""
    place = root / name
    if not place.is_dir() or place.is_symlink():
        return {name}
    return {path.relative_to(root).as_posix() for path in place.rglob("*") if not path.is_dir()}


def _installation(root: Path, agent: Agent, manifest: Manifest, *, mcp: bool) -> Iterator[Step]:
    yield _file(root, f"{agent.skills[0]}/{SKILL}/SKILL.md", SKILL_TEXT, manifest)
    if agent.prompts:
        yield _file(root, agent.prompts.format(name=SKILL), QUESTIONS_TEXT, manifest)
    for path in agent.context:
        yield _lines(root, path, CONTEXT_TEXT, manifest)
    for path, pointer in agent.imports.items():
        yield _lines(root, path, pointer, manifest)
    for path, text in agent.files.items():
        step = _file(root, path, text, manifest)
        yield replace(step, add=text) if step.does == "keep" else step
    if mcp and agent.mcp:
        yield _configuration(root, agent, manifest)


def _configuration(root: Path, agent: Agent, manifest: Manifest) -> Step:
    """The file that names our server; one of the person's is left for them to add it to."""
    wanted = mcp_text(agent)
    step = _file(root, agent.mcp, wanted, manifest)
    if step.does != "keep":
        return step
    with suppress(WorkspaceError):
        if names_us(_present(root, agent.mcp) or b""):
            return replace(step, why="it names pbc-tui already")
    return replace(step, add=wanted)


def _file(root: Path, path: str, text: str, manifest: Manifest) -> Step:
    wanted = text.encode()
    try:
        present = _present(root, path)
    except WorkspaceError as error:
        return Step(path, "keep", _why(path, error))
    known = manifest.files.get(path)
    if present is None:
        return Step(path, "create", content=wanted)
    if present == wanted:
        return Step(path, "same", content=wanted)
    if known is None:
        return Step(path, "keep", "it was there already and is not ours")
    if known.sha256 != _digest(present):
        return Step(path, "keep", "it was edited since it was installed")
    return Step(path, "update", content=wanted)


def _why(path: str, error: WorkspaceError) -> str:
    """What is wrong, without the path that is told beside it."""
    return str(error).removeprefix(f"{path}: ")


def _lines(root: Path, path: str, text: str, manifest: Manifest) -> Step:
    try:
        present = _present(root, path)
        before = "" if present is None else present.decode()
    except WorkspaceError as error:
        return Step(path, "keep", _why(path, error))
    except UnicodeDecodeError:
        return Step(path, "keep", "it is not UTF-8 text")
    end = "\r\n" if "\r\n" in before else "\n"
    wanted = block(text).replace("\n", end)
    known = manifest.lines.get(path)
    if wanted in before:
        put = known.text if known is not None and known.text in before else wanted
        return Step(path, "same", content=present, put=put)
    if known is not None and known.text in before:
        put = known.text[: known.text.index(BEGIN)] + wanted
        content = before.replace(known.text, put, 1)
        return Step(path, "update", content=content.encode(), put=put)
    if BEGIN in before or END in before:
        return Step(path, "keep", "our lines in it were edited")
    if text.strip() in (line.strip() for line in before.splitlines()):
        return Step(path, "keep", f"it has the line {text.strip()} already")
    gap = "" if not before else end if before.endswith("\n") else end * 2
    does: Does = "create" if present is None else "add lines"
    return Step(path, does, content=(before + gap + wanted).encode(), put=gap + wanted)


def _removal(root: Path, agent: Agent, manifest: Manifest) -> Iterator[Step]:
    for path, file in manifest.files.items():
        if file.agents != [agent.id]:
            continue
        try:
            present = _present(root, path)
        except WorkspaceError as error:
            yield Step(path, "keep", _why(path, error))
            continue
        if present is not None and _digest(present) != file.sha256:
            yield Step(path, "keep", "it was edited since it was installed")
        else:
            yield Step(path, "remove")
    for path, lines in manifest.lines.items():
        if lines.agents == [agent.id]:
            yield _without(root, path, lines)


def _without(root: Path, path: str, lines: InstalledLines) -> Step:
    try:
        present = _present(root, path)
        text = "" if present is None else present.decode()
    except (WorkspaceError, UnicodeDecodeError) as error:
        return Step(
            path, "keep", _why(path, error) if isinstance(error, WorkspaceError) else "no text"
        )
    if present is None:
        return Step(path, "remove")
    if lines.text in text:
        rest = text.replace(lines.text, "", 1)
    elif (bare := lines.text[lines.text.index(BEGIN) :]) in text:
        rest = text.replace(bare, "", 1)
    else:
        return Step(path, "keep", "our lines in it were edited")
    if not rest and lines.created:
        return Step(path, "remove")
    return Step(path, "remove lines", content=rest.encode())


def _carry_out(root: Path, step: Step, manifest: Manifest) -> None:
    if not step.changes:
        return
    if step.content is None:
        remove(root, step.path)
    else:
        _make_directories(root, step.path, manifest)
        write_atomically(root, step.path, step.content)


def _note(step: Step, agent: str, manifest: Manifest) -> None:
    """Put an installed path into the manifest; what a person edited stays there as it was."""
    if step.put:
        earlier = manifest.lines.get(step.path)
        manifest.lines[step.path] = InstalledLines(
            text=step.put,
            created=earlier.created if earlier else step.does == "create",
            agents=_with(earlier.agents if earlier else [], agent),
        )
    elif step.content is not None:
        known = manifest.files.get(step.path)
        manifest.files[step.path] = InstalledFile(
            sha256=_digest(step.content), agents=_with(known.agents if known else [], agent)
        )
    elif kept := manifest.files.get(step.path) or manifest.lines.get(step.path):
        kept.agents = _with(kept.agents, agent)


def _with(agents: list[str], agent: str) -> list[str]:
    return [*agents, agent] if agent not in agents else agents


def _make_directories(root: Path, path: str, manifest: Manifest) -> None:
    """Note the directories that a path needs and that are not there yet."""
    parts = path.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        directory = "/".join(parts[:count])
        if not (root / directory).exists() and directory not in manifest.directories:
            manifest.directories.append(directory)


def _remove_directories(root: Path, manifest: Manifest) -> None:
    """Remove the directories that we made and that are empty by now."""
    for directory in sorted(manifest.directories, key=len, reverse=True):
        with suppress(OSError, WorkspaceError):
            confined(root, directory).rmdir()


def _present(root: Path, path: str) -> bytes | None:
    """The content of a path, None where there is nothing.

    Raises:
        WorkspaceError: when it is no ordinary file, or lies behind a link.
    """
    place = confined(root, path)
    return read(root, path) if os.path.lexists(place) else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
