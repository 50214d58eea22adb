"""Loops over rows that are written out: ``for column, value in (("name", name), ("age", age))``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts

IsOwn = Callable[[ast.expr], bool]
"""Whether an expression is a text or a number of the file itself."""


def own_columns(
    target: ast.expr, source: ast.expr, facts: Facts, is_own: IsOwn
) -> Iterator[ast.expr]:
    """What a loop binds to nothing but the file's own texts, whatever stands beside them."""
    if not isinstance(target, ast.Tuple | ast.List):
        return
    rows = [_parts(row) for row in _rows(source, facts)]
    width = len(target.elts)
    if not rows or any(len(row) != width or _spread(row) for row in rows):
        return
    for place, part in enumerate(target.elts):
        if isinstance(part, ast.Name) and all(is_own(row[place]) for row in rows):
            yield part


def _rows(source: ast.expr, facts: Facts) -> list[ast.expr]:
    match source:
        case ast.Tuple(elts=rows) | ast.List(elts=rows):
            return rows
        case ast.Call(func=ast.Attribute(value=ast.Dict() as table, attr="items"), args=[]):
            # A key that is None stands for a dictionary that is spread there.
            entries: list[ast.expr] = [ast.Tuple([*entry]) for entry in _entries(table)]
            return entries if len(entries) == len(table.keys) else []
        case ast.Name(id=name) if name not in facts.changed:
            given = facts.names.values(name)
            alone = len(given) == 1 and not facts.names.is_parameter(name)
            if alone and isinstance(given[0], ast.Tuple | ast.List):
                return given[0].elts
    return []


def _entries(table: ast.Dict) -> Iterator[tuple[ast.expr, ast.expr]]:
    for key, value in zip(table.keys, table.values, strict=True):
        if key is not None:
            yield key, value


def _parts(row: ast.expr) -> list[ast.expr]:
    return row.elts if isinstance(row, ast.Tuple | ast.List) else []


def _spread(row: list[ast.expr]) -> bool:
    return any(isinstance(part, ast.Starred) for part in row)
