"""The settings of pytest that count: the table in ``pyproject.toml``, without what steers a run.

Everything else that pytest would look for (``pytest.ini``, ``tox.ini``, ``setup.cfg``) is left out
and named. Source: https://docs.pytest.org/en/stable/reference/customize.html
"""

from __future__ import annotations

import configparser
import fnmatch
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.toml_reading import read_toml

# Which of the options in addopts say how tests are to be understood, not which of them are run.
_LAWFUL = ("--import-mode", "--asyncio-mode", "--anyio-mode", "--strict-markers", "--strict-config")
_WITH_VALUE = ("--import-mode", "--asyncio-mode", "--anyio-mode")
# What selects tests, or is given by the check itself.
_STEERING = frozenset(["addopts", "testpaths", "norecursedirs", "cache_dir", "required_plugins"])
_ELSEWHERE = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")


@dataclass(frozen=True)
class PytestSettings:
    """What the project says about its tests.

    ``table`` holds the settings that count, ``options`` those of ``addopts``; ``ignored`` names the
    files with settings that do not.
    """

    table: dict[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def is_test_file(self, name: str) -> bool:
        """Whether pytest looks for tests in a file of this name."""
        return any(
            fnmatch.fnmatch(name, pattern)
            for pattern in self._list("python_files", "test_*.py *_test.py")
        )

    def is_function(self, name: str) -> bool:
        """Whether a function of this name is a test."""
        return _matches(name, self._list("python_functions", "test"))

    def is_class(self, name: str) -> bool:
        """Whether a class of this name holds tests."""
        return _matches(name, self._list("python_classes", "Test"))

    @property
    def collects_imported(self) -> bool:
        """Whether tests count that a module only imports (pytest 8.4)."""
        return str(self.table.get("collect_imported_tests", True)).lower() not in ("false", "0")

    def _list(self, key: str, default: str) -> list[str]:
        value = self.table.get(key, default)
        return [str(each) for each in value] if isinstance(value, list) else str(value).split()


def pytest_settings(root: Path) -> PytestSettings:
    """The settings of the repository at ``root``; none where its ``pyproject.toml`` has none."""
    table: dict[str, Any] = {}
    try:
        tool = read_toml(read_source(root, "pyproject.toml", python=False).text).get("tool", {})
        own = tool.get("pytest", {})
        table = own.get("ini_options") or {key: own[key] for key in own if key != "ini_options"}
        table = {str(key): _plain(value) for key, value in table.items() if _usable(value)}
    except (Refused, ValueError, AttributeError, TypeError, RecursionError):
        table = {}
    counting = {key: value for key, value in table.items() if key not in _STEERING}
    return PytestSettings(counting, _lawful_options(table.get("addopts", "")), _ignored(root))


def _matches(name: str, patterns: list[str]) -> bool:
    return any(
        name.startswith(pattern)
        or (any(sign in pattern for sign in "*?[") and fnmatch.fnmatch(name, pattern))
        for pattern in patterns
    )


def _usable(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str | int | float) for each in value)
    return isinstance(value, str | int | float)


def _plain(value: Any) -> Any:
    # pytest takes text from an ini file, whatever TOML holds.
    return [str(each) for each in value] if isinstance(value, list) else value


def _lawful_options(addopts: object) -> tuple[str, ...]:
    try:
        words = addopts if isinstance(addopts, list) else shlex.split(str(addopts))
    except ValueError:
        return ()
    found: list[str] = []
    for place, word in enumerate(words):
        name, equals, _ = str(word).partition("=")
        if name not in _LAWFUL:
            continue
        if name in _WITH_VALUE and not equals:
            if place + 1 < len(words):
                found.append(f"{name}={words[place + 1]}")
        else:
            found.append(str(word))
    return tuple(found)


def _ignored(root: Path) -> tuple[str, ...]:
    found = [name for name in _ELSEWHERE if (root / name).is_file()]
    for name, section in (("tox.ini", "pytest"), ("setup.cfg", "tool:pytest")):
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        try:
            if section in parser.read(root / name) or parser.has_section(section):
                found.append(name)
        except (configparser.Error, OSError, ValueError):
            continue
    return tuple(found)
