"""The project's own environment, in which its tests run; made once pyproject.toml is accepted.

The project itself is not built: its sources are on the path, since README and package may not be
there yet. What it depends on is installed, by uv where that is chosen and there, else by pip (SPEC
8).
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from pbc_tui.design import options as o
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.files import WorkspaceError, read
from pbc_tui.workspace.interpreters import find_interpreter
from pbc_tui.workspace.process import Finished, run

LONGEST = 600.0
"""Seconds that one step of making an environment may take."""
_EXTRAS = ("dev", "test")
_STAMP = "pbc-tui.stamp"

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Environment:
    """An environment that stands, or the reason why there is none (``python`` is None then).

    ``seconds`` is how long it took to make; ``made_by`` is "uv" or "pip", "" where none was made.
    """

    python: Path | None = None
    version: str = ""
    reason: str = ""
    seconds: float = 0.0
    made_by: str = ""


class _Failed(Exception):
    """A step that did not succeed; the message says which and why."""


async def prepare(root: Path, manager: o.Dependencies, specifier: str, tell: Tell) -> Environment:
    """Make the environment of the repository at ``root``, or take the one that fits already.

    ``tell`` receives one line for each step.
    """
    began = monotonic()
    found = await find_interpreter(specifier)
    if found is None:
        return Environment(reason=f"no interpreter within {specifier} is installed")
    base, version = found
    try:
        requirements = _requirements(root)
        directory = environment_directory(root)
        python = _python_in(directory)
        stamp = _stamp(base, version, requirements)
        if python.exists() and _read(directory / _STAMP) == stamp:
            return Environment(python, version, seconds=monotonic() - began)
        made_by = await _make(directory, base, requirements, manager, tell)
        (directory / _STAMP).write_text(stamp)
    except (_Failed, OSError) as failure:
        return Environment(version=version, reason=str(failure), seconds=monotonic() - began)
    return Environment(python, version, seconds=monotonic() - began, made_by=made_by)


def environment_directory(root: Path) -> Path:
    """Where the environment of a repository lies: in the user's cache (SPEC 12)."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return user_cache_path("pbc-tui") / "environments" / f"{root.name[:40]}-{name}"


async def _make(
    directory: Path, base: Path, requirements: Sequence[str], manager: o.Dependencies, tell: Tell
) -> str:
    shutil.rmtree(directory, ignore_errors=True)
    directory.parent.mkdir(parents=True, exist_ok=True)
    python = _python_in(directory)
    uv = shutil.which("uv") if manager is o.Dependencies.UV else None
    tell(f"making an environment with {base.name}")
    if uv:
        await _step([uv, "venv", "--quiet", "--no-project", "--python", base, directory])
        install: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        await _step([base, "-I", "-m", "venv", directory])
        install = [python, "-I", "-m", "pip", "install", "--quiet", "--no-input"]
        install += ["--disable-pip-version-check"]
    if requirements:
        tell(f"installing {', '.join(_names(requirements))}")
        await _step([*install, *requirements])
    return "uv" if uv else "pip"


async def _step(argv: Sequence[str | Path]) -> Finished:
    finished = await run(argv, seconds=LONGEST)
    if finished.timed_out:
        raise _Failed(f"{Path(argv[0]).name} took longer than {LONGEST:.0f} s")
    if finished.status != 0:
        output = (finished.stderr or finished.stdout).decode(errors="replace")
        raise _Failed(f"the environment could not be made: {_cause(output)}")
    return finished


def _cause(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    marked = [line for line in lines if line.lstrip().lower().startswith(("error", "× "))]
    return single_line((marked or lines or ["no reason given"])[-1], 300)


def _requirements(root: Path) -> tuple[str, ...]:
    """What pyproject.toml asks for: its dependencies and those of the extras that tests need."""
    try:
        project: Any = tomllib.loads(read(root, "pyproject.toml").decode()).get("project", {})
        wanted = list(project.get("dependencies", []))
        extras = project.get("optional-dependencies", {})
        for name in _EXTRAS:
            wanted += extras.get(name, [])
    except (OSError, ValueError, AttributeError, TypeError, WorkspaceError) as error:
        raise _Failed(f"pyproject.toml cannot be read: {single_line(str(error))}") from error
    own = str(project.get("name", ""))
    texts = [text for text in wanted if isinstance(text, str) and _is_requirement(text, own)]
    return tuple(sorted({*texts, "pytest"}))


def _is_requirement(text: str, own: str) -> bool:
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return False
    # A reference to the project's own extra is resolved already; an address is never fetched.
    return requirement.url is None and canonicalize_name(requirement.name) != canonicalize_name(own)


def _names(requirements: Sequence[str]) -> list[str]:
    from packaging.requirements import Requirement

    return sorted({Requirement(text).name for text in requirements})


def _stamp(base: Path, version: str, requirements: Sequence[str]) -> str:
    return "\n".join([str(base), version, *requirements])


def _python_in(directory: Path) -> Path:
    if sys.platform == "win32":
        return directory / "Scripts" / "python.exe"
    return directory / "bin" / "python"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
