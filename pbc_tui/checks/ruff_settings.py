"""A specification's settings as ruff's arguments, and the configurations that they displace."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pbc_tui.checks.inspection import Inspection, target_version
from pbc_tui.checks.kinds import is_test
from pbc_tui.design.toml_reading import read_toml

_CONVENTIONS = {"google": "google", "numpy": "numpy", "rest": "pep257"}
# Asked for is that public things are documented in the right style, not that magic methods or
# __init__ are, nor that a summary is in the imperative mood.
_DOCSTRING_EXCEPTIONS = ("D105", "D107", "D203", "D212", "D213", "D401", "D402", "D404", "D413")
_FOREIGN = (
    "ruff.toml",
    ".ruff.toml",
    ".flake8",
    ".pylintrc",
    "pylintrc",
    ".style.yapf",
    ".isort.cfg",
    ".pycodestyle",
    ".pydocstyle",
)
_SECTION_NAMES = ("[flake8]", "[pycodestyle]", "[isort]", "[pydocstyle]", "[pep8]", "[yapf]")
_SECTIONS = {"setup.cfg": _SECTION_NAMES, "tox.ini": _SECTION_NAMES}
_OTHER_TOOLS = ("black", "isort", "flake8", "pylint", "yapf", "autopep8", "pydocstyle")
_LARGEST = 1_000_000


@functools.lru_cache(maxsize=8)
def accepted_ruff_settings(pyproject: str) -> Mapping[str, Any] | None:
    """The ``[tool.ruff]`` table of a ``pyproject.toml``; None where it has none, or is no TOML."""
    with contextlib.suppress(tomllib.TOMLDecodeError, RecursionError, AttributeError):
        table = read_toml(pyproject).get("tool", {}).get("ruff")
        return table if isinstance(table, dict) and table else None
    return None


def settings_file(inspection: Inspection) -> Path | None:
    """The accepted settings as a file outside the repository; None where the task's own apply."""
    if inspection.subject.ruff is None:
        return None
    import tomli_w

    path = inspection.scratch / "ruff.toml"
    if not path.exists():
        # What they extend lies in the repository, where anybody may have changed it.
        accepted = {key: value for key, value in inspection.subject.ruff.items() if key != "extend"}
        path.write_text(tomli_w.dumps(accepted), "utf-8")
    return path


def check_settings(inspection: Inspection) -> list[str]:
    """The arguments of ``ruff check`` that hold the rules, beside the accepted settings."""
    spec = inspection.subject.spec
    arguments = [
        f"--target-version={target_version(spec.python)}",
        "--config",
        f"lint.isort.known-first-party={json.dumps(_first_party(inspection))}",
    ]
    if inspection.subject.ruff is not None:
        return arguments
    select = list(spec.style.select)
    arguments.append(f"--line-length={spec.style.line_length}")
    if spec.style.docstrings != "none":
        select.append("D")
        arguments += [
            "--config",
            f"lint.pydocstyle.convention={json.dumps(_CONVENTIONS[spec.style.docstrings])}",
        ]
        ignored = list(_DOCSTRING_EXCEPTIONS)
        if not inspection.source.text.strip():
            # An empty package file documents nothing.
            ignored += ["D100", "D104"]
        arguments.append(f"--ignore={','.join(ignored)}")
    return [*arguments, f"--select={','.join(select)}"]


def format_settings(inspection: Inspection) -> list[str]:
    """The arguments of ``ruff format``, beside the accepted settings."""
    spec = inspection.subject.spec
    arguments = [f"--target-version={target_version(spec.python)}"]
    if inspection.subject.ruff is None:
        arguments.append(f"--line-length={spec.style.line_length}")
    return arguments


def ignored_configuration(inspection: Inspection) -> list[str]:
    """One sentence per style configuration on disk that does not count, and why."""
    root, spec = inspection.subject.root, inspection.subject.spec
    accepted = inspection.subject.ruff is not None
    whose = "those of the accepted pyproject.toml" if accepted else "the task's settings"
    folders = [root / parent for parent in PurePosixPath(spec.path).parents]
    notes = []
    for folder in folders:
        inside = folder.relative_to(root).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        notes += [
            f"{prefix}{name} is ignored; {whose} apply"
            for name in _FOREIGN
            if (folder / name).is_file()
        ]
        for name, sections in _SECTIONS.items():
            text = _read(folder / name)
            if section := next((s for s in sections if s in text), ""):
                notes.append(f"{section} of {prefix}{name} is ignored; {whose} apply")
        tools = _tools(folder / "pyproject.toml")
        if other := _other_ruff_settings(tools.get("ruff", {}), inspection):
            notes.append(f"{prefix}pyproject.toml: {other}")
        notes += [
            f"[tool.{name}] of {prefix}pyproject.toml is ignored; {whose} apply"
            for name in _OTHER_TOOLS
            if name in tools
        ]
    return notes


def _tools(path: Path) -> Mapping[str, Any]:
    with contextlib.suppress(tomllib.TOMLDecodeError, RecursionError):
        table = read_toml(_read(path)).get("tool")
        return table if isinstance(table, dict) else {}
    return {}


def _other_ruff_settings(tool: Any, inspection: Inspection) -> str:
    if not isinstance(tool, dict):
        return ""
    if inspection.subject.ruff is not None:
        same = not tool or tool == inspection.subject.ruff
        return "" if same else "its ruff settings are not the accepted ones, so they do not count"
    style = inspection.subject.spec.style
    length = tool.get("line-length", style.line_length)
    lint = tool.get("lint", {})
    select = lint.get("select") if isinstance(lint, dict) else None
    if length != style.line_length:
        return f"its line-length {length} is ignored; the task's {style.line_length} applies"
    if select is not None and set(map(str, select)) != set(style.select):
        return f"its rule selection is ignored; the task's {', '.join(style.select)} applies"
    return ""


def _first_party(inspection: Inspection) -> list[str]:
    """The project's own top-level modules, as ruff itself finds them in a repository."""
    local = list(inspection.subject.spec.imports.local)
    for folder in (inspection.subject.root, inspection.subject.root / "src"):
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder):
                name = entry.name.removesuffix(".py")
                if name.isidentifier() and (entry.is_dir() or name != entry.name):
                    local.append(name)
    if is_test(inspection.path):
        local += ["tests", "conftest"]
    return sorted(set(local))


def _read(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return path.read_text("utf-8", "replace")
    return ""
