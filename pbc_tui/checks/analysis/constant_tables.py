"""Tables that a module writes out and never fills: what a look-up in them can give."""

from __future__ import annotations

import ast

from pbc_tui.checks.analysis.dangers.facts import Facts

_MOST_ENTRIES = 200


def looked_up(node: ast.AST, facts: Facts) -> list[ast.expr]:
    """Everything that ``TABLE[key]`` or ``TABLE.get(key, default)`` may give.

    Nothing where the table is not a display of this module, or something is put into it later.
    """
    match node:
        case ast.Subscript(value=table):
            return _entries(table, facts)
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
            found = _entries(table, facts)
            return [*found, *default] if found else []
        case _:
            return []


def _entries(table: ast.expr, facts: Facts) -> list[ast.expr]:
    match table:
        case ast.Name(id=name):
            held = [] if facts.names.is_parameter(name) else facts.names.values(name)
        case ast.Attribute(attr=name):
            held = facts.names.members(name)
        case _:
            name, held = "", [table]
    if name in facts.changed:
        return []
    found: list[ast.expr] = []
    for display in held:
        match display:
            case ast.Dict(keys=keys, values=values) if None not in keys:
                found += values
            case ast.List(elts=values) | ast.Tuple(elts=values):
                found += values
            case _:
                return []
        if len(found) > _MOST_ENTRIES:
            return []
    return found
