"""Paths and names inside a repository: what is portable, what is inside (SPEC 4.2)."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata

_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{n}" for n in range(1, 10)),
        *(f"lpt{n}" for n in range(1, 10)),
    ]
)
_ILLEGAL = re.compile(r'[<>:"|?*\\]')
_LONGEST_NAME = 255


def name_fault(name: str) -> str:
    """Say in words why ``name`` cannot be the name of a file or directory; "" when it can."""
    if not name:
        return "a name is needed"
    if name in (".", ".."):
        return f"{name!r} is not a name"
    if "/" in name:
        return "a name holds no slash"
    if illegal := _ILLEGAL.search(name):
        return f"{illegal.group()!r} is not allowed in a file name on every system"
    plain = name.isascii() and name.isprintable()
    if not plain and any(unicodedata.category(letter)[0] == "C" for letter in name):
        return "control and invisible characters are not allowed"
    if name != name.strip() or name.endswith("."):
        return "a name neither begins or ends with a space nor ends with a dot"
    if name.split(".")[0].lower() in _RESERVED:
        return f"{name!r} is reserved on Windows"
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        return f"a name has at most {_LONGEST_NAME} bytes"
    return ""


def path_fault(path: str) -> str:
    """Say in words why ``path`` is no relative path inside the repository; "" when it is."""
    if not path:
        return "a path is needed"
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "an absolute path is not allowed; give it relative to the repository"
    for part in path.split("/"):
        if part == "..":
            return "'..' leaves the repository"
        if fault := name_fault(part):
            return fault
    return ""


def module_fault(stem: str) -> str:
    """Say why ``stem`` cannot be an importable module name; "" when it can (PEP 8, SPEC 4.2)."""
    if not stem.isidentifier():
        return f"{stem!r} cannot be imported: letters, digits and underscores only"
    if keyword.iskeyword(stem) or keyword.issoftkeyword(stem):
        return f"{stem!r} is a Python keyword"
    return ""


def shadows_stdlib(name: str) -> bool:
    """Whether a top-level module of this name would shadow one of the standard library."""
    return name in sys.stdlib_module_names
