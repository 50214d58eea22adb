"""The lock file, written by the dependency manager itself (SPEC 5, 9)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.managers import MANAGERS, Manager, command_line
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.process import run

LONGEST = 600.0
"""Seconds that locking may take."""


async def lock(root: Path, manager: o.Dependencies) -> str:
    """Let the manager lock the repository at ``root``; "" when it did, else why not."""
    entry = MANAGERS[manager]
    if not entry.lock:
        return f"{entry.title} has no lock file"
    argv, reason = await _command(entry)
    if reason:
        return reason
    try:
        finished = await run(argv, cwd=root, seconds=LONGEST)
    except OSError as error:
        return f"{entry.title}: {error.strerror or error}"
    if finished.timed_out:
        return f"{entry.title} did not lock within {LONGEST:.0f} s"
    if finished.status != 0:
        output = (finished.stderr or finished.stdout).decode(errors="replace").strip()
        last = single_line(output.rpartition("\n")[2], 300)
        return f"`{command_line(entry.lock)}` ended with exit status {finished.status}: {last}"
    return ""


async def _command(manager: Manager) -> tuple[list[str | Path], str]:
    """The command that locks: the installed manager's, else that of one made for us alone."""
    if found := shutil.which(manager.executable):
        return [found, *manager.lock[1:]], ""
    own = _own_directory(manager) / "bin" / manager.executable
    if not own.exists() and (reason := await _obtain(manager)):
        return [], reason
    return [own, *manager.lock[1:]], ""


async def _obtain(manager: Manager) -> str:
    directory = _own_directory(manager)
    directory.parent.mkdir(parents=True, exist_ok=True)
    pip = [directory / "bin" / "python", "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    for argv in (
        [sys.executable, "-I", "-m", "venv", directory],
        [*pip, "--disable-pip-version-check", manager.executable],
    ):
        finished = await run(argv, seconds=LONGEST)
        if finished.status != 0:
            shutil.rmtree(directory, ignore_errors=True)
            output = finished.stderr.decode(errors="replace").strip()
            last = single_line(output.rpartition("\n")[2], 200)
            return f"{manager.title} is not installed and could not be obtained: {last}"
    return ""


def _own_directory(manager: Manager) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("pbc-tui") / "managers" / manager.executable
