"""An environment as a generated project has it for its tests; made without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

# What design/blueprint/dependencies.py asks for, as far as it is installed here, and its needs.
_NEEDED = (
    *("pytest", "pluggy", "iniconfig", "packaging", "pygments"),
    *("pytest-asyncio", "typing-extensions", "pytest-cov", "coverage"),
)


def plain_environment(place: Path) -> Path:
    """Make it; its interpreter."""
    made = [sys.executable, "-m", "venv", "--without-pip", str(place)]
    subprocess.run(made, check=True)
    (packages,) = place.glob("lib/python3.*/site-packages")
    for name in _NEEDED:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        for top in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
            source = Path(str(found.locate_file(top)))
            if source.is_dir():
                shutil.copytree(source, packages / top, dirs_exist_ok=True)
            elif source.is_file():
                shutil.copy2(source, packages / top)
    return place / "bin/python"
