"""What a project may set for pbc-tui itself: the table ``[tool.pbc-tui]`` of its pyproject.toml."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pbc_tui.design.plain_text import single_line
from pbc_tui.design.toml_reading import read_toml

_TABLE = "tool.pbc-tui"
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Setting:
    """A number that may be set: what counts without it, and between which bounds."""

    usual: float
    least: float
    most: float
    unit: str


SETTINGS: Mapping[str, Setting] = {
    "tests_seconds": Setting(60, 1, 3600, "seconds"),
    "quiet_milliseconds": Setting(150, 20, 5000, "milliseconds"),
    "attempts": Setting(3, 1, 50, "attempts"),
}
"""The settings by their names: the time limit of a file's tests (SPEC 8), how long nothing is
written until a file that is written in place counts as written, and how often a task is handed over
before it is time to think again."""


@dataclass(frozen=True)
class OwnSettings:
    """The settings that count; ``faults`` says in one line each what was set and does not."""

    tests_seconds: float = SETTINGS["tests_seconds"].usual
    quiet_milliseconds: float = SETTINGS["quiet_milliseconds"].usual
    faults: tuple[str, ...] = ()
    attempts: float = SETTINGS["attempts"].usual


@lru_cache(maxsize=8)
def own_settings(pyproject: str | None) -> OwnSettings:
    """The settings by the text of a ``pyproject.toml``; the usual ones where it has none.

    A number beyond a bound counts as that bound; what is no number does not count.
    """
    try:
        table = read_toml(pyproject or "")["tool"]["pbc-tui"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return OwnSettings()
    if not isinstance(table, dict):
        return OwnSettings(faults=(f"{_TABLE}: write a table of settings",))
    values: dict[str, float] = {}
    faults: list[str] = []
    for name, value in table.items():
        setting = SETTINGS.get(name)
        if setting is None:
            faults.append(f"{_TABLE}.{_shown(name)}: no such setting{_near(name)}")
            continue
        values[name], counts = _number(value, setting)
        if counts:
            faults.append(
                f"{_TABLE}.{name}: {_shown(value)} is not between {setting.least:g} and "
                f"{setting.most:g} {setting.unit}; {values[name]:g} counts"
            )
    return OwnSettings(**values, faults=tuple(faults))


def _number(value: Any, setting: Setting) -> tuple[float, bool]:
    """The number that counts, and whether it is another one than was set."""
    # A number that is none (nan) compares with nothing.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return setting.usual, True
    number = min(max(value, setting.least), setting.most)
    return float(number), number != value


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, SETTINGS, n=1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else f"; {', '.join(SETTINGS)} are"


def _shown(value: Any) -> str:
    try:
        return single_line(str(value), _LONGEST_SHOWN)
    except ValueError:
        # Python does not write out thousands of digits.
        return "a huge number"
