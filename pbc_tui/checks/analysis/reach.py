"""Which test files reach a file through imports, read from the text of the repository.

Imports are found by their lines rather than by parsing, which keeps 2,000 files under a second; an
import in a docstring counts as well then, and one test file too many runs. An import of a name from
a package counts for the module from which the package has it, not for all that the package holds.
"""

from __future__ import annotations

import ast
import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pbc_tui.checks.analysis.spelled import spelled

MOST_FILES = 10_000
"""How many files are looked at; what lies beyond them is not known."""
_LARGEST = 1_000_000
_SKIPPED = frozenset(["__pycache__", "node_modules", "site-packages", "build", "dist", "venv"])
_DEPTH = 6

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(\.*[ \t]*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\;#]|\\\r?\n)*)"
    rb"|import[ \t]+((?:[^\n\\;#]|\\\r?\n)*))",
    re.MULTILINE,
)
_BY_NAME = re.compile(rb"(?:import_module|__import__|importorskip)\(\s*[\"']([\w.]+)[\"']")
_PLUGINS = re.compile(rb"^pytest_plugins\b[^=\n]*=\s*(\[[^\]]*\]|\([^)]*\)|[^\n]*)", re.MULTILINE)
_STRING = re.compile(rb"[\"']([\w.]+)[\"']")
_COMMENT = re.compile(rb"#[^\n]*")


@dataclass
class _File:
    """One file: what it imports as (module, names), the names under which it has them."""

    path: str
    content: bytes
    imports: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    bound: dict[str, tuple[str, str]] = field(default_factory=dict)
    plugins: tuple[str, ...] = ()
    direct: set[str] = field(default_factory=set)


class ImportGraph:
    """The imports between the Python files of a repository.

    ``given`` holds contents by path that stand for what lies on disk.
    """

    def __init__(self, root: Path, given: dict[str, bytes] | None = None) -> None:
        given = given or {}
        self._files: dict[str, _File] = {}
        for path in dict.fromkeys([*given, *_python_files(root)]):
            content = given[path] if path in given else _content(f"{root}/{path}")
            self._files[path] = _read(path, content)
        self._stems = {_stem(path): path for path in self._files}
        self._tops = {part for stem in self._stems for part in stem.split("/")}
        for file in self._files.values():
            self._connect(file)

    def tests_reaching(self, target: str, is_test: Callable[[str], bool]) -> list[str]:
        """The test files that reach a file, the nearest first.

        ``is_test`` says by its name whether pytest looks for tests in a file.
        """
        distance = self._distances(target)
        for path in [path for path in distance if posixpath.basename(path) == "conftest.py"]:
            for user in self._users_of_fixtures(path):
                distance[user] = min(distance.get(user, 1_000), distance[path] + 1)
        found = [path for path in distance if path != target and is_test(posixpath.basename(path))]
        return sorted(found, key=lambda path: (distance[path], path))

    def reached_from(self, starts: list[str]) -> list[str]:
        """The files that these files import, directly or through others, themselves included."""
        seen: dict[str, None] = {}
        waiting = [path for path in starts if path in self._files]
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen[path] = None
                waiting += self._files[path].direct
        return list(seen)

    def mentions(self, path: str, word: bytes) -> bool:
        """Whether a file holds these bytes."""
        return word in self._files[path].content

    def _distances(self, target: str) -> dict[str, int]:
        users: dict[str, list[str]] = {}
        for file in self._files.values():
            for path in file.direct:
                users.setdefault(path, []).append(file.path)
        distance = {target: 0} if target in self._files else {}
        front = [target] if distance else []
        step = 0
        while front:
            step += 1
            nearby = [user for path in front for user in users.get(path, ())]
            if step == 1 and target.endswith("__init__.py"):
                nearby += self._users_of_package(target)
            front = [path for path in dict.fromkeys(nearby) if path not in distance]
            distance.update(dict.fromkeys(front, step))
        return distance

    def _users_of_package(self, target: str) -> Iterator[str]:
        """The files that import anything from a package, which runs it."""
        for file in self._files.values():
            if any(target in self._packages(module, file.path) for module, _ in file.imports):
                yield file.path

    def _users_of_fixtures(self, conftest: str) -> Iterator[str]:
        """The files below a ``conftest.py`` that name one of its fixtures."""
        modules = [conftest, *self._plugins(conftest)]
        fixtures, always = set[str](), False
        for path in modules:
            own, autouse = _fixtures(self._files[path].content)
            fixtures |= own
            always = always or autouse
        fixtures |= {name for name in self._files[conftest].bound if not name.startswith("_")}
        word = re.compile(rb"\b(?:" + b"|".join(map(re.escape, _encoded(fixtures))) + rb")\b")
        folder = conftest.removesuffix("conftest.py")
        for path, file in self._files.items():
            below = path.startswith(folder) and path != conftest
            if below and (always or (fixtures and word.search(file.content))):
                yield path

    def _plugins(self, conftest: str) -> list[str]:
        found = (self._module(name, conftest) for name in self._files[conftest].plugins)
        return [path for path in found if path]

    def _connect(self, file: _File) -> None:
        for module, names in file.imports:
            for name in names or ("",):
                file.direct |= self._targets(module, name, file.path)
        for name in file.plugins:
            if path := self._module(name, file.path):
                file.direct.add(path)
        file.direct.discard(file.path)

    def _targets(self, module: str, name: str, importer: str, depth: int = _DEPTH) -> set[str]:
        """The files that an import of a name from a module is about."""
        joint = "" if module.endswith(".") else "."
        if name and name != "*" and (inner := self._module(f"{module}{joint}{name}", importer)):
            return {inner}
        home = self._module(module, importer)
        if not home:
            # A member of the module may have been named as if it were one.
            outer = module.rpartition(".")[0]
            return (
                self._targets(outer, "", importer, depth - 1)
                if outer.strip(".") and depth
                else set()
            )
        source = self._files[home].bound.get(name)
        if not source or not depth or not home.endswith("__init__.py"):
            return {home}
        return self._targets(source[0], source[1], home, depth - 1) or {home}

    def _packages(self, module: str, importer: str) -> Iterator[str]:
        """The packages that are run on the way to a module."""
        while module.strip("."):
            path = self._module(module, importer)
            if path.endswith("__init__.py"):
                yield path
            module = module.rpartition(".")[0]

    def _module(self, dotted: str, importer: str) -> str:
        """The path of a module as a file of the repository names it, "" when there is none."""
        folder = posixpath.dirname(importer)
        if dotted.startswith("."):
            bare = dotted.lstrip(".")
            for _ in range(len(dotted) - len(bare) - 1):
                folder = posixpath.dirname(folder)
            return self._stems.get(_joined(folder, bare), "")
        if found := self._stems.get(f"src/{dotted.replace('.', '/')}"):
            return found
        if dotted.partition(".")[0] not in self._tops:
            return ""
        # pytest puts the directory of a test on the path, unless that is a package.
        outer = posixpath.dirname(folder)
        for start in ("", folder, outer, posixpath.dirname(outer)):
            if found := self._stems.get(_joined(start, dotted)):
                return found
        return ""


def _joined(folder: str, dotted: str) -> str:
    inner = dotted.replace(".", "/")
    return f"{folder}/{inner}" if folder and inner else folder or inner


def _stem(path: str) -> str:
    """The path without what a name in an import leaves out."""
    return path.removesuffix(".py").removesuffix("__init__").rstrip("/")


def _python_files(root: Path) -> Iterator[str]:
    number = 0
    for directory, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _SKIPPED
            and not os.path.exists(os.path.join(directory, name, "pyvenv.cfg"))
        )
        base = os.path.relpath(directory, root).replace(os.sep, "/")
        for name in sorted(names):
            if name.endswith(".py"):
                number += 1
                if number > MOST_FILES:
                    return
                yield posixpath.normpath(f"{base}/{name}")


def _content(place: str) -> bytes:
    try:
        found = os.lstat(place)
        # A link may lead out of the repository, and a FIFO holds whoever opens it.
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return b""
        with open(place, "rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return b""


def _read(path: str, content: bytes) -> _File:
    file = _File(path, content)
    for source, names, modules in _IMPORT.findall(content):
        if source:
            module = source.replace(b" ", b"").decode("utf-8", "replace")
            pairs = [
                _pair(each) for each in _COMMENT.sub(b"", names).strip(b"() \t\r\n").split(b",")
            ]
            file.imports.append((module, tuple(name for name, _ in pairs if name)))
            file.bound.update({alias: (module, name) for name, alias in pairs if name})
        else:
            for each in modules.split(b","):
                name, alias = _pair(each)
                if name:
                    file.imports.append((name, ()))
                    file.bound[alias.partition(".")[0]] = (name, "")
    file.imports += [(name.decode(), ()) for name in _BY_NAME.findall(content)]
    file.plugins = tuple(
        name.decode() for listed in _PLUGINS.findall(content) for name in _STRING.findall(listed)
    )
    return file


def _pair(text: bytes) -> tuple[str, str]:
    """The name and the alias of one part of an import."""
    words = text.replace(b"\\", b" ").decode("utf-8", "replace").split()
    if len(words) == 3 and words[1] == "as":
        return words[0], words[2]
    return (words[0], words[0]) if len(words) == 1 else ("", "")


def _fixtures(content: bytes) -> tuple[set[str], bool]:
    """The names of the fixtures of a module, and whether one of them is always used."""
    try:
        module = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), True
    found, always = set[str](), False
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                text = spelled(decorator)
                if "fixture" in text:
                    found.add(node.name)
                    found.update(re.findall(r"name=['\"](\w+)", text))
                    always = always or "autouse=True" in text
            # A hook of pytest concerns every test below.
            always = always or node.name.startswith("pytest_")
    return found, always


def _encoded(names: set[str]) -> list[bytes]:
    return [name.encode() for name in sorted(names)]
