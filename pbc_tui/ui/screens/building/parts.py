"""What the parts of the build screen are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pbc_tui.ui.parts import Part

PARTS: Final[Mapping[str, Part]] = {
    "tasks": Part(
        "tasks",
        "One file each: ✓ accepted, ▶ open, ○ waiting, ⟳ stale (its specification changed), "
        "! changed after it was accepted. The one at the cursor is shown beside.",
    ),
    "scope": Part(
        "out of scope",
        "What was written outside the open task; keep it, restore what was there, or open the task "
        "that it belongs to.",
    ),
    "findings": Part(
        "findings",
        "What the six checks found in the file as it lies on disk, first failure first, with the "
        "code around it, the usual cause and the remedy. Nothing is accepted but by you.",
    ),
    "prompt": Part(
        "prompt", "What the agent reads: all of the task, and nothing that it must ask."
    ),
    "diff": Part("diff", "What changed in the file since the version that was judged before."),
    "agent": Part("agent", "What an agent says that is run from here; its words decide nothing."),
}
"""By the ids of the widgets."""
