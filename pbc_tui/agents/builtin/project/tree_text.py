"""The tree of a repository as text, for its README."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

_Branch: TypeAlias = "dict[str, _Branch]"


def tree_text(root: str, paths: Iterable[str]) -> str:
    """The paths as a box-drawing tree below ``root``, in their order."""
    top: _Branch = {}
    for path in paths:
        branch = top
        for part in path.split("/"):
            branch = branch.setdefault(part, {})
    return "\n".join([f"{root}/", *_lines(top, "")])


def _lines(branch: _Branch, indent: str) -> list[str]:
    lines = []
    for place, (name, below) in enumerate(branch.items()):
        last = place == len(branch) - 1
        lines.append(f"{indent}{'└── ' if last else '├── '}{name}{'/' if below else ''}")
        lines += _lines(below, indent + ("    " if last else "│   "))
    return lines
