"""Copying a text with the system's own clipboard program; over SSH the terminal has to do it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

PROGRAMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("pbcopy", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("clip.exe", (), ""),
)
"""Program, arguments, and the variable without which it does not work, best first."""


def native_program(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The command that puts its input on the clipboard; [] over SSH or where there is none."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return []
    for program, arguments, needs in PROGRAMS:
        if needs and not environment.get(needs):
            continue
        if found := shutil.which(program):
            return [found, *arguments]
    return []


async def copy_natively(text: str) -> str:
    """Copy with the native program; its name when that worked, "" otherwise."""
    from pbc_tui.workspace.process import run

    argv = native_program()
    if not argv:
        return ""
    try:
        finished = await run(argv, seconds=2.0, stdin=text.encode())
    except OSError:
        return ""
    return os.path.basename(argv[0]) if finished.status == 0 else ""
