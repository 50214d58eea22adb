"""An interpreter that holds pytest and nothing else, so that a case costs one quick start.

The plugins of pbc-tui's own environment take longer to load than most cases take to run.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

_PACKAGES = ("py", "pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "coverage")


def lean_interpreter(directory: Path, base: Path = Path(sys.executable)) -> Path:
    """The interpreter of an environment below a directory, made when it is not there yet."""
    place = directory / f"lean-{base.parent.parent.name}"
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([base, "-m", "venv", "--without-pip", place], check=True)
        [packages] = place.glob("lib/*/site-packages")
        for name in _PACKAGES:
            found = importlib.util.find_spec(name)
            assert found is not None
            assert found.origin is not None
            if found.submodule_search_locations is None:
                shutil.copy(found.origin, packages)
            else:
                shutil.copytree(Path(found.origin).parent, packages / name)
    return python
