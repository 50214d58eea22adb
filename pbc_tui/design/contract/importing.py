"""Which names a module imports, and what they stand for."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_tui.design.contract.naming import dotted
from pbc_tui.design.contract.parsing import NotPython, parse_module

_HOLDERS = (ast.stmt, ast.excepthandler, ast.match_case)
"""What may hold statements; nothing else is entered."""


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``local`` is what the module calls it, ``target`` the full dotted name.

    ``import a.b`` gives local ``a`` for target ``a``; ``import a.b as c`` local ``c`` for ``a.b``.
    ``module`` is the module that is loaded. A star import has local ``*``. A relative target keeps
    its leading dots when the module's own name is not known.

    ``offered`` says that a stub offers the name as its own: ``from a import b as b`` (PEP 484).
    """

    local: str
    target: str
    module: str
    line: int = 0
    offered: bool = False


def imports_in(
    text: str, module: str = "", *, is_package: bool = False, for_typing: bool = True
) -> tuple[Import, ...]:
    """What a stub imports, in the order of its lines; () for bad text.

    Relative imports are resolved against ``module``, the stub's own name. ``for_typing`` says
    whether those count that stand under ``if TYPE_CHECKING``.
    """
    try:
        parsed = parse_module(text)
    except NotPython:
        return ()
    found = [
        entry
        for statement in _statements(parsed, for_typing)
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for entry in imports_of(statement, module, is_package=is_package)
    ]
    return tuple(sorted(found, key=lambda entry: entry.line))


def _statements(parsed: ast.Module, for_typing: bool) -> Iterator[ast.AST]:
    waiting: deque[ast.AST] = deque([parsed])
    while waiting:
        node = waiting.popleft()
        yield node
        if isinstance(node, ast.If) and not for_typing and _is_type_checking(node.test):
            waiting.extend(node.orelse)
        else:
            waiting.extend(
                child for child in ast.iter_child_nodes(node) if isinstance(child, _HOLDERS)
            )


def _is_type_checking(test: ast.expr) -> bool:
    return dotted(test).rpartition(".")[2] == "TYPE_CHECKING"


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
        offered = alias.asname == alias.name
        yield Import(alias.asname or alias.name, target, source, statement.lineno, offered)


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
