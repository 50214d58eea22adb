"""Which dependencies the project declares, read from its ``pyproject.toml`` as data.

Sources: PEP 621 (``project.dependencies``), PEP 735 (``dependency-groups``), and the tables of
Poetry, PDM and uv; setuptools' ``dynamic`` dependencies in requirements files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbc_tui.checks.analysis.distributions import Distributions, canonical
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.toml_reading import read_toml

_FOR_DEVELOPMENT = re.compile(
    r"(dev(el(opment)?)?|tests?|testing|docs?|documentation|lint(ing)?|typing|types|type-?check(ing)?"
    r"|format(ting)?|style|quality|ci|qa|checks?|coverage|cov|nox|tox|bench(mark(s|ing)?)?|release"
    r"|build|pre-?commit|mypy|examples?|notebooks?)(-\w+)*",
    re.IGNORECASE,
)
# These do their work without being imported: drivers, servers, plugins and data that others load.
_NEVER_IMPORTED = frozenset(
    [
        "uvicorn",
        "gunicorn",
        "hypercorn",
        "daphne",
        "waitress",
        "granian",
        "uvloop",
        "httptools",
        "watchfiles",
        "asyncpg",
        "aiosqlite",
        "aiomysql",
        "psycopg",
        "psycopg2",
        "psycopg2-binary",
        "psycopg-binary",
        "pymysql",
        "mysqlclient",
        "cx-oracle",
        "oracledb",
        "pyodbc",
        "python-multipart",
        "email-validator",
        "tzdata",
        "jinja2",
        "greenlet",
        "alembic",
        "argon2-cffi",
        "bcrypt",
        "cffi",
        "cryptography",
        "httpx",
        "httpx2",
        "itsdangerous",
        "orjson",
        "ujson",
        "pyyaml",
        "lxml",
        "html5lib",
        "brotli",
        "h2",
        "gevent",
        "eventlet",
        "flower",
        "hiredis",
        "whitenoise",
        "python-dotenv",
        "colorama",
        "setuptools",
        "wheel",
        "pip",
        "typing-extensions",
        "graphql-core",
        "importlib-metadata",
        "tomli",
        "exceptiongroup",
        "backports-zoneinfo",
    ]
)


@dataclass(frozen=True)
class Declared:
    """The requirements that a project declares: for running, and only for development by group."""

    runtime: tuple[str, ...]
    development: Mapping[str, tuple[str, ...]]
    where: str = "pyproject.toml"

    def provides(self, module: str, distributions: Distributions) -> bool:
        """Whether what the project needs to run installs a module."""
        return _provide(self.runtime, module, distributions)

    def provided_for(self, module: str, distributions: Distributions) -> str:
        """The group for development that installs a module, "" when none does."""
        groups = self.development.items()
        return next((n for n, all_ in groups if _provide(all_, module, distributions)), "")

    def unused(self, used: frozenset[str], distributions: Distributions) -> list[str]:
        """The requirements for running of which no module is imported, by canonical name."""
        return sorted(
            name
            for entry in self.runtime
            if (name := canonical(entry))
            and name not in _NEVER_IMPORTED
            and not name.startswith(("types-", "pytest-", "opentelemetry-"))
            and "[" not in entry
            and not any(_matches(module, used) for module in distributions.modules_of(entry))
        )


def declared_in(root: Path) -> Declared | None:
    """What a repository declares; None where it has no such list that can be read."""
    table = _toml(root, "pyproject.toml")
    if table is None:
        return None
    project = _dict(table.get("project"))
    poetry = _dict(_dict(table.get("tool")).get("poetry"))
    runtime: list[str] = []
    where = "pyproject.toml"
    if isinstance(project.get("dependencies"), list):
        runtime += _texts(project["dependencies"])
    elif isinstance(poetry.get("dependencies"), dict):
        runtime += [name for name in poetry["dependencies"] if name != "python"]
    elif "dependencies" in _texts(project.get("dynamic")):
        files = _dynamic_files(table)
        if not files:
            return None
        for name in files:
            runtime += _requirements(root, name)
        where = " and ".join(files)
    else:
        return None
    development: dict[str, tuple[str, ...]] = {}
    for name, entries in _groups(table, project, poetry):
        if name.startswith("extra ") and not _FOR_DEVELOPMENT.fullmatch(name[6:]):
            runtime += entries
        else:
            group = name.removeprefix("extra ")
            development[group] = (*development.get(group, ()), *entries)
    return Declared(tuple(runtime), development, where)


def _groups(
    table: Mapping[str, Any], project: Mapping[str, Any], poetry: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    for name, entries in _dict(project.get("optional-dependencies")).items():
        yield f"extra {name}", _texts(entries)
    for name, entries in _dict(table.get("dependency-groups")).items():
        yield name, _texts(entries)
    tool = _dict(table.get("tool"))
    for name, entries in _dict(_dict(tool.get("pdm")).get("dev-dependencies")).items():
        yield name, _texts(entries)
    if isinstance(entries := _dict(tool.get("uv")).get("dev-dependencies"), list):
        yield "dev", _texts(entries)
    yield "dev", list(_dict(poetry.get("dev-dependencies")))
    for name, group in _dict(poetry.get("group")).items():
        yield name, list(_dict(_dict(group).get("dependencies")))


def _dynamic_files(table: Mapping[str, Any]) -> list[str]:
    setuptools = _dict(_dict(table.get("tool")).get("setuptools"))
    files = _dict(_dict(setuptools.get("dynamic")).get("dependencies")).get("file", [])
    return [files] if isinstance(files, str) else _texts(files)


def _requirements(root: Path, name: str) -> list[str]:
    try:
        lines = read_source(root, name, python=False).text.splitlines()
    except Refused:
        return []
    bare = (line.partition("#")[0].strip() for line in lines)
    return [line for line in bare if line and not line.startswith("-")]


def _provide(entries: tuple[str, ...], module: str, distributions: Distributions) -> bool:
    return any(_matches(name, {module}) for e in entries for name in distributions.modules_of(e))


def _matches(module: str, used: frozenset[str] | set[str]) -> bool:
    return any(
        name == module or name.startswith(f"{module}.") or module.startswith(f"{name}.")
        for name in used
    )


def _toml(root: Path, name: str) -> Mapping[str, Any] | None:
    try:
        return read_toml(read_source(root, name, python=False).text)
    except (Refused, tomllib.TOMLDecodeError, RecursionError):
        return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
