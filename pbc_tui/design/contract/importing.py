"""Which names a module imports, and what they stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.design.contract.parsing import NotPython, parse_module


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``local`` is what the module calls it, ``target`` the full dotted name.

    ``import a.b`` gives local ``a`` for target ``a``; ``import a.b as c`` local ``c`` for ``a.b``.
    ``module`` is the module that is loaded. A star import has local ``*``. A relative target keeps
    its leading dots when the module's own name is not known.
    """

    local: str
    target: str
    module: str
    line: int = 0


def references(text: str, module: str = "", *, is_package: bool = False) -> tuple[str, ...]:
    """The dotted names that a stub imports: ``app.core`` and ``app.core.Engine``; () for bad text.

    Relative imports are resolved against ``module``, the stub's own name, and left out without it.
    """
    try:
        parsed = parse_module(text)
    except NotPython:
        return ()
    found: dict[str, None] = {}
    for statement in ast.walk(parsed):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for entry in imports_of(statement, module, is_package=is_package):
                for name in (entry.module, entry.target):
                    if not name.startswith(".") and not name.endswith("*"):
                        found.setdefault(name)
    return tuple(found)


def imports_of(
    statement: ast.Import | ast.ImportFrom, module: str = "", *, is_package: bool = False
) -> Iterator[Import]:
    """The names that one statement imports, resolved against the name of its own module."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            local, target = (alias.asname, alias.name) if alias.asname else (top, top)
            yield Import(local, target, alias.name, statement.lineno)
        return
    source = _source(statement, module, is_package)
    for alias in statement.names:
        joint = "" if source.endswith(".") else "."
        target = f"{source}{joint}{alias.name}"
        yield Import(alias.asname or alias.name, target, source, statement.lineno)


def _source(statement: ast.ImportFrom, module: str, is_package: bool) -> str:
    name = statement.module or ""
    if not statement.level:
        return name
    package = module.split(".") if module else []
    climbs = statement.level - is_package
    if not package or climbs >= len(package) + (1 if is_package else 0):
        return "." * statement.level + name
    kept = package[: len(package) - climbs]
    return ".".join([*kept, name] if name else kept)
