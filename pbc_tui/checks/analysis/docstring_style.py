"""Which docstring style a docstring is written in, and whether it is the one asked for."""

from __future__ import annotations

import ast
import re

from pbc_tui.checks.analysis.prose import docstrings
from pbc_tui.checks.analysis.spot import Spot, at

_MARKS = {
    "google": re.compile(r"^\s*(Args|Arguments|Returns|Yields|Raises|Attributes):\s*$", re.M),
    "numpy": re.compile(
        r"^\s*(Parameters|Returns|Yields|Raises|Attributes)[ \t]*\n\s*-{3,}\s*$", re.M
    ),
    "rest": re.compile(r"^\s*:(param|parameter|arg|type|returns?|rtype|raises?)\b[^:\n]*:", re.M),
}
_NAMES = {"google": "Google", "numpy": "NumPy", "rest": "reST"}


def foreign_docstrings(module: ast.Module, style: str) -> list[Spot]:
    """Docstrings whose sections are written in another style than the one asked for."""
    found = []
    for owner, docstring in docstrings(module):
        text = str(docstring.value)
        if _MARKS[style].search(text):
            continue
        other = next((name for name, mark in _MARKS.items() if mark.search(text)), None)
        if other:
            name = getattr(owner, "name", "the module")
            message = f"the docstring of {name} is in {_NAMES[other]} style, not {_NAMES[style]}"
            found.append(at(docstring, "docstring-style", message))
    return found
