"""One generated repository on disk, and the commands that run in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
import venv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.managers import MANAGERS, Manager


class Failed(Exception):
    """A step that did not hold; the message ends with what the command said last."""


@dataclass
class Repository:
    """The repository in ``root``, made from the answers ``file``."""

    root: Path
    file: dict[str, Any]
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take nothing from the environment that these tests run in."""
        scripts = Path(sys.executable).parent
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if key not in ("VIRTUAL_ENV", "UV_PYTHON", "PYTHONPATH")
        }
        self.environment["POETRY_VIRTUALENVS_IN_PROJECT"] = "true"
        places = self.environment["PATH"].split(os.pathsep)
        kept = [place for place in places if Path(place) != scripts]
        self.environment["PATH"] = os.pathsep.join([*kept, str(scripts)])

    @property
    def manager(self) -> Manager:
        """The dependency manager that was chosen."""
        return MANAGERS[o.Dependencies(self.file["architecture"]["dependencies"])]

    @property
    def project(self) -> dict[str, Any]:
        """What its pyproject.toml says."""
        return tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))

    def has(self, *paths: str) -> bool:
        """Whether all of these files are there."""
        return all((self.root / path).exists() for path in paths)

    def make_environment(self) -> None:
        """Make the virtual environment that the manager does not make by itself."""
        if not self.manager.own_environment:
            venv.create(self.root / ".venv", with_pip=True)
            scripts = self.root / ".venv" / "bin"
            self.environment["PATH"] = f"{scripts}{os.pathsep}{self.environment['PATH']}"

    def run(self, *command: str, stdin: str = "", cwd: Path | None = None) -> str:
        """Run a command in the repository and give what it wrote.

        Raises:
            Failed: when it does not end with status 0.
        """
        done = subprocess.run(
            command,
            cwd=cwd or self.root,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{shlex.join(command)}\n{done.stdout[-2500:]}\n{done.stderr[-2500:]}")
        return done.stdout

    def own(self, *command: str, stdin: str = "") -> str:
        """Run a command in the project's own environment."""
        return self.run(*self.manager.running(*command), stdin=stdin)
