"""Imports that a file lacks and imports that it does not use, and the text with both mended."""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from pbc_tui.checks.analysis.conformance.project import module_name
from pbc_tui.checks.analysis.distributions import Distributions
from pbc_tui.checks.analysis.stdlib_versions import is_standard
from pbc_tui.checks.analysis.test_tools import is_production, test_tool
from pbc_tui.checks.inspection import Inspection, diagnostics, target_version
from pbc_tui.checks.known_imports import import_for
from pbc_tui.checks.mending import Mended
from pbc_tui.checks.ruff_settings import check_settings, settings_file
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.design.contract.importing import imports_of
from pbc_tui.design.contract.parsing import NotPython, parse_module

_UNDEFINED = re.compile(r"[Uu]ndefined name [`'](\w+)[`']")
_MOST_NAMES = 20
_MOST_FILES = 300


async def with_imports(inspection: Inspection) -> Mended | None:
    """The text with the imports that it needs and without those that it does not use."""
    version = target_version(inspection.subject.spec.python)
    reading = ("check", "--quiet", "--output-format=json", f"--target-version={version}")
    rows = diagnostics(await inspection.ruff(*reading, "--select=F821,F401"))
    names = [match.group(1) for row in rows if (match := _UNDEFINED.search(str(row["message"])))]
    unused = [row for row in rows if row.get("code") == "F401" and _is_safe(row)]
    finder = _Finder(inspection)
    wanted = [
        statement
        for name in list(dict.fromkeys(names))[:_MOST_NAMES]
        if (statement := finder.statement(name))
    ]
    if not wanted and not unused:
        return None
    selected = [*(["I001", "I002"] if wanted else []), *(["F401"] if unused else [])]
    finished = await inspection.ruff(
        "check",
        "--quiet",
        "--fix-only",
        *(entry for entry in check_settings(inspection) if not entry.startswith("--select")),
        f"--select={','.join(selected)}",
        "--config",
        f"lint.isort.required-imports={json.dumps(wanted)}",
        settings=settings_file(inspection),
    )
    said = []
    if wanted:
        said.append(f"the file uses what it does not import: {'; '.join(wanted)}")
    if unused:
        lines = ", ".join(str(row["location"]["row"]) for row in unused[:5])
        said.append(f"nothing uses what is imported in line {lines}")
    return Mended(finished.stdout.decode("utf-8", "replace"), ", and ".join(said))


def _is_safe(row: object) -> bool:
    fix = row.get("fix") if isinstance(row, dict) else None
    return isinstance(fix, dict) and fix.get("applicability") == "safe"


class _Finder:
    """Finds the statement that brings a name: by the contract, the project, or a table."""

    def __init__(self, inspection: Inspection) -> None:
        spec = inspection.subject.spec
        self._spec, self._root = spec, inspection.subject.root
        self._minor = int(spec.python.partition(".")[2])
        distributions = Distributions(tuple(inspection.subject.packages))
        self._packages = frozenset[str]().union(
            *map(distributions.modules_of, spec.imports.third_party)
        )
        self._own, _ = module_name(spec.path)
        self._by_contract = dict(_contract_imports(spec.contract, self._own, spec.path))
        self._texts: dict[str, str] | None = None

    def statement(self, name: str) -> str | None:
        """The import statement for a name, None where none is certain or allowed."""
        if name in self._by_contract:
            return self._by_contract[name]
        homes = self._homes(name)
        if homes:
            return f"from {homes[0]} import {name}" if len(homes) == 1 else None
        return import_for(name, self._minor, self._allows)

    def _allows(self, module: str) -> bool:
        rules = self._spec.imports
        top = module.partition(".")[0]
        if any(f"{module}.".startswith(f"{rule}.") for rule in rules.prohibited):
            return False
        if not is_standard(top):
            tool = top == "pytest" and not is_production(self._spec.path)
            return bool({top, module} & self._packages) or tool
        if test_tool(module) and is_production(self._spec.path):
            return False
        return rules.stdlib == "any" or any(
            f"{module}.".startswith(f"{entry}.") for entry in rules.stdlib
        )

    def _homes(self, name: str) -> list[str]:
        """The modules of the project that define a name, but for those that import this file."""
        definition = re.compile(
            rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|^{name}[ \t]*(?::[^=\n]+)?=(?!=)", re.M
        )
        uses_this = re.compile(rf"^[ \t]*(?:from|import)[ \t]+{re.escape(self._own)}\b", re.M)
        return [
            module
            for module, text in self._project().items()
            if definition.search(text) and not uses_this.search(text)
        ]

    def _project(self) -> dict[str, str]:
        if self._texts is None:
            self._texts = dict(self._read())
        return self._texts

    def _read(self) -> Iterator[tuple[str, str]]:
        for path in list(itertools.islice(self._paths(), _MOST_FILES)):
            try:
                yield module_name(path)[0], read_source(self._root, path, python=True).text
            except Refused:
                continue

    def _paths(self) -> Iterator[str]:
        for package in self._spec.imports.local:
            for base in ("src", ""):
                start = self._root / base / package.replace(".", "/")
                for folder, inner, names in os.walk(start):
                    inner[:] = sorted(name for name in inner if name.isidentifier())
                    for name in sorted(names):
                        path = (Path(folder) / name).relative_to(self._root).as_posix()
                        if name.endswith(".py") and path != self._spec.path:
                            yield path


def _contract_imports(contract: str, module: str, path: str) -> Iterator[tuple[str, str]]:
    try:
        parsed = parse_module(contract)
    except NotPython:
        return
    package = path.endswith("__init__.py")
    for node in parsed.body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for entry in imports_of(node, module, is_package=package):
            if entry.local == "*" or entry.target.startswith("."):
                continue
            home, _, name = entry.target.rpartition(".")
            renamed = "" if entry.local == name else f" as {entry.local}"
            if entry.module == entry.target or not home:
                as_module = "" if entry.local == entry.target else f" as {entry.local}"
                yield entry.local, f"import {entry.target}{as_module}"
            else:
                yield entry.local, f"from {home} import {name}{renamed}"
