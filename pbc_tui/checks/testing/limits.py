"""How long the tests of one file may take: a minute, unless the project's settings say otherwise.

The setting is ``tests_seconds`` in the table ``[tool.pbc-tui]`` of the accepted ``pyproject.toml``.
"""

from __future__ import annotations

from pbc_tui.checks.subject import TESTS_SECONDS
from pbc_tui.design.toml_reading import read_toml

LONGEST = 3600.0
"""The most that can be configured, in seconds."""


def configured_seconds(pyproject: str | None) -> float:
    """The limit by the text of a ``pyproject.toml``; the usual one where it names none."""
    try:
        seconds = read_toml(pyproject or "")["tool"]["pbc-tui"]["tests_seconds"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return TESTS_SECONDS
    usable = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return min(float(seconds), LONGEST) if usable and seconds >= 1 else TESTS_SECONDS
