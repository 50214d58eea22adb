"""What a name that the project's own modules hand on stands for in the end."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.checks.analysis.names import Names, names_of
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.parsing import NotPython, parse_module

_MOST_MODULES = 40
_MOST_TEXT = 2_000_000
_DEEPEST = 6


class ProjectExports:
    """Follows names through the modules of a repository; nothing of it is run."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unread = _MOST_TEXT
        self._tops: dict[str, bool] = {}
        self._read: dict[str, tuple[Names, bool] | None] = {}

    def meanings(self, dotted: str, depth: int = _DEEPEST) -> set[str]:
        """Every name outside the project that a dotted name of the project hands on."""
        parts = dotted.split(".")
        for end in range(len(parts) - 1, 0, -1):
            module = ".".join(parts[:end])
            if found := self._module(module):
                return self._handed_on(found, module, parts[end:], depth)
        return set()

    def names(self, module: str) -> list[str]:
        """The names that a module of the project binds, for who imports all of them."""
        found = self._module(module)
        return found[0].bound() if found else []

    def _handed_on(
        self, found: tuple[Names, bool], module: str, rest: list[str], depth: int
    ) -> set[str]:
        names, is_package = found
        stars = {star.removesuffix(".*") for star in names.exports("*") if star.endswith(".*")}
        own = names.exports(rest[0])
        if own == {rest[0]}:
            own = set() if names.is_bound(rest[0]) else {f"{star}.{rest[0]}" for star in stars}
        meanings = set()
        for name in own:
            whole = absolute(".".join([name, *rest[1:]]), module, is_package=is_package)
            meanings.add(whole)
            if depth:
                meanings |= self.meanings(whole, depth - 1)
        return meanings

    def _module(self, name: str) -> tuple[Names, bool] | None:
        if name not in self._read:
            self._read[name] = None
            taken = sum(found is not None for found in self._read.values())
            if self._is_own(name.partition(".")[0]) and taken < _MOST_MODULES:
                self._read[name] = self._read_module(name)
        return self._read[name]

    def _is_own(self, top: str) -> bool:
        """Whether the repository has such a package or module at all."""
        if top not in self._tops:
            places = [self._root / folder / top for folder in ("src", "")] if top else []
            self._tops[top] = any(p.is_dir() or p.with_suffix(".py").is_file() for p in places)
        return self._tops[top]

    def _read_module(self, name: str) -> tuple[Names, bool] | None:
        path = name.replace(".", "/")
        for folder in ("src/", ""):
            for place, is_package in ((f"{path}.py", False), (f"{path}/__init__.py", True)):
                if (self._root / folder / place).is_file():
                    try:
                        source = read_source(self._root, folder + place, python=True)
                        self._unread -= len(source.text)
                        if self._unread < 0:
                            return None
                        return names_of(parse_module(source.text)), is_package
                    except (Refused, NotPython, RecursionError):
                        return None
        return None


def absolute(dotted: str, module: str, *, is_package: bool) -> str:
    """A dotted name with the leading dots of a relative import resolved against its module."""
    bare = dotted.lstrip(".")
    level = len(dotted) - len(bare)
    if not level:
        return dotted
    package = module.split(".") if module else []
    kept = package[: len(package) - level + is_package]
    return ".".join([*kept, bare] if bare else kept)
