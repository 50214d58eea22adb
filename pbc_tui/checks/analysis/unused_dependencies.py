"""Dependencies that the project declares and nothing of it uses, once the whole of it is there."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pbc_tui.checks.analysis.dependencies import declared_in
from pbc_tui.checks.analysis.distributions import Distributions, canonical
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.kinds import is_test
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.parsing import NotPython, parse_module

PYPROJECT = "pyproject.toml"
_MOST_FILES = 2_000
_NOT_LOOKED_INTO = frozenset(
    ["node_modules", "venv", "env", "build", "dist", "site", "__pycache__"]
)
# A server in a container's command, a driver in a database's address: used, though not imported.
_NAMED_IN = re.compile(
    r"(?:.*\.(?:py|ini|cfg|ya?ml|toml|sh|html|j2|conf))|.*[Dd]ockerfile.*|Makefile|Procfile|justfile"
)
_NO_USE = re.compile(r".*\.lock|pyproject\.toml|\.pre-commit-config\.yaml")


def unused_dependencies(root: Path, packages: Sequence[str]) -> list[Spot]:
    """The requirements for running that neither an import nor a mention anywhere makes use of.

    Only what the repository holds is read; drivers, servers and plugins, which others load, and
    everything that is mentioned in code or settings count as used.
    """
    declared = declared_in(root)
    if declared is None:
        return []
    imported: set[str] = set()
    words: set[str] = set()
    for path in _files(root):
        try:
            text = read_source(root, path, python=path.endswith(".py")).text
        except Refused:
            continue
        words.update(re.findall(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*", text.lower()))
        if path.endswith(".py") and not is_test(path):
            imported.update(_imported(text))
    distributions = Distributions(packages)
    return [
        Spot(_line(root, name), 0, "unused", f"{name} is declared, and nothing imports it")
        for name in declared.unused(frozenset(imported), distributions)
        if not {name, *(m.lower() for m in distributions.modules_of(name))} & words
    ]


def _files(root: Path) -> Iterator[str]:
    found = 0
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(
            name for name in inner if not name.startswith(".") and name not in _NOT_LOOKED_INTO
        )
        for name in sorted(names):
            if _NAMED_IN.fullmatch(name) and not _NO_USE.fullmatch(name):
                found += 1
                if found > _MOST_FILES:
                    return
                yield (Path(folder) / name).relative_to(root).as_posix()


def _imported(text: str) -> Iterator[str]:
    try:
        module = parse_module(text)
    except NotPython:
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _line(root: Path, name: str) -> int:
    """The line of ``pyproject.toml`` that declares a distribution, 0 where another file does."""
    try:
        lines = read_source(root, PYPROJECT, python=False).text.splitlines()
    except Refused:
        return 0
    for number, line in enumerate(lines, 1):
        quoted = re.findall(r"[\"']([^\"']+)[\"']|^\s*([\w.-]+)\s*=", line)
        if any(canonical(one or other) == name for one, other in quoted):
            return number
    return 0
