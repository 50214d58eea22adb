"""The lock file, written by the dependency manager itself (SPEC 5, 9)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.managers import MANAGERS, Manager, command_line
from pbc_tui.workspace import scratch
from pbc_tui.workspace.files import WorkspaceError, read, write_atomically
from pbc_tui.workspace.installing import LARGEST_LOCK, copy_of
from pbc_tui.workspace.interpreters import find_interpreter, program_in
from pbc_tui.workspace.requirements import read_requirements
from pbc_tui.workspace.steps import StepFailed, Steps, Tell
from pbc_tui.workspace.virtual_environment import environment_for_tools, make, pip_install

# What to ask an index for; PDM's newest dependencies do not always go with it.
_DISTRIBUTIONS = {"pdm": "pdm[locked]"}


async def lock(root: Path, manager: o.Dependencies, tell: Tell | None = None) -> str:
    """Let the manager lock the repository at ``root``; "" when it did, else why not.

    It works on a copy of pyproject.toml and of an earlier lock file, so that nothing but the lock
    file gets into the repository. A manager that is not installed is obtained once, for us alone,
    into the user's cache. ``tell`` receives lines of progress.
    """
    entry = MANAGERS[manager]
    if not entry.lock:
        return f"{entry.title} has no lock file"
    steps = Steps(tell)
    try:
        program = shutil.which(entry.executable) or await _obtain(entry, steps)
        base = await _interpreter(root)
        with scratch.directory("lock") as copy:
            copy_of(root, copy, "pyproject.toml", entry.lock_file)
            await steps.take(
                command_line(entry.lock),
                [program, *entry.lock[1:]],
                cwd=copy,
                env=_environment(base, copy),
            )
            write_atomically(root, entry.lock_file, read(copy, entry.lock_file, LARGEST_LOCK))
    except (StepFailed, WorkspaceError, OSError) as error:
        return str(error)
    return ""


def _environment(base: Path | None, place: Path) -> dict[str, str]:
    """Keeps each manager from making an environment in the repository or fetching a Python."""
    settings = {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
        "POETRY_NO_INTERACTION": "1",
        "POETRY_VIRTUALENVS_IN_PROJECT": "false",
        "POETRY_VIRTUALENVS_PATH": str(place / "environments"),
        "PDM_CHECK_UPDATE": "0",
        "PDM_USE_VENV": "0",
        "PDM_IGNORE_SAVED_PYTHON": "1",
    }
    if base is not None:
        settings |= {"UV_PYTHON": str(base), "PDM_PYTHON": str(base)}
        # Poetry takes what it finds first.
        settings["PATH"] = f"{base.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return environment_for_tools(**settings)


async def _interpreter(root: Path) -> Path | None:
    specifier = read_requirements(root).python
    found = await find_interpreter(specifier) if specifier else None
    return found[0] if found else None


async def _obtain(manager: Manager, steps: Steps) -> Path:
    """The manager's program in an environment of its own, which is made when it is not there."""
    from platformdirs import user_cache_path

    distribution = _DISTRIBUTIONS.get(manager.executable, manager.executable)
    # Named after what it was made of: one made otherwise is another one.
    name = distribution.strip("]").replace("[", "-")
    directory = user_cache_path("pbc-tui") / "managers" / name
    program = program_in(directory, manager.executable)
    if program.exists():
        return program
    steps.tell(f"obtaining {manager.title}, which is not installed")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        await make(directory, Path(sys.executable), steps)
        await pip_install(directory, (distribution,), f"pip installs {manager.title}", steps)
    except (StepFailed, OSError) as error:
        raise StepFailed(
            f"{manager.title} is not installed and could not be obtained; {error}"
        ) from error
    return program
