"""Installing what a project depends on: by its own manager where that is there, else by pip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.managers import MANAGERS
from pbc_tui.workspace import scratch
from pbc_tui.workspace.files import read
from pbc_tui.workspace.interpreters import python_in
from pbc_tui.workspace.requirements import Requirements
from pbc_tui.workspace.steps import StepFailed, Steps
from pbc_tui.workspace.virtual_environment import environment_for_tools, make, pip_install

LARGEST_LOCK = 16_000_000
"""The most bytes of a lock file."""


def copy_of(root: Path, place: Path, *names: str) -> None:
    """Copy files that lie at the top of the repository ``root`` to ``place``, where they are there.

    Raises:
        WorkspaceError: when one cannot be read.
    """
    for name in names:
        if os.path.lexists(root / name):
            (place / name).write_bytes(read(root, name, LARGEST_LOCK))


async def install(
    root: Path,
    directory: Path,
    base: Path,
    wanted: Requirements,
    manager: o.Dependencies,
    steps: Steps,
) -> str:
    """Make a virtual environment of the interpreter ``base`` and install ``wanted`` into it.

    What the manager cannot do here, pip does. Returns the name of the program that installed.

    Raises:
        StepFailed: when the environment could not be made.
    """
    name = MANAGERS[manager].executable
    program = shutil.which(name) if name in ("uv", *_IN_A_COPY) else None
    if program and name == "uv":
        await _by_uv(program, directory, base, wanted, steps)
        return name
    await make(directory, base, steps)
    if program:
        try:
            await _in_a_copy(root, program, _IN_A_COPY[name], directory, wanted, steps)
        except StepFailed as error:
            steps.tell(f"{error}; pip takes over")
        else:
            return name
    await pip_install(directory, wanted.packages, f"pip installs {', '.join(wanted.names)}", steps)
    return "pip"


async def _by_uv(uv: str, directory: Path, base: Path, wanted: Requirements, steps: Steps) -> None:
    # Tests run where nothing can be written, so each run would compile all of pytest once more.
    env = environment_for_tools(
        UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1", UV_COMPILE_BYTECODE="1"
    )
    making = ["venv", "--no-project", "--no-config", "--python", str(base), str(directory)]
    await steps.take("uv makes an environment", [uv, *making], env=env)
    await steps.take(
        "uv installs " + ", ".join(wanted.names),
        [uv, "pip", "install", "--python", python_in(directory), *wanted.packages],
        env=env,
    )


@dataclass(frozen=True, slots=True)
class _Command:
    """How a manager installs the dependencies alone into the environment that is active."""

    arguments: Callable[[tuple[str, ...]], list[str]]
    settings: Mapping[str, str]


_IN_A_COPY = {
    "poetry": _Command(
        lambda extras: [
            "install",
            "--no-root",
            "--no-interaction",
            *(("--extras", " ".join(extras)) if extras else ()),
        ],
        {"POETRY_NO_INTERACTION": "1"},
    ),
    "pdm": _Command(
        lambda extras: [
            "install",
            "--no-self",
            *(word for extra in extras for word in ("--group", extra)),
        ],
        {"PDM_CHECK_UPDATE": "0", "PDM_IGNORE_SAVED_PYTHON": "1"},
    ),
}


async def _in_a_copy(
    root: Path,
    program: str,
    command: _Command,
    directory: Path,
    wanted: Requirements,
    steps: Steps,
) -> None:
    # These managers write lock files and settings beside pyproject.toml; that is the plan's affair.
    name = Path(program).name
    with scratch.directory("install") as place:
        copy_of(root, place, "pyproject.toml")
        await steps.take(
            f"{name} installs {', '.join(wanted.names)}",
            [program, *command.arguments(wanted.extras)],
            cwd=place,
            env=environment_for_tools(VIRTUAL_ENV=str(directory), **command.settings),
        )
    look = [str(python_in(directory)), "-I", "-c", "import pytest"]
    try:
        await steps.take("looking for pytest", look)
    except StepFailed:
        await pip_install(directory, ("pytest",), "pip installs pytest", steps)
