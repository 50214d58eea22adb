"""What can be measured on the files of the plan; nothing is assumed (SPEC 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pbc_tui.design.plan.build import Plan
from pbc_tui.workspace.files import WorkspaceError, read


@dataclass(frozen=True)
class Measured:
    """Sizes in bytes by path, and lines of code that are neither blank nor only a comment."""

    sizes: Mapping[str, int]
    code_lines: int
    test_lines: int


def measure(root: Path, plan: Plan) -> Measured:
    """Measure the files of the plan as they lie on disk; what is not there has no size."""
    sizes: dict[str, int] = {}
    code = tests = 0
    for task in plan.tasks:
        try:
            content = read(root, task.path)
        except (OSError, WorkspaceError):
            continue
        sizes[task.path] = len(content)
        if task.path.endswith(".py"):
            lines = _lines_of_code(content)
            if task.is_test:
                tests += lines
            else:
                code += lines
    return Measured(sizes, code, tests)


def _lines_of_code(content: bytes) -> int:
    lines = (line.strip() for line in content.splitlines())
    return sum(bool(line) and not line.startswith(b"#") for line in lines)
