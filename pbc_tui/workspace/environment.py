"""The project's own environment, in which its tests run; made once pyproject.toml is accepted.

Only what the project depends on is installed: README and package need not be there yet, so the
project itself is not built, and whoever runs its tests puts its sources on the path (SPEC 8).
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from pbc_tui.design import options as o
from pbc_tui.workspace.environment_cache import clean_beside, hold, note_use
from pbc_tui.workspace.files import WorkspaceError
from pbc_tui.workspace.installing import install
from pbc_tui.workspace.interpreters import find_interpreter, python_in
from pbc_tui.workspace.requirements import Requirements, read_requirements
from pbc_tui.workspace.steps import StepFailed, Steps, Tell

_STAMP = "pbc-tui.stamp"
_REMOVE = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"


@dataclass(frozen=True)
class Environment:
    """An environment that stands, or the reason why there is none (``python`` is None then).

    ``seconds`` is how long it took to make; ``made_by`` is the program that installed it ("uv",
    "poetry", "pdm", "pip"), "" where nothing had to be made.
    """

    python: Path | None = None
    version: str = ""
    reason: str = ""
    seconds: float = 0.0
    made_by: str = ""


async def prepare(
    root: Path, manager: o.Dependencies, specifier: str, tell: Tell | None = None
) -> Environment:
    """Make the environment of the repository at ``root``, or take the one that fits already.

    It is made anew when the interpreter or the requirements in pyproject.toml are other ones than
    when it was made. ``tell`` receives lines of progress. It can be cancelled at any time; an
    environment that was not finished is not used. Those that nobody has used for long are removed
    in the background.
    """
    begun = monotonic()
    found = await find_interpreter(specifier)
    if found is None:
        return Environment(reason=f"no Python within {specifier} was found on this machine")
    base, version = found
    directory = environment_directory(root)
    made_by = ""
    try:
        await asyncio.to_thread(hold, directory)
        wanted = read_requirements(root)
        stamp = _stamp(base, version, manager, wanted)
        if not python_in(directory).exists() or _read(directory / _STAMP) != stamp:
            steps = Steps(tell)
            if removal := _removal(directory):
                await steps.take("removing the earlier environment", removal)
            made_by = await install(root, directory, base, wanted, manager, steps)
            (directory / _STAMP).write_text(stamp, encoding="utf-8")
    except (StepFailed, WorkspaceError, OSError) as error:
        return Environment(version=version, reason=str(error), seconds=monotonic() - begun)
    note_use(directory, root)
    clean_beside(directory.parent)
    return Environment(python_in(directory), version, seconds=monotonic() - begun, made_by=made_by)


def environment_directory(root: Path) -> Path:
    """Where the environment of a repository lies: in the user's cache (SPEC 12)."""
    resolved = root.resolve()
    name = hashlib.sha256(str(resolved).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return environments_directory() / name


def environments_directory() -> Path:
    """Where the environments of all repositories lie."""
    from platformdirs import user_cache_path

    return user_cache_path("pbc-tui") / "environments"


def _removal(directory: Path) -> list[str | Path]:
    """The command that removes an earlier environment, [] when there is none; makes its parent."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    # Thousands of files, so that is nothing for the event loop.
    return [sys.executable, "-I", "-c", _REMOVE, directory] if os.path.lexists(directory) else []


def _stamp(base: Path, version: str, manager: o.Dependencies, wanted: Requirements) -> str:
    return "\n".join([str(base), version, manager.value, *wanted.packages])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
