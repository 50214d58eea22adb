"""The tables and keys that a TOML file must have."""

from __future__ import annotations

import tomllib
from typing import Any

from pbc_tui.design.toml_reading import read_toml


def missing_tables(text: str, required: list[str]) -> list[str]:
    """The dotted keys (``project.version``, ``tool."a.b".c``) that a TOML text lacks.

    Raises:
        ValueError: when the text is no TOML.
    """
    content = read_toml(text)
    return [key for key in required if not _has(content, _parts(key))]


def _has(content: Any, parts: list[str]) -> bool:
    for part in parts:
        if isinstance(content, list) and content:
            content = content[0]
        if not isinstance(content, dict) or part not in content:
            return False
        content = content[part]
    return True


def _parts(key: str) -> list[str]:
    """A dotted key in its parts, by TOML's own reading of quotes."""
    plain = key.strip().removeprefix("[").removesuffix("]")
    try:
        table: Any = read_toml(f"{plain} = 0")
    except tomllib.TOMLDecodeError:
        return plain.split(".")
    parts: list[str] = []
    while isinstance(table, dict):
        name = next(iter(table))
        parts.append(name)
        table = table[name]
    return parts
