"""Whether a package index is reached: what needs one is skipped with the reason where none is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def fault(environment: Mapping[str, str]) -> str:
    """Why nothing can be installed under these variables, "" where an index answers."""
    asked = subprocess.run(
        [str(Path(sys.executable).with_name("uv")), "pip", "compile", "-q", "--no-header", "-"],
        input="iniconfig",
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return asked.stderr.strip().splitlines()[-1] if asked.returncode else ""
