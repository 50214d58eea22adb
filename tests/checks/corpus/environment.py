"""The environment of the corpus's repositories: pytest and what their files import, no plugins.

The development environment has pytest plugins whose loading takes longer than all that is judged;
an environment of its own is also what a generated project has.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

_PACKAGES = (
    "pytest",
    "_pytest",
    "py.py",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "click",
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_extensions.py",
    "typing_inspection",
)


def make_environment(place: Path) -> Path:
    """Make the environment below ``place``, which must not exist, and return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    # The same layout as that of the interpreter that runs this, below another prefix.
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    site.mkdir(parents=True, exist_ok=True)
    for name in _PACKAGES:
        source = Path(sysconfig.get_path("purelib")) / name
        if source.is_dir():
            shutil.copytree(source, site / name)
        else:
            shutil.copy2(source, site / name)
    return python
