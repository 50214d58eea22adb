"""What users of a file can see of its contract, however its text is laid out."""

from __future__ import annotations

import ast
from functools import lru_cache

from pbc_tui.design.contract.parsing import NotPython, parse_module


@lru_cache(maxsize=1024)
def outline(text: str) -> str:
    """Stub text without its comments and its layout; as it is where it cannot be read."""
    try:
        return ast.unparse(parse_module(text))
    except (NotPython, RecursionError):
        return text.strip()
