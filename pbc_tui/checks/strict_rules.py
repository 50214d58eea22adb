"""The rules of ruff that no comment in a file switches off; one run of it serves two checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Beside invalid-syntax, which ruff always reports: what Python refuses at compile time.
_COMPILE_TIME = (
    "E9",
    *("F404", "F621", "F622", "F701", "F702", "F704", "F706", "F707"),
    *("PLE0115", "PLE0117", "PLE0118", "PLE1142"),
)
SELECTED = ",".join((*_COMPILE_TIME, "S"))
"""What to select: the rules of the syntax check and of the security check."""

Row = Mapping[str, Any]
"""A finding as ruff prints it."""


def is_of_syntax(row: Row) -> bool:
    """Whether a finding says that Python does not take the file."""
    code = str(row.get("code") or "")
    return code in ("", "invalid-syntax") or code.startswith(_COMPILE_TIME)


def is_of_security(row: Row) -> bool:
    """Whether a finding comes from the rules of flake8-bandit."""
    code = str(row.get("code") or "")
    return code.startswith("S") and code[1:].isdigit()
