"""The other modules of the project, read when a class inherits from one of theirs."""

from __future__ import annotations

import builtins
import importlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.extraction import extract
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.stub import ContractError, parse_contract
from pbc_tui.design.contract.values import Class, Contract, Member

_MOST_MODULES = 60
_MOST_TEXT = 2_000_000
_HOMES = ("src", "")
_MODULES = (".py", ".pyi", ".pyx", ".so", ".pyd")
# Looking at the classes of these modules runs nothing of the project's.
_STANDARD_MODULES = """
abc argparse array ast asyncio builtins calendar cmd code codecs collections collections.abc
concurrent.futures configparser contextlib contextvars copyreg csv ctypes datetime decimal
email.message email.policy enum fractions functools gettext graphlib html.parser http.client
http.cookiejar http.cookies http.server importlib.abc importlib.machinery inspect io ipaddress json
logging logging.handlers mailbox multiprocessing numbers optparse os pathlib pdb pickle pprint queue
random sched selectors shelve shlex smtplib socket socketserver sqlite3 ssl string struct subprocess
tarfile tempfile textwrap threading time timeit tokenize traceback types typing unittest
unittest.mock urllib.error urllib.request urllib.robotparser uuid warnings weakref wsgiref.handlers
wsgiref.simple_server xml.sax.handler zipfile zoneinfo
"""
_STANDARD = frozenset(_STANDARD_MODULES.split())


class Located:
    """A class with the module in which it stands."""

    def __init__(self, owner: Class, module: Contract) -> None:
        self.owner = owner
        self.module = module


class Project:
    """What the files beside the one under judgement offer.

    ``given`` holds modules that stand for what lies on disk; None for one that cannot be read.
    ``promised`` are the contracts of the plan's files by their paths.
    """

    def __init__(
        self,
        root: str,
        python: tuple[int, int],
        given: Mapping[str, Contract | None] | None = None,
        promised: Mapping[str, str] | None = None,
    ) -> None:
        self._root = Path(root)
        self._python = python
        self._modules = dict(given or {})
        self._unread = _MOST_TEXT
        self._folders: dict[str, dict[str, list[str]]] = {}
        self._promised = {module_name(path): text for path, text in (promised or {}).items()}

    def module(self, name: str) -> Contract | None:
        """What a module of the project offers, None when there is no such module."""
        if name not in self._modules:
            self._modules[name] = None
            if len(self._modules) <= _MOST_MODULES:
                self._modules[name] = self._read(name)
        return self._modules[name]

    def name_of(self, module: Contract) -> str:
        """The dotted name of a module that was read, "" for any other."""
        return next((name for name, known in self._modules.items() if known is module), "")

    def member(self, dotted: str, depth: int = 8) -> tuple[Member, Contract] | None:
        """What a dotted name of the project stands for, through re-exports."""
        home, _, name = dotted.rpartition(".")
        if not home or depth == 0:
            return None
        module = self.module(home)
        if module is None:
            outer = self.member(home, depth - 1)
            inner = outer[0].members.get(name) if outer and isinstance(outer[0], Class) else None
            return (inner, outer[1]) if outer and inner is not None else None
        found = module.members.get(name)
        if isinstance(found, Import):
            return self.member(found.target, depth - 1)
        if found is not None:
            return found, module
        for star in module.stars:
            if inherited := self.starred(star, name, depth - 1):
                return inherited
        return None

    def promise(self, name: str) -> Contract | None:
        """What the plan promises of a module, None where it promises nothing that can be read."""
        for is_package in (True, False):
            if text := self._promised.get((name, is_package), ""):
                try:
                    return parse_contract(text, name, is_package=is_package)
                except ContractError:
                    return None
        return None

    def promised_member(self, dotted: str) -> tuple[Member, Contract] | None:
        """What a dotted name stands for, by the contract where the file is not there yet."""
        home, _, name = dotted.rpartition(".")
        promise = None if self.place(home) else self.promise(home)
        if promise is None:
            return self.member(dotted)
        found = promise.members.get(name)
        return None if found is None else (found, promise)

    def promises_subclass(self, name: str) -> bool:
        """Whether the plan promises a class that inherits from one of a name."""
        header = re.compile(rf"^\s*class\s+\w+[^(:]*\([^)]*\b{re.escape(name)}\b", re.MULTILINE)
        return any(header.search(text) for text in self._promised.values())

    def starred(self, star: str, name: str, depth: int = 8) -> tuple[Member, Contract] | None:
        """What ``from star import *`` brings under a name; its ``__all__`` decides."""
        module = self.module(star)
        if module is None or not self.closed(star):
            return self.member(f"{star}.{name}", depth)
        hidden = name.startswith("_") if module.exports is None else name not in module.exports
        return None if hidden else self.member(f"{star}.{name}", depth)

    def closed(self, name: str, depth: int = 8) -> bool:
        """Whether a module of the project is there, and its text tells all of its names."""
        module = self.module(name)
        if module is None or depth == 0 or module.rebound or module.exports_from:
            return False
        return "__getattr__" not in module.functions and all(
            self.closed(star, depth - 1) for star in module.stars
        )

    def exists(self, name: str) -> bool:
        """Whether the project has a module or a package of a name, readable or not."""
        return self.is_directory(name) or any(
            place.endswith(_MODULES) for place in self._named_so(name)
        )

    def is_directory(self, name: str) -> bool:
        """Whether a directory has the name of a module, so that Python takes it for a package."""
        path = name.replace(".", "/")
        return any(os.path.isdir(self._root / home / path) for home in _HOMES)

    def place(self, name: str) -> str:
        """The path of the source that Python would load for a module, "" without any."""
        path = name.replace(".", "/")
        for home in _HOMES:
            for place in (f"{path}/__init__.py", f"{path}.py"):
                if os.path.isfile(self._root / home / place):
                    return f"{home}/{place}" if home else place
        return ""

    def modules_in(self, package: str) -> list[str]:
        """The names of the modules that lie in a package."""
        path = package.replace(".", "/")
        found = {
            place.name.partition(".")[0]
            for home in _HOMES
            for place in (self._root / home / path).glob("*")
            if place.name.endswith(_MODULES) or place.is_dir()
        }
        return sorted(name for name in found if not name.startswith("_"))

    def _named_so(self, name: str) -> list[str]:
        """The files that have the name of a module and any ending."""
        outer, _, last = name.rpartition(".")
        folder = outer.replace(".", "/")
        return [
            place
            for home in _HOMES
            for place in self._listed(os.path.join(self._root, home, folder)).get(last, ())
        ]

    def _listed(self, folder: str) -> dict[str, list[str]]:
        """The names in a directory by what comes before their first dot; it is read once."""
        if folder not in self._folders:
            try:
                names = os.listdir(folder)
            except (OSError, ValueError):
                names = []
            self._folders[folder] = {}
            for name in names:
                self._folders[folder].setdefault(name.partition(".")[0], []).append(name)
        return self._folders[folder]

    def bases(self, start: Located) -> tuple[list[Located], list[str]]:
        """The classes of the project that a class inherits from, and the foreign bases by name.

        The nearest come first, roughly in the order in which Python looks them up.
        """
        near: list[Located] = []
        foreign: list[str] = []
        waiting = [start]
        seen = {id(start.owner)}
        while waiting:
            here = waiting.pop(0)
            for text in here.owner.bases:
                base = self.base(text, here.module)
                if isinstance(base, str):
                    foreign.append(base)
                elif id(base.owner) not in seen:
                    seen.add(id(base.owner))
                    near.append(base)
                    waiting.append(base)
        return near, foreign

    def base(self, text: str, module: Contract) -> Located | str:
        """The class that a base names, or its full dotted name when it is none of the project's."""
        bare = text.partition("[")[0].strip()
        first, _, rest = bare.partition(".")
        own = module.members.get(first)
        for part in rest.split(".") if rest else ():
            own = own.members.get(part) if isinstance(own, Class) else None
        if isinstance(own, Class):
            return Located(own, module)
        dotted = resolved(bare, module)
        found = self.member(dotted)
        if found is not None and isinstance(found[0], Class):
            return Located(found[0], found[1])
        return dotted

    def _read(self, name: str) -> Contract | None:
        place = self.place(name)
        if not place:
            return None
        try:
            source = read_source(self._root, place, python=True)
            self._unread -= len(source.text)
            if self._unread < 0:
                return None
            return extract(
                parse_module(source.text),
                name,
                is_package=place.endswith("__init__.py"),
                python=self._python,
            )
        except (Refused, NotPython):
            return None


def resolved(name: str, module: Contract) -> str:
    """The full dotted name of one that is written in a module."""
    first, dot, rest = name.partition(".")
    return module.imports.get(first, first) + dot + rest


def module_name(path: str) -> tuple[str, bool]:
    """The dotted name of the module at a path, and whether it is a package."""
    parts = list(PurePosixPath(path).with_suffix("").parts)
    if parts[:1] == ["src"]:
        parts = parts[1:]
    package = parts[-1:] == ["__init__"]
    return ".".join(parts[:-1] if package else parts), package


def standard_class(dotted: str) -> type | None:
    """The class of the standard library that a name stands for, None for any other."""
    home, _, name = dotted.rpartition(".")
    if not home:
        found = getattr(builtins, name, None)
        for guess in ("enum", "abc", "collections.abc", "typing"):
            # Stubs are often written without their imports.
            found = found or getattr(importlib.import_module(guess), name, None)
    elif home in _STANDARD:
        found = _attribute(home, name)
        # ``typing.Mapping`` inherits from the class that it is another name for.
        found = getattr(found, "__origin__", found) if home == "typing" else found
    else:
        return None
    return found if isinstance(found, type) else None


def _attribute(home: str, name: str) -> object:
    try:
        return getattr(importlib.import_module(home), name, None)
    except ImportError:
        # Some Pythons are built without ssl, sqlite3 or ctypes.
        return None


def ancestors(dotted: str) -> Iterator[str]:
    """The plain names of a foreign class and of what it inherits from, as far as that is known."""
    yield dotted.rpartition(".")[2]
    known = standard_class(dotted)
    if known is not None:
        yield from (one.__name__ for one in known.__mro__)
    if dotted.rpartition(".")[2] in ("BaseSettings", "RootModel", "SQLModel"):
        yield "BaseModel"
