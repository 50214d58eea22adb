"""White space in files that ruff does not know, by what pycodestyle's W291 and W292 say of Python.

Nothing is said of the length of lines: prose, links and tables are as long as they are.
"""

from __future__ import annotations

import re

from pbc_tui.checks.analysis.spot import Spot

_KINDS = frozenset({"TOML", "YAML", "Markdown", "JSON", "Dockerfile"})
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


def stray_whitespace(text: str, kind: str, select: list[str]) -> list[Spot]:
    """Space at the ends of lines and a last line without its end, where the rules were selected."""
    if kind not in _KINDS or not any(rule and "W291".startswith(rule) for rule in select):
        return []
    found = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if kind == "Markdown" and (mark := _FENCE.match(line)):
            fence = "" if fence and line.strip().startswith(fence) else fence or mark.group(1)
        kept = line.rstrip(" \t")
        # Two spaces break the line in Markdown; what a fence holds is quoted as it is.
        quoted = kind == "Markdown" and (fence or (line == f"{kept}  " and kept))
        if kept != line and not quoted:
            found.append(Spot(number, len(kept) + 1, "W291", "space at the end of the line"))
    # Programs that write JSON end it with its last bracket.
    if text and not text.endswith("\n") and kind != "JSON":
        last = text.count("\n") + 1
        found.append(Spot(last, 0, "W292", "the last line lacks its end"))
    return found
