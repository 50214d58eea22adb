"""A screen that tells what happened loads the sentences, and not what renders a report."""

from __future__ import annotations

import subprocess
import sys

_LOADED = """
import sys
from pbc_tui.report.narration import sentence
print(*(name for name in sys.modules if name.startswith("pbc_tui.report")))
"""


def test_the_sentences_are_loaded_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["pbc_tui.report", "pbc_tui.report.narration"]
