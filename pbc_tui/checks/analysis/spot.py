"""One place in a file where an analysis found something."""

from __future__ import annotations

import ast
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """What was found and where; ``line`` and ``column`` count from 1, 0 is the file as a whole.

    ``critical`` blocks acceptance (security); ``fails`` is False for what is only worth showing.
    ``end_line`` is the last line that the finding is about, 0 where that is ``line`` itself.
    """

    line: int
    column: int
    code: str
    message: str
    critical: bool = False
    fails: bool = True
    end_line: int = 0

    def public(self) -> dict[str, Any]:
        """As plain values for the way out of the worker."""
        return asdict(self)


def at(
    node: ast.AST, code: str, message: str, *, critical: bool = False, fails: bool = True
) -> Spot:
    """A spot at a node of the syntax tree."""
    line = getattr(node, "lineno", 0)
    column = getattr(node, "col_offset", -1) + 1
    return Spot(line, column, code, message, critical, fails, getattr(node, "end_lineno", 0) or 0)
