"""What can be measured on the files of the plan; nothing is assumed (SPEC 10)."""

from __future__ import annotations

import hashlib
import io
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pbc_tui.design.plan.build import Plan
from pbc_tui.workspace.files import WorkspaceError, read

_NO_CODE = frozenset(
    [
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    ]
)


@dataclass(frozen=True)
class Measured:
    """Sizes in bytes and SHA-256 by path; lines of code that are neither blank nor only a comment.

    ``unreadable`` says of each path that is missing from ``sizes`` why.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    code_lines: int = 0
    test_lines: int = 0
    sha256: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)


def measure(root: Path, plan: Plan | None) -> Measured:
    """Measure the files of the plan as they lie on disk; what is not there has no size."""
    sizes: dict[str, int] = {}
    digests: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    code = tests = 0
    for task in plan.tasks if plan else ():
        try:
            content = read(root, task.path)
        except (OSError, WorkspaceError) as error:
            unreadable[task.path] = str(error)
            continue
        sizes[task.path] = len(content)
        digests[task.path] = hashlib.sha256(content).hexdigest()
        if task.path.endswith(".py"):
            lines = lines_of_code(content)
            if task.is_test:
                tests += lines
            else:
                code += lines
    return Measured(sizes, code, tests, digests, unreadable)


def lines_of_code(content: bytes) -> int:
    """How many lines of a Python file are neither blank nor only a comment.

    A file that is no Python is counted by the beginnings of its lines.
    """
    lines: set[int] = set()
    try:
        for token in tokenize.tokenize(io.BytesIO(content).readline):
            if token.type not in _NO_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError, ValueError):
        stripped = (line.strip() for line in content.splitlines())
        return sum(bool(line) and not line.startswith(b"#") for line in stripped)
    written = content.splitlines()
    return sum(bool(written[number - 1].strip()) for number in lines if number <= len(written))
