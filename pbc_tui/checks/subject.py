"""What is judged: one file of a repository, its specification, and what its tests run under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbc_tui.design.own_settings import SETTINGS
from pbc_tui.design.specification import Specification
from pbc_tui.workspace.sandbox.sandbox import Sandbox

TESTS_SECONDS = SETTINGS["tests_seconds"].usual
"""How long the tests of one file may take unless configured (SPEC 8)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One file to be judged.

    ``root`` is the repository's directory. ``python`` is the interpreter of the project's own
    environment, None where there is none; ``no_python`` then says why, and is "" where the one of
    pbc-tui itself stands in (SPEC 12, task file). ``tests_seconds`` limits the tests check.
    ``ruff`` is the ``[tool.ruff]`` table of the accepted ``pyproject.toml``, None where the style
    rules of the specification apply. Tests run in ``sandbox``, the strongest that is found when
    None; where nothing confines, only with ``allow_unconfined``.
    """

    root: Path
    spec: Specification
    python: Path | None = None
    no_python: str = ""
    tests_seconds: float = TESTS_SECONDS
    ruff: Mapping[str, Any] | None = None
    whole: bool = False
    sandbox: Sandbox | None = None
    allow_unconfined: bool = False

    @property
    def packages(self) -> list[str]:
        """The directories in which the project's own environment keeps what is installed."""
        if self.python is None:
            return []
        base = self.python.parent.parent
        found = [*base.glob("lib/python3.*/site-packages"), base / "Lib/site-packages"]
        return [str(place) for place in found if place.is_dir()]

    @property
    def path(self) -> Path:
        """Where the file lies on disk."""
        return self.root / self.spec.path
