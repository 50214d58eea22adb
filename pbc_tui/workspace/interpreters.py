"""Finding an interpreter within the versions that a project admits (SPEC 8)."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from pbc_tui.design.python_versions import LAST_MINOR, python_versions
from pbc_tui.workspace.process import run

# Behind a shim or in a virtual environment the interpreter itself lies elsewhere.
_PROBE = """
import sys, venv, ensurepip
print(*sys.version_info[:3], sep=".")
print(getattr(sys, "_base_executable", None) or sys.executable)
"""
_SECONDS = 20.0


async def find_interpreter(specifier: str) -> tuple[Path, str] | None:
    """The first interpreter whose version the specifier admits, with that version; None if none.

    The oldest admitted version is looked for first: on PATH, then under pyenv. After those, what uv
    knows is taken, and last this program's own.
    """
    admitted = python_versions(specifier)
    for candidate in _on_path(admitted):
        if found := await _fitting(candidate, specifier):
            return found
    for candidate in _under_pyenv(admitted):
        if found := await _fitting(candidate, specifier):
            return found
    through_uv = await _through_uv(specifier)
    if through_uv and (found := await _fitting(through_uv, specifier)):
        return found
    return await _fitting(Path(sys.executable), specifier)


def python_in(environment: Path) -> Path:
    """Where the interpreter of a virtual environment lies."""
    return program_in(environment, "python")


def program_in(environment: Path, name: str) -> Path:
    """Where a program of a virtual environment lies."""
    if sys.platform == "win32":
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name


def _on_path(admitted: tuple[str, ...]) -> Iterator[Path]:
    names = [*(f"python{version}" for version in admitted), "python3", "python"]
    for name in names:
        if found := shutil.which(name):
            yield Path(found)


def _under_pyenv(admitted: tuple[str, ...]) -> Iterator[Path]:
    home = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in admitted:
        pattern = re.compile(re.escape(version) + r"\.\d+")
        try:
            names = [name for name in os.listdir(home) if pattern.fullmatch(name)]
        except OSError:
            return
        for name in sorted(names, key=lambda each: int(each.rpartition(".")[2]), reverse=True):
            yield home / name / "bin" / "python"


async def _through_uv(specifier: str) -> Path | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    try:
        finished = await run(
            [uv, "python", "find", "--no-project", "--offline", specifier], seconds=_SECONDS
        )
    except OSError:
        return None
    path = finished.stdout.decode(errors="replace").strip()
    return Path(path) if finished.status == 0 and path else None


async def _fitting(python: Path, specifier: str) -> tuple[Path, str] | None:
    from packaging.specifiers import SpecifierSet

    try:
        finished = await run([python, "-I", "-c", _PROBE], seconds=_SECONDS)
    except OSError:
        return None
    version, _, path = os.fsdecode(finished.stdout).strip().partition(os.linesep)
    if finished.status != 0 or not re.fullmatch(r"3\.\d{1,2}\.\d+", version):
        return None
    if int(version.split(".")[1]) > LAST_MINOR or not SpecifierSet(specifier).contains(version):
        return None
    base = Path(path)
    return (base if base.is_absolute() else python), version
