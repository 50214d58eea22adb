"""What the rows gave, kept row by row, and shown as a table."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.agents.matrix.designs import FACTORS, Row
from tests.agents.matrix.steps import STEPS

VARIABLE = "PBC_MATRIX"
"""Names the directory of the results; without it they lie below build/."""

_ROOT = Path(__file__).parents[3]


@dataclass
class Result:
    """One row: what it chose, and what each step gave ("ok", "-" or "FAILED")."""

    row: Row
    steps: dict[str, str] = field(default_factory=dict)
    said: str = ""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether every step was taken and none failed."""
        return set(self.steps) == set(STEPS) and "FAILED" not in self.steps.values()


def directory() -> Path:
    """Where results are kept."""
    return Path(os.environ.get(VARIABLE) or _ROOT / "build" / "matrix")


def identity(row: Row) -> str:
    """The name of a row: the same choices have the same one."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:10]


def read(row: Row) -> Result | None:
    """What an earlier run gave for a row."""
    file = directory() / f"{identity(row)}.json"
    return Result(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def write(result: Result, rows: tuple[Row, ...]) -> None:
    """Keep a result and write the table anew."""
    directory().mkdir(parents=True, exist_ok=True)
    file = directory() / f"{identity(result.row)}.json"
    file.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")
    (directory() / "matrix.md").write_text(_table(rows), encoding="utf-8")


def _table(rows: tuple[Row, ...]) -> str:
    names = [key.partition(".")[2] for key in FACTORS]
    head = ["row", "result", "s", *STEPS, *names]
    found = {identity(row): read(row) for row in rows}
    run = [result for result in found.values() if result]
    lines = [
        f"{len(rows)} rows, {len(run)} run, {sum(result.passed for result in run)} passed",
        "",
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
    ]
    for number, row in enumerate(rows):
        result = found[identity(row)]
        marks = [result.steps.get(step, "") if result else "" for step in STEPS]
        outcome = ("passed" if result.passed else "failed") if result else "open"
        seconds = f"{result.seconds:.0f}" if result else ""
        lines.append(f"| {' | '.join([str(number), outcome, seconds, *marks, *row.values()])} |")
    return "\n".join(lines) + "\n"
