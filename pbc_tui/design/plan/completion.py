"""What may stand at the cursor of a stub: names and modules that the project offers (SPEC 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pbc_tui.design.contract.placing_imports import written_imports
from pbc_tui.design.plan.names import Kind, Offer, ProjectNames

MOST = 200
"""The most names that are listed at once."""
_MODULE = re.compile(r"^\s*(?:from\s+|import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*)([\w.]*)$")
_FROM = re.compile(r"^\s*from\s+([\w.]+)\s+import\s+\(?(?:[\w\s,]*,)?\s*(\w*)$")
_ATTRIBUTE = re.compile(r"(?<![\w.])([A-Za-z_][\w.]*)\.(\w*)$")
_NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*)$")
_NEW = re.compile(r"\b(?:def|class|as)\s+\w*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One name to take: ``text`` replaces the last ``typed`` characters before the cursor.

    ``source`` is the module that offers it; ``statement`` the import that it needs, "" for none.
    """

    text: str
    typed: int
    kind: Kind
    source: str
    statement: str = ""


def choices(
    text: str, row: int, column: int, names: ProjectNames, module: str, *, is_package: bool = False
) -> tuple[Choice, ...]:
    """What can be taken at a place of the text (row and column from 0), the nearest first.

    ``module`` is the dotted name of the stub itself, whose own names are not offered.
    """
    rows = text.split("\n")
    before = rows[row][:column] if row < len(rows) else ""
    after = rows[row][column : column + 1] if row < len(rows) else ""
    if "#" in before or _NEW.search(before) or after.isalnum() or after == "_":
        return ()
    found = _found(text, before, names, module, is_package)
    return tuple(choice for choice, _ in zip(found, range(MOST), strict=False))


def _found(
    text: str, before: str, names: ProjectNames, module: str, is_package: bool
) -> Iterator[Choice]:
    if match := _FROM.match(before):
        home = _resolved(match[1], module, is_package)
        yield from _of_module(home, match[2], names, module)
    elif match := _MODULE.match(before):
        yield from _modules(match[1], names, module, is_package)
    elif match := _ATTRIBUTE.search(before):
        imports = {
            entry.local: entry.target
            for entry in written_imports(text, module, is_package=is_package)
        }
        first, dot, rest = match[1].partition(".")
        if first in imports:
            yield from _of_module(imports[first] + dot + rest, match[2], names, module)
    elif match := _NAME.search(before):
        yield from _anywhere(text, match[1], names, module, is_package)


def _modules(typed: str, names: ProjectNames, own: str, is_package: bool) -> Iterator[Choice]:
    if typed.startswith("."):
        dots = typed[: len(typed) - len(typed.lstrip("."))]
        outer, dot, last = typed[len(dots) :].rpartition(".")
        home = _resolved(dots + outer, own, is_package)
        for name in names.modules_in(home):
            if name.startswith(last) and f"{home}.{name}" != own:
                yield Choice(f"{dots}{outer}{dot}{name}", len(typed), Kind.MODULE, home)
        return
    for name in sorted(names.modules):
        if name.startswith(typed) and name not in (own, typed):
            yield Choice(name, len(typed), Kind.MODULE, name.rpartition(".")[0])


def _of_module(home: str, typed: str, names: ProjectNames, own: str) -> Iterator[Choice]:
    for offer in _sorted(names.offers_in(home)):
        full = f"{home}.{offer.name}"
        if offer.name.startswith(typed) and offer.name != typed and full != own:
            yield Choice(offer.name, len(typed), offer.kind, home)


def _anywhere(
    text: str, typed: str, names: ProjectNames, own: str, is_package: bool
) -> Iterator[Choice]:
    matching = [offer for offer in names.offers if offer.name.startswith(typed)]
    if not matching:
        return
    there = {
        entry.target: entry.local for entry in written_imports(text, own, is_package=is_package)
    }
    for offer in _sorted(matching):
        target = f"{offer.module}.{offer.name}"
        if offer.module == own or (offer.name == typed and target in there):
            continue
        statement = "" if there.get(target) == offer.name else offer.import_line
        yield Choice(offer.name, len(typed), offer.kind, offer.module, statement)


def _sorted(offers: Iterable[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda offer: (offer.name.startswith("_"), offer.name, offer.module))


def _resolved(written: str, own: str, is_package: bool) -> str:
    """The module that is written behind ``from``, relative or not."""
    bare = written.lstrip(".")
    dots = len(written) - len(bare)
    if not dots:
        return bare
    parts = own.split(".")
    climbs = dots - is_package
    if climbs > len(parts):
        return written
    kept = parts[: len(parts) - climbs]
    return ".".join([*kept, *([bare] if bare else [])])
