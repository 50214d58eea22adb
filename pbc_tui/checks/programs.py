"""The tools that are written in Python: started anew, or forked from a process that has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast


@dataclass(frozen=True, slots=True)
class PythonProgram:
    """A tool with a ``main`` that finds its arguments in ``sys.argv``; ``name`` is for people."""

    name: str
    module: str

    @property
    def code(self) -> str:
        """What an interpreter runs to start it."""
        return f"from {self.module} import main; main()"

    def load(self) -> Callable[[], object]:
        """Its ``main``, imported into this process."""
        return cast(Callable[[], object], import_module(self.module).main)


WORKER = PythonProgram("the worker", "pbc_tui.checks.analysis.worker")
BANDIT = PythonProgram("bandit", "bandit.cli.main")

PROGRAMS = {program.name: program for program in (WORKER, BANDIT)}
"""Every one of them, by name."""
