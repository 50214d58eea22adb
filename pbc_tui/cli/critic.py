"""``pbc-tui critic``: the score of a design, without a session."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pbc_tui.cli import DONE, NEEDS_REVISION
from pbc_tui.cli.inputs import read_design
from pbc_tui.cli.narration import say, say_json
from pbc_tui.design.critic import LEAST_TOTAL, Review, review


def show_review(answers: Path, checkpoint: Literal[1, 2], as_json: bool) -> int:
    """Print the review; 1 under the least total with which a checkpoint can be passed."""
    design = read_design(answers)
    found = review(design.answers, design.tree, checkpoint)
    if as_json:
        say_json(found.public())
    else:
        say("\n".join(_lines(found)))
    return DONE if found.total >= LEAST_TOTAL else NEEDS_REVISION


def _lines(found: Review) -> list[str]:
    lines = [f"Checkpoint {found.checkpoint}: {found.total}/25, {found.assessment}", ""]
    for dimension in found.dimensions:
        bar = "█" * dimension.score + "░" * (5 - dimension.score)
        lines.append(f"{dimension.name:<16} {bar} {dimension.score}  {dimension.justification}")
        for deduction in dimension.deductions:
            lines.append(f"    -{deduction.points} {deduction.rule}: {deduction.evidence}")
            lines.append(f"       {deduction.remedy}")
    for title, entries in (
        ("Risks", found.risks),
        ("Missing", found.missing),
        ("Recommendations", found.recommendations),
    ):
        if entries:
            lines += ["", title, *(f"  - {entry}" for entry in entries)]
    return lines
