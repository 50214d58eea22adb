"""The sandbox that was found: its level, why no stronger one, and the command lines it makes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbc_tui.workspace.process import scrubbed_environment
from pbc_tui.workspace.sandbox import bubblewrap, landlock, seatbelt, seccomp
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits


@dataclass(frozen=True)
class Sandbox:
    """A way to confine a program.

    ``refused`` says for each stronger level, in one line, why it is not to be had. ``program`` is
    the absolute path of the program that confines, "" where none is needed.
    """

    level: Level
    refused: tuple[str, ...] = ()
    program: str = ""

    def wrap(
        self,
        layout: Layout,
        argv: Sequence[str],
        *,
        cwd: Path,
        limits: Limits,
        seccomp: int = -1,
        status: int = -1,
    ) -> list[str]:
        """The command line that runs ``argv`` at this level; see ``bubblewrap.command``."""
        if self.level is Level.BUBBLEWRAP:
            return bubblewrap.command(
                self.program,
                layout,
                argv,
                cwd=cwd,
                limits=limits,
                seccomp=seccomp,
                status=status,
            )
        if self.level is Level.SEATBELT:
            return seatbelt.command(layout, argv)
        return list(argv)

    def confinement(self, layout: Layout) -> dict[str, Any] | None:
        """What the supervisor has the kernel do to the program, None where nothing is asked of it.

        See ``inside/confine.py``.
        """
        if self.level is Level.LANDLOCK:
            rules = seccomp.program(seccomp.beside_landlock())
            return {"landlock": landlock.places(layout), "seccomp": rules}
        if self.level is Level.UNCONFINED and sys.platform == "linux" and seccomp.known():
            # It makes no sandbox, but keeps the network and the processes of others out of reach.
            rules = seccomp.program(seccomp.without_namespaces())
            return {"landlock": None, "seccomp": rules}
        return None

    def home(self, layout: Layout) -> Path:
        """The home directory as the program sees it."""
        return bubblewrap.HOME if self._in_memory(layout, layout.home) else layout.home

    def tmp(self, layout: Layout) -> Path:
        """The directory for temporary files as the program sees it."""
        return bubblewrap.TMP if self._in_memory(layout, layout.tmp) else layout.tmp

    def environment(self, layout: Layout) -> dict[str, str]:
        """The whole environment of a program; it starts from an empty one."""
        tmp = str(self.tmp(layout))
        return {
            **scrubbed_environment(self.home(layout)),
            "TMPDIR": tmp,
            "USER": "sandbox",
            "LOGNAME": "sandbox",
            # It would write beside the tests, which lie in a directory that cannot be written.
            "HYPOTHESIS_STORAGE_DIRECTORY": f"{tmp}/hypothesis",
        }

    def _in_memory(self, layout: Layout, place: Path) -> bool:
        return self.level is Level.BUBBLEWRAP and place not in layout.writable
