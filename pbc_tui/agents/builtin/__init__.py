"""The built-in agent: writes every file of a proposal from templates, without any network.

It is an agent like any other: what it writes is a file that the same checks judge. What it cannot
write it says before anything is generated.
"""

from __future__ import annotations

from pbc_tui.agents.builtin.refusing import Unwritable, refusals
from pbc_tui.agents.builtin.writing import write

__all__ = ["Unwritable", "refusals", "write"]
