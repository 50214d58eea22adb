"""The standard library of each target version: modules and names that come and go.

The table lies beside this file and is derived by ``tests/stdlib_table.py`` from interpreters and
from typeshed; the interpreter that runs this has no say. A version is the minor number of Python 3.
"""

from __future__ import annotations

import difflib
import functools
from dataclasses import dataclass
from pathlib import Path

OLDEST, NEWEST = 8, 14
"""The versions that the table knows; an older or newer target is judged as the nearest of them."""

_TABLE = Path(__file__).with_name("stdlib_names.txt")


@dataclass(frozen=True, slots=True)
class Span:
    """From which version on something is there, and the first that lacks it; 0 is no bound."""

    since: int = 0
    until: int = 0

    def holds(self, minor: int) -> bool:
        """Whether it is there in Python 3.``minor``."""
        return self.since <= minor and (not self.until or minor < self.until)


def is_standard(module: str) -> bool:
    """Whether a top-level module belongs to the standard library of any version."""
    return "." not in module and module in _modules()


def module_fault(module: str, minor: int) -> str:
    """Why a standard module is not there in Python 3.``minor``; "" when it is, or is none."""
    minor = _known(minor)
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        name = ".".join(parts[:end])
        entry = _modules().get(name)
        if entry is None:
            return _no_module(name) if end > 1 else ""
        span = entry[0]
        if span.until and minor >= span.until:
            return f"{name} left the standard library in Python 3.{span.until}"
        if minor < span.since:
            return f"{name} is newer than Python 3.{minor}: it came with 3.{span.since}"
    return ""


def name_fault(dotted: str, minor: int) -> str:
    """Why a name of a standard module is not there in Python 3.``minor``; "" when it is."""
    minor = _known(minor)
    module, _, name = dotted.rpartition(".")
    span = _names(module).get(name)
    if span is None or span.holds(minor):
        return ""
    if span.until and minor >= span.until:
        return f"{dotted} was removed in Python 3.{span.until}"
    return f"{dotted} is newer than Python 3.{minor}: it came with 3.{span.since}"


def unknown_name(dotted: str) -> str:
    """What is wrong with a public name that no version of a standard module has; "" if nothing."""
    module, _, name = dotted.rpartition(".")
    names = _names(module)
    if not names or name in names or name.startswith("_") or dotted in _modules():
        return ""
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.8)
    return f"{module} has no {name}" + (f"; did you mean {near[0]}?" if near else "")


def is_name_of(module: str, name: str) -> bool:
    """Whether a standard module has a name or submodule as its own, in any version."""
    return name in _names(module) or f"{module}.{name}" in _modules()


def _known(minor: int) -> int:
    return min(max(minor, OLDEST), NEWEST)


def _no_module(name: str) -> str:
    parent, _, last = name.rpartition(".")
    if last.startswith("_") or not _names(parent):
        # What is private is nobody's promise, and of some modules no list is kept.
        return ""
    return f"{parent} has no module {last}"


@functools.cache
def _modules() -> dict[str, tuple[Span, str]]:
    """Every module with its span and the rest of its line."""
    found = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            head, _, rest = line.partition(" ")
            module, span = _entry(head)
            found[module] = (span, rest)
    return found


@functools.lru_cache(maxsize=1_000)
def _names(module: str) -> dict[str, Span]:
    entry = _modules().get(module)
    return dict(map(_entry, entry[1].split())) if entry else {}


def _entry(text: str) -> tuple[str, Span]:
    name, _, mark = text.partition("@")
    since, _, until = mark.partition("-")
    return name, Span(int(since or 0), int(until or 0))
