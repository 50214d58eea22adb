"""pbc-tui, but that the tests of the project run under this interpreter: no index is asked.

python own_interpreter.py ROOT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pbc_tui.cli import main
from pbc_tui.workflow import interpreter
from pbc_tui.workspace.environment import Environment


async def _ready(*_: Any) -> Environment:
    return Environment(Path(sys.executable), "3")


if __name__ == "__main__":
    setattr(interpreter, "prepare", _ready)  # noqa: B010
    sys.exit(main())
