"""The report as JSON, in the shape of ``Report.model_json_schema()`` (SPEC 10)."""

from __future__ import annotations

import re
import unicodedata

from pbc_tui.report.model import Report

_UNUSUAL = re.compile(r"[^ -~\n]")
_INVISIBLE = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])


def render_json(report: Report) -> str:
    """The report as JSON; what is invisible is written as an escape, so nothing is lost and a
    terminal that shows it is not deceived."""
    return _UNUSUAL.sub(_escaped, report.model_dump_json(indent=2)) + "\n"


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(
        f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2)
    )
