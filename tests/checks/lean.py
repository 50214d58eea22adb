"""An interpreter that holds pytest and nothing else, so that a case costs one quick start.

The plugins of pbc-tui's own environment take longer to load than most cases take to run.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_PACKAGES = ("py", "pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "coverage")


def environment_with(
    place: Path, packages: Iterable[str], base: Path = Path(sys.executable)
) -> Path:
    """The interpreter of a new environment that holds copies of these packages and modules.

    ``base`` is the interpreter that makes it.
    """
    subprocess.run([base, "-m", "venv", "--without-pip", place], check=True)
    [site] = place.glob("lib/*/site-packages")
    for name in packages:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        if found.submodule_search_locations is None:
            shutil.copy(found.origin, site)
        else:
            shutil.copytree(Path(found.origin).parent, site / name)
    return place / "bin" / "python"


def lean_interpreter(directory: Path, base: Path = Path(sys.executable)) -> Path:
    """The interpreter of an environment below a directory, made when it is not there yet."""
    place = directory / f"lean-{base.parent.parent.name}"
    python = place / "bin" / "python"
    return python if python.exists() else environment_with(place, _PACKAGES, base)
