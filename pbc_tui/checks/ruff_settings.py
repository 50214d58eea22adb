"""A specification's settings as ruff's arguments, and the configurations that they displace."""

from __future__ import annotations

import contextlib
import json
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

from pbc_tui.checks.inspection import Inspection, target_version
from pbc_tui.checks.kinds import is_test

_CONVENTIONS = {"google": "google", "numpy": "numpy", "rest": "pep257"}
# Asked for is that public things are documented in the right style, not that magic methods or
# __init__ are, nor that a summary is in the imperative mood.
_DOCSTRING_EXCEPTIONS = ("D105", "D107", "D203", "D212", "D213", "D401", "D402", "D404", "D413")
_FOREIGN = ("ruff.toml", ".ruff.toml", ".flake8", ".pylintrc", ".style.yapf")
_SECTIONS = {
    "setup.cfg": ("[flake8]", "[pycodestyle]"),
    "tox.ini": ("[flake8]", "[pycodestyle]"),
}
_LARGEST = 1_000_000


def check_settings(inspection: Inspection) -> list[str]:
    """The arguments of ``ruff check`` that hold the whole of the specification's style rules."""
    style = inspection.subject.spec.style
    select = list(style.select)
    arguments = [
        f"--target-version={target_version(inspection.subject.spec.python)}",
        f"--line-length={style.line_length}",
        "--config",
        f"lint.isort.known-first-party={json.dumps(_first_party(inspection))}",
    ]
    if style.docstrings != "none":
        select.append("D")
        arguments += [
            "--config",
            f"lint.pydocstyle.convention={json.dumps(_CONVENTIONS[style.docstrings])}",
        ]
        ignored = list(_DOCSTRING_EXCEPTIONS)
        if not inspection.source.text.strip():
            # An empty package file documents nothing.
            ignored += ["D100", "D104"]
        arguments.append(f"--ignore={','.join(ignored)}")
    return [*arguments, f"--select={','.join(select)}"]


def format_settings(inspection: Inspection) -> list[str]:
    """The arguments of ``ruff format``."""
    spec = inspection.subject.spec
    return [
        f"--target-version={target_version(spec.python)}",
        f"--line-length={spec.style.line_length}",
    ]


def ignored_configuration(inspection: Inspection) -> list[str]:
    """One sentence per style configuration on disk that does not count, and why."""
    root, spec = inspection.subject.root, inspection.subject.spec
    folders = [root / parent for parent in PurePosixPath(spec.path).parents]
    notes = []
    for folder in folders:
        inside = folder.relative_to(root).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        notes += [
            f"{prefix}{name} is ignored; the task's settings apply"
            for name in _FOREIGN
            if (folder / name).is_file()
        ]
        for name, sections in _SECTIONS.items():
            text = _read(folder / name)
            if section := next((s for s in sections if s in text), ""):
                notes.append(f"{section} of {prefix}{name} is ignored; the task's settings apply")
        if other := _other_ruff_settings(folder / "pyproject.toml", inspection):
            notes.append(f"{prefix}pyproject.toml: {other}")
    return notes


def _other_ruff_settings(path: Path, inspection: Inspection) -> str:
    tool: Any = {}
    with contextlib.suppress(tomllib.TOMLDecodeError, RecursionError, AttributeError):
        tool = tomllib.loads(_read(path)).get("tool", {}).get("ruff", {})
    if not isinstance(tool, dict):
        return ""
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
    local = list(inspection.subject.spec.imports.local)
    if is_test(inspection.path):
        local += ["tests", "conftest"]
    return list(dict.fromkeys(local))


def _read(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return path.read_text("utf-8", "replace")
    return ""
