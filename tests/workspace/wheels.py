"""Small packages and fake programs, so that installing can be tried without an index."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest


def wheel(
    place: Path,
    name: str,
    version: str,
    body: str = "",
    scripts: Mapping[str, str] | None = None,
) -> Path:
    """A wheel of one module that pip can install from the directory ``place`` (PEP 427).

    ``scripts`` maps the name of a program to the function of the module that it runs.
    """
    place.mkdir(parents=True, exist_ok=True)
    meta = f"{name}-{version}.dist-info"
    path = place / f"{name}-{version}-py3-none-any.whl"
    files = {
        f"{name}.py": body,
        f"{meta}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{meta}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if scripts:
        lines = [f"{script} = {name}:{function}\n" for script, function in scripts.items()]
        files[f"{meta}/entry_points.txt"] = "[console_scripts]\n" + "".join(lines)
    record = "".join(f"{file},,\n" for file in [*files, f"{meta}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in {**files, f"{meta}/RECORD": record}.items():
            archive.writestr(file, content)
    return path


def program(directory: Path, name: str, body: str) -> Path:
    """An executable Python script of this name."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / name
    path.write_text(f"#!{sys.executable} -I\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of wheels that pip takes for all there is, with ``pytest`` in it."""
    place = tmp_path / "index"
    wheel(place, "pytest", "8.0")
    empty = tmp_path / "pip.conf"
    empty.touch()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(empty))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(place))
    return place


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache, somewhere else."""
    place = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: place / name)
    return place
